/**
 * The analysis as JSON, schema `trust-atlas/analysis/1`: what other programs build against.
 *
 * Yielded in chunks, one list item each, so that the largest organization is never one string.
 */
import type { Analysis } from '../findings/analysis';
import { externalIdUses } from '../graph/external-id-use';
import type { AccountCoverage, RoleNode, TrustGraph } from '../graph/trust-graph';
import type { Party } from '../parties/party';
import { sessionJson, sessionRow, useRow } from './activity-rows';
import { controlRow } from './control-row';
import { escapeJson } from './escape';
import { externalIdRow } from './external-id-row';
import { grantRow } from './grant-row';
import type { SecretView } from './words/guard-words';

const SCHEMA = 'trust-atlas/analysis/1';

/** Chunks of one JSON document, a list item a line. External ids are fingerprints unless `view` says otherwise. */
export function* renderJson({ graph, findings }: Analysis, view: SecretView): Iterable<string> {
  const { organization, coverage } = graph;
  yield `{\n"schema": ${json(SCHEMA)},\n"asOf": ${json(graph.asOf)},\n`;
  if (organization) {
    yield `"organization": ${json({ ...organization, ...(graph.accounts && { accountCount: graph.accounts.size }) })},\n`;
  }
  yield `"coverage": {\n"complete": ${coverage.complete},\n`;
  yield* list('accounts', coverage.accounts, accountRow);
  if (coverage.activity) yield `,\n"activity": ${json(coverage.activity)}`;
  yield ',\n';
  yield* list('problems', coverage.problems, (problem) => problem);
  yield ',\n';
  yield* list('unrecognised', coverage.unrecognised, (file) => file);
  yield ',\n';
  yield* list('limits', coverage.limits, (limit) => limit);
  yield '\n},\n';
  yield* list('parties', [...graph.parties.values()], partyRow(graph, view));
  yield ',\n';
  yield* list('roles', [...graph.roles.values()], roleRow);
  yield ',\n';
  yield* list('grants', graph.grants, (edge) => grantRow(edge, view));
  yield ',\n';
  yield* list('use', graph.uses, (edge) => useRow(edge, graph));
  yield ',\n';
  yield* list('sessions', graph.sessions, (edge) => sessionJson(sessionRow(edge, graph)));
  yield ',\n';
  yield* list('changes', graph.changes, (change) => change);
  yield ',\n';
  yield* list('findings', findings, (finding) => finding);
  yield '\n}\n';
}

function* list<T>(name: string, items: readonly T[], toRow: (item: T) => unknown): Iterable<string> {
  if (items.length === 0) {
    yield `${json(name)}: []`;
    return;
  }
  yield `${json(name)}: [\n`;
  for (const [index, item] of items.entries()) {
    yield `${json(toRow(item))}${index === items.length - 1 ? '\n]' : ',\n'}`;
  }
}

function json(value: unknown): string {
  return escapeJson(JSON.stringify(value));
}

function accountRow({ id, name, state, reason, roles }: AccountCoverage): object {
  return { id, name, state, reason, roles };
}

/** Rows of parties with their totals, counted once for all. */
function partyRow(graph: TrustGraph, view: SecretView): (party: Party) => object {
  const totals = new Map<string, { grants: number; roles: Set<string>; lastUsed?: string }>();
  const totalOf = (party: string) => {
    const total = totals.get(party) ?? { grants: 0, roles: new Set<string>() };
    totals.set(party, total);
    return total;
  };
  for (const { party, role } of graph.grants) {
    const total = totalOf(party);
    total.grants += 1;
    total.roles.add(role);
  }
  for (const { party, use } of graph.uses) {
    const total = totalOf(party);
    if (use.lastSuccess !== undefined && use.lastSuccess > (total.lastUsed ?? ''))
      total.lastUsed = use.lastSuccess;
  }
  const uses = externalIdUses(graph.grants);
  return ({ declared: _, lapsed: __, ...party }) => {
    const { grants, roles, lastUsed } = totalOf(party.id);
    const externalIds = uses.get(party.id);
    return {
      ...party,
      grants,
      roles: roles.size,
      lastUsed,
      ...(externalIds && { externalIds: [...externalIds.values()].map((use) => externalIdRow(use, view)) }),
    };
  };
}

function roleRow({ role, verdict, tier, made, remarks, resourceControl }: RoleNode): object {
  const { arn, account, lastUsed } = role;
  return {
    arn,
    account,
    verdict,
    tier: tier.tier,
    made,
    lastUsed,
    remarks,
    resourceControl: controlRow(resourceControl),
  };
}
