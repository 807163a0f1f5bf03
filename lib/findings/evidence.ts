/**
 * Evidence: grants, guards and use as flat rows, bounded, with external ids as fingerprints.
 */

import type { Use, UseCaller } from '../activity/use';
import type { GrantEdge, RoleNode, TrustGraph, UseEdge } from '../graph/trust-graph';
import type { Caller } from '../model/caller';
import type { Evidence } from '../model/finding';
import { externalIdFingerprint } from '../model/fingerprint';
import type { Guard } from '../model/guard';
import { networkText } from './network-text';
import { cut } from './title';
import type { WayIn } from './ways-in';

/** Rows of one finding, and values in one cell. */
const ROW_LIMIT = 20;
const VALUE_LIMIT = 8;
/** Characters of one cell: a trust policy may hold thousands. */
const CELL_LIMIT = 500;

/** The rows that fit, and a last one that counts the others. */
export function boundedRows(rows: readonly Evidence[]): readonly Evidence[] {
  return rows.length <= ROW_LIMIT ? rows : [...rows.slice(0, ROW_LIMIT), { more: rows.length - ROW_LIMIT }];
}

/** What the role is worth, then one row for each grant of the way in, with what `extra` adds to it. */
export function wayRows(
  { node, edges }: Pick<WayIn, 'node' | 'edges'>,
  graph: TrustGraph,
  extra?: (edge: GrantEdge) => Evidence,
): readonly Evidence[] {
  return [tierRow(node), ...grantRows(edges, graph, extra)];
}

/** What the role is worth to an intruder, and why. */
export function tierRow({ tier }: RoleNode): Evidence {
  return { tier: tier.tier, because: textOf(tier.because.length > 0 ? tier.because : tier.unknown) };
}

/** One row for each grant, with what `extra` adds to it. */
export function grantRows(
  edges: readonly GrantEdge[],
  graph: TrustGraph,
  extra: (edge: GrantEdge) => Evidence = () => ({}),
): readonly Evidence[] {
  return boundedRows(
    edges.map((edge) => ({
      grant: edge.grant.id,
      statement: textOf(edge.grant.statements),
      call: edge.grant.call,
      caller: callerText(edge.grant.caller),
      guards: guardsText(edge.grant.guards, graph),
      ...(edge.grant.unless.length > 0 && {
        unless: textOf(edge.grant.unless.map((list) => `(${guardsText(list, graph)})`)),
      }),
      ...(edge.lastUsed !== undefined && { lastUsed: edge.lastUsed }),
      ...extra(edge),
    })),
  );
}

/** One row for each use: who, how often, when, from where. */
export function useRows(edges: readonly UseEdge[], graph: TrustGraph): readonly Evidence[] {
  return boundedRows(
    edges.map(({ use }) => ({
      caller: useCallerText(use.caller),
      count: use.count,
      first: use.first,
      last: use.last,
      networks: textOf(use.networks.map(({ value }) => networkText(value, graph.networkOwners?.get(value)))),
      ...(use.subjects.length > 0 && { subjects: textOf(use.subjects.map(({ value }) => value)) }),
      ...firstEventOf(use),
    })),
  );
}

/** One row for each use by which somebody came this way. */
export function wayUseRows({ edges }: WayIn, graph: TrustGraph): readonly Evidence[] {
  return useRows(
    edges.flatMap(({ uses }) => uses),
    graph,
  );
}

/** A record to look up: the first successful one from any network that is known. */
function firstEventOf({ networks }: Use): Evidence {
  const entered = networks.find(({ count }) => count > 0);
  return entered ? { firstEvent: entered.firstEvent } : {};
}

/** A set of principals in a few words. */
export function callerText(caller: Caller): string {
  switch (caller.kind) {
    case 'anyone':
      return 'anyone';
    case 'account':
      return `account ${caller.account}`;
    case 'principal':
      return caller.pattern ? `principals like ${cut(caller.arn, CELL_LIMIT)}` : cut(caller.arn, CELL_LIMIT);
    case 'organization':
      return `organization ${caller.organization}`;
    case 'organization-unit':
      return `organization unit ${cut(caller.path, CELL_LIMIT)}`;
    case 'unique-id':
      return `unique id ${cut(caller.uniqueId, CELL_LIMIT)}`;
    case 'saml':
      return cut(caller.provider, CELL_LIMIT);
    case 'oidc':
    case 'web-identity':
      return `${cut(caller.issuer, CELL_LIMIT)} ${textOf(caller.subjects) || 'any subject'}`;
    case 'service':
      return cut(caller.service, CELL_LIMIT);
    case 'canonical-user':
      return `canonical user ${cut(caller.id, CELL_LIMIT)}`;
  }
}

/** An observed caller in a few words. */
export function useCallerText(caller: UseCaller): string {
  switch (caller.kind) {
    case 'aws':
      return caller.arn ?? textOf([caller.account, caller.principalId].filter((part) => part !== undefined));
    case 'saml':
      return textOf([caller.provider, caller.subject].filter((part) => part !== undefined));
    case 'oidc':
      return `${caller.issuer} ${caller.tenant}`;
    case 'service':
      return caller.service;
    case 'unknown':
      return 'not told by the record';
  }
}

/** External ids of a guard as fingerprints, salted by organization; other values as they are. */
export function guardValues(guard: Guard, graph: TrustGraph): readonly string[] {
  if (guard.kind !== 'external-id' || guard.operator === 'Null') return guard.values;
  return guard.values.map((value) => externalIdFingerprint(graph.organization?.id ?? '', value));
}

function guardsText(guards: readonly Guard[], graph: TrustGraph): string {
  if (guards.length === 0) return 'none';
  return cut(
    guards
      .map(
        (guard) => `${guard.operator} ${guard.key} ${textOf(guardValues(guard, graph))} (${guard.strength})`,
      )
      .join('; '),
    CELL_LIMIT,
  );
}

/** Some values in one cell. */
export function textOf(values: readonly string[]): string {
  const shown = values.slice(0, VALUE_LIMIT).join(', ');
  return cut(
    values.length > VALUE_LIMIT ? `${shown} and ${values.length - VALUE_LIMIT} more` : shown,
    CELL_LIMIT,
  );
}
