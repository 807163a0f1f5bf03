/**
 * What follows from what: whether every request that meets one constraint meets another.
 *
 * Asked of two states of a role's trust, where nothing but their guards is known. The answer is a proof or "not
 * proven", never a guess.
 */
import { type Constraint, hasOpenVariables, type ValueConstraint } from './constraint';
import { domainOf } from './key-domain';
import { isPassedByEveryValue } from './solve-key';

/** True only where it is proven. */
export function implies(given: Constraint, wanted: Constraint): boolean {
  if (given.key !== wanted.key || (given.whenAbsent && !wanted.whenAbsent)) return false;
  if (wanted.kind === 'presence') {
    return wanted.whenPresent || (given.kind === 'presence' && !given.whenPresent);
  }
  if (given.kind === 'presence') return !given.whenPresent;
  return given.set === wanted.set && impliesOfValue(given, wanted);
}

function impliesOfValue(given: ValueConstraint, wanted: ValueConstraint): boolean {
  if (isOpaque(given) || isOpaque(wanted) || hasOpenVariables(given) || hasOpenVariables(wanted)) {
    return given.negated === wanted.negated && isPart(given, wanted);
  }
  return isPassedByEveryValue(wanted, domainOf(given.key), given);
}

/** Of the same operator the shorter list asks for more, and excludes less where it is negated. */
function isPart(given: ValueConstraint, wanted: ValueConstraint): boolean {
  const [few, many] = given.negated ? [wanted, given] : [given, wanted];
  const held = new Set(many.values);
  return few.operator.name === many.operator.name && few.values.every((value) => held.has(value));
}

/** A fingerprint stands for an external id that is not known: only equal ones compare. */
function isOpaque({ key, values }: ValueConstraint): boolean {
  return key === 'sts:externalid' && values.some((value) => FINGERPRINT.test(value));
}

const FINGERPRINT = /^external-id:[0-9a-f]{8}$/;
