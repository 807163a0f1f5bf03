/**
 * Barrier: how well a grant keeps out those who are not meant, beyond naming who is.
 *
 * Only what an outsider cannot choose counts: a secret that was agreed, or the network of the call. A session
 * name, a tag, a source identity and MFA are the caller's own to set.
 */
import type { GrantEdge } from '../graph/trust-graph';
import type { Grant } from '../model/grant';
import type { Guard, GuardKind } from '../model/guard';

export type Barrier = 'none' | 'weak' | 'firm';

const BARRIERS: readonly GuardKind[] = ['external-id', 'source-ip', 'source-vpc'];

/** The strongest barrier of one grant. */
function barrierOfGrant(grant: Grant): Barrier {
  const strengths = new Set(
    grant.guards.filter(({ kind }) => BARRIERS.includes(kind)).map(({ strength }) => strength),
  );
  if (strengths.has('firm')) return 'firm';
  return strengths.has('weak') ? 'weak' : 'none';
}

/** What stands in the way of somebody who picks the easiest of several grants; `none` where there is no grant. */
export function barrierOf(edges: readonly GrantEdge[]): Barrier {
  const barriers = new Set(edges.map(({ grant }) => barrierOfGrant(grant)));
  if (barriers.has('none') || barriers.size === 0) return 'none';
  return barriers.has('weak') ? 'weak' : 'firm';
}

/** Whether a request without the agreed external id is refused, by a condition or by a deny. */
export function demandsExternalId({ guards, unless }: Grant): boolean {
  const refused = unless.filter((list) => list.length === 1).flat();
  return guards.some(isExternalId) || refused.some((guard) => isExternalId(guard) && isNegated(guard));
}

function isExternalId({ kind }: Guard): boolean {
  return kind === 'external-id';
}

/** Met by those who send another value, or none. */
function isNegated({ operator }: Guard): boolean {
  return operator.includes('Not') || operator === 'Null';
}
