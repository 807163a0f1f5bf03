/**
 * Entries: the grants by which somebody outside gets in, for all that is known. What most questions are about.
 */
import type { GrantEdge } from './trust-graph';

/** Not where the grant is undecided, its principal is gone or may be, or its identity provider is missing. */
export function isExternalEntry({ grant, external, deleted, providerObject }: GrantEdge): boolean {
  if (!external || grant.verdict !== 'admits' || providerObject === 'missing') return false;
  return deleted !== 'deleted' && deleted !== 'cannot-tell';
}
