/**
 * A role's verdict: the strongest of its grants.
 */
import type { GrantEdge, RoleVerdict } from './trust-graph';

/** From strongest to weakest; `undecided` stands above `internal` because it may hide an outsider. */
const STRENGTH: readonly RoleVerdict[] = ['external', 'undecided', 'internal', 'service', 'nobody'];

/** The verdict over all ways into one role; no way in is `nobody`. */
export function judgeRoleVerdict(edges: readonly GrantEdge[]): RoleVerdict {
  const verdicts = new Set(edges.map(verdictOfEdge));
  return STRENGTH.find((verdict) => verdicts.has(verdict)) ?? 'nobody';
}

function verdictOfEdge({ grant, external, deleted, providerObject }: GrantEdge): RoleVerdict {
  if (providerObject === 'missing') return 'nobody';
  if (grant.verdict === 'undecided' || deleted === 'cannot-tell') return 'undecided';
  if (deleted === 'deleted') return 'nobody';
  if (external) return 'external';
  return grant.caller.kind === 'service' ? 'service' : 'internal';
}
