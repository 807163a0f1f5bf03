/**
 * Canonical constraints: one spelling for what means the same, so that equal meanings compare equal and the complement
 * of a constraint is a constraint again.
 */
import { accountIdIn } from '../model/identifiers';
import { truthIn } from '../policy/operators/bool';
import { momentIn } from '../policy/operators/date';
import { numberIn } from '../policy/operators/numeric';
import {
  type Constraint,
  hasVariable,
  hasWildcard,
  positiveOperator,
  type ValueConstraint,
} from './constraint';
import { domainOf } from './key-domain';

/** The constraint that holds exactly where the given one does not. */
export function complementOf(constraint: Constraint): Constraint {
  const whenAbsent = !constraint.whenAbsent;
  if (constraint.kind === 'presence') {
    return { ...constraint, whenPresent: !constraint.whenPresent, whenAbsent };
  }
  const { set, negated } = constraint;
  return canonical({
    ...constraint,
    set: set === 'any' ? 'all' : set === 'all' ? 'any' : set,
    negated: !negated,
    whenAbsent,
  });
}

/** One spelling for what means the same, so that equal meanings compare equal. */
export function canonical(constraint: ValueConstraint): Constraint {
  const { operator, values, negated } = constraint;
  switch (operator.name) {
    case 'ArnEquals':
      return { ...constraint, operator: positiveOperator('ArnLike') };
    case 'StringLike':
      return values.some(hasWildcard)
        ? constraint
        : { ...constraint, operator: positiveOperator('StringEquals') };
    case 'Bool':
      return values.some(hasVariable)
        ? constraint
        : canonicalBool({ ...constraint, values: values.map((value) => value.toLowerCase()) });
    case 'NumericEquals':
      return ACCOUNT_KEYS.has(constraint.key) ? asAccounts(constraint) : constraint;
    default:
      return negated && INVERSE.has(operator.name) && isOrdered(constraint)
        ? inverted(constraint)
        : constraint;
  }
}

const ACCOUNT_KEYS: ReadonlySet<string> = new Set(['aws:principalaccount', 'aws:sourceaccount']);

/** Account ids that are compared as numbers: each number is one id, with its zeros in front; other numbers fit none. */
function asAccounts(constraint: ValueConstraint): Constraint {
  const ids = constraint.values.flatMap((value) => {
    const number = numberIn(value);
    return accountIdIn(number === undefined ? '' : String(number).padStart(12, '0')) ?? [];
  });
  const { key, about, negated, whenAbsent } = constraint;
  return ids.length === 0
    ? { kind: 'presence', key, about, whenPresent: negated, whenAbsent }
    : { ...constraint, operator: positiveOperator('StringEquals'), values: ids };
}

/**
 * Not true is false where the key holds truth values only: the policy language has no negated `Bool`. A tag may hold
 * any text, of which neither is so. What is no truth value fits nothing.
 */
function canonicalBool(constraint: ValueConstraint): Constraint {
  const { key, about, negated, whenAbsent } = constraint;
  const truths = [...new Set(constraint.values)].filter((value) => truthIn(value) !== undefined);
  const [truth] = truths;
  if (truth === undefined) return { kind: 'presence', key, about, whenPresent: negated, whenAbsent };
  const isTruth = domainOf(key, about).values?.every((value) => truthIn(value) !== undefined);
  if (!isTruth) return { ...constraint, values: truths.sort() };
  if (truths.length > 1) return { kind: 'presence', key, about, whenPresent: !negated, whenAbsent };
  if (!negated) return { ...constraint, values: truths };
  return { ...constraint, negated: false, values: [truth === 'true' ? 'false' : 'true'] };
}

/** Nor has it negated orders: not less than is greater than or equal. */
const INVERSE: ReadonlyMap<string, string> = new Map(
  ['Numeric', 'Date'].flatMap((family) => [
    [`${family}LessThan`, `${family}GreaterThanEquals`],
    [`${family}LessThanEquals`, `${family}GreaterThan`],
    [`${family}GreaterThan`, `${family}LessThanEquals`],
    [`${family}GreaterThanEquals`, `${family}LessThan`],
  ]),
);

/** Keys that hold nothing but numbers, or moments: any other text is neither below a bound nor above it. */
const ORDERED: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws:multifactorauthage', ['Numeric']],
  ['aws:epochtime', ['Numeric', 'Date']],
  ['aws:currenttime', ['Date']],
  ['aws:tokenissuetime', ['Date']],
]);

function isOrdered({ key, operator }: ValueConstraint): boolean {
  return ORDERED.get(key)?.some((family) => operator.name.startsWith(family)) ?? false;
}

/** Of several bounds the loosest decides, so its inverse alone remains; malformed bounds fit nothing. */
function inverted(constraint: ValueConstraint): Constraint {
  const { key, about, operator, values, whenAbsent } = constraint;
  const read = operator.name.startsWith('Date') ? momentIn : numberIn;
  const bounds = values.flatMap((text) => {
    const order = read(text);
    return order === undefined ? [] : [{ text, order }];
  });
  bounds.sort((left, right) => left.order - right.order);
  const loosest = operator.name.includes('Less') ? bounds.at(-1) : bounds[0];
  if (!loosest) return { kind: 'presence', key, about, whenPresent: true, whenAbsent };
  return {
    ...constraint,
    negated: false,
    operator: positiveOperator(INVERSE.get(operator.name) ?? operator.name),
    values: [loosest.text],
  };
}
