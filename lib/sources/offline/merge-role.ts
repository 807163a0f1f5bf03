/**
 * One role out of two descriptions of it: `list-roles` has what authorization details lack, and the reverse.
 */
import type { Role } from '../../model/role';

/** Whether both descriptions can be of the same moment: their trust policies do not contradict each other. */
export function haveSameTrust(one: Role, other: Role): boolean {
  if (one.trust.kind === 'unreadable' || other.trust.kind === 'unreadable') return true;
  return JSON.stringify(one.trust.document) === JSON.stringify(other.trust.document);
}

/** Field by field: what only one has stays; what both have is taken from the later. */
export function mergeRoles(earlier: Role, later: Role): Role {
  const lastUsed = laterUse(earlier.lastUsed, later.lastUsed);
  return {
    ...earlier,
    ...later,
    trust: later.trust.kind === 'policy' ? later.trust : earlier.trust,
    ...(lastUsed && { lastUsed }),
  };
}

/** A time is later than `never`, which sorts after digits. */
function laterUse(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || one === 'never') return other ?? one;
  if (other === undefined || other === 'never') return one;
  return one > other ? one : other;
}
