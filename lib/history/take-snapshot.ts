/**
 * Takes a snapshot of trust: what this run saw of it, and nothing of what it did not see.
 */
import type { GrantEdge, RoleNode, TrustGraph } from '../graph/trust-graph';
import { compareText } from '../model/compare-text';
import { externalIdFingerprint, fingerprint } from '../model/fingerprint';
import type { Guard } from '../model/guard';
import { knowsAllAccounts } from '../model/organization';
import type { IdentityProvider } from '../model/provider';
import { isIdentityCenterRole, isServiceLinked } from '../model/role';
import type { KnownGrant, KnownGuardrail, KnownProvider, TrustSnapshot } from './trust-snapshot';

/** Roles whose trust nobody can edit are left out of the grants. */
export function takeSnapshot(graph: TrustGraph): TrustSnapshot {
  const nodes = [...graph.roles.values()];
  const read = graph.coverage.accounts.filter(({ state }) => state === 'read');
  const accounts = read.map(({ id }) => id).sort(compareText);
  const uncontrolled = new Set(
    nodes.filter(({ resourceControl }) => resourceControl.kind === 'unknown').map(({ role }) => role.account),
  );
  const guardrails = knownGuardrails(graph);
  return {
    grants: nodes
      .filter(({ role }) => !isServiceLinked(role) && !isIdentityCenterRole(role))
      .flatMap((node) => grantsOf(node, graph))
      .sort((a, b) => compareText(a.role, b.role) || compareText(a.id, b.id)),
    roles: nodes.map(({ role }) => role.arn).sort(compareText),
    providers: knownProviders(graph),
    ...(guardrails && { guardrails }),
    accounts,
    uncontrolled: accounts.filter((id) => uncontrolled.has(id)),
    providerAccounts: read.flatMap(({ id, providersRead }) => (providersRead ? [id] : [])).sort(compareText),
    accountsKnown: knowsOurAccounts(graph),
    damaged: graph.coverage.problems.length > 0,
  };
}

/** Whether all accounts of our organization were listed. A list that lacks one that was read is a part of one. */
export function knowsOurAccounts(graph: TrustGraph): boolean {
  const { accounts, coverage } = graph;
  return (
    knowsAllAccounts(graph) &&
    coverage.accounts.every(({ id, state }) => state !== 'read' || accounts?.has(id) === true)
  );
}

function grantsOf(node: RoleNode, graph: TrustGraph): readonly KnownGrant[] {
  const salt = graph.organization?.id ?? '';
  const isUnnamed = (party: string) =>
    graph.parties.get(party)?.kind === 'unknown' && !knowsOurAccounts(graph);
  return node.grants.filter(mayLetOutsidersIn).map(({ grant, party, deleted }) => {
    const { id, role, call, caller, verdict, guards, unless } = grant;
    const mayBeOurs = deleted === 'cannot-tell' ? 'unique-id' : isUnnamed(party) ? 'account' : undefined;
    return {
      id,
      role,
      party,
      call,
      caller,
      verdict,
      guards: guards.map((guard) => withoutSecrets(guard, salt)),
      unless: unless.map((list) => list.map((guard) => withoutSecrets(guard, salt))),
      ...(mayBeOurs && { mayBeOurs }),
    };
  });
}

/** One of a principal that is gone stays: whether it is gone cannot be told while an account is not read. */
function mayLetOutsidersIn({ grant, external, deleted }: GrantEdge): boolean {
  return external || grant.verdict === 'undecided' || deleted === 'deleted' || deleted === 'cannot-tell';
}

function withoutSecrets(guard: Guard, salt: string): Guard {
  if (guard.kind !== 'external-id' || guard.operator === 'Null') return guard;
  return { ...guard, values: guard.values.map((value) => externalIdFingerprint(salt, value)) };
}

/** The identity providers that were read, sorted by ARN. */
export function knownProviders({ providers }: TrustGraph): readonly KnownProvider[] {
  return [...providers.values()].map(providerOf).sort((a, b) => compareText(a.arn, b.arn));
}

function providerOf(provider: IdentityProvider): KnownProvider {
  const { arn, kind } = provider;
  return kind === 'oidc' && provider.clientIds
    ? { arn, kind, audiences: [...provider.clientIds].sort(compareText) }
    : { arn, kind };
}

/** The resource control policies that were read, sorted by id; undefined where none were. */
export function knownGuardrails({
  organizationPolicies,
  organization,
}: TrustGraph): TrustSnapshot['guardrails'] {
  const policies = organizationPolicies?.filter(({ type }) => type === 'RESOURCE_CONTROL_POLICY') ?? [];
  if (policies.length === 0) return undefined;
  const salt = organization?.id ?? '';
  return policies
    .map(
      ({ id, name, targets, document }): KnownGuardrail => ({
        id,
        name: name ?? id,
        ...(targets && { targets: [...targets].sort(compareText) }),
        ...(document && { fingerprint: fingerprint(salt, JSON.stringify(document)) }),
      }),
    )
    .sort((a, b) => compareText(a.id, b.id));
}
