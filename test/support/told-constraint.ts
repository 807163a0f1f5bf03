/**
 * Constraints for comparison: what is known of a key holds functions, so it is told by the key's name.
 */
import type { Constraint } from '../../lib/trust/constraint';

export function toldConstraint(constraint: Constraint): object {
  return { ...constraint, about: constraint.about.name };
}
