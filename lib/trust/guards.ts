/**
 * From constraints to guards: the names and values that people and programs read.
 */
import type { Guard } from '../model/guard';
import type { Constraint, ValueConstraint } from './constraint';
import { sortGuardLists, sortGuards } from './guard-key';
import { judgeStrength } from './guard-strength';
import { mergeUnless } from './merge-alternatives';
import type { TrustKnowledge, Way } from './way';

/** The guards of a way, sorted and without repetition. */
export function guardsOf(way: Way, knowledge: TrustKnowledge): readonly Guard[] {
  return guardsOfConstraints(way.constraints, way, knowledge);
}

/** What denies take away, as lists of guards. */
export function unlessOf(way: Way, knowledge: TrustKnowledge): readonly (readonly Guard[])[] {
  const lists = way.unless.map((list) => guardsOfConstraints(list, way, knowledge));
  return sortGuardLists(mergeUnless(sortGuardLists(lists)));
}

/**
 * Whether a guard demands something of a request. What only excludes some is better said as what is refused, and
 * some has no operator in the policy language.
 */
export function isDemand(constraint: Constraint): boolean {
  return constraint.kind === 'presence' ? constraint.whenPresent : !constraint.negated;
}

function guardsOfConstraints(
  constraints: readonly Constraint[],
  way: Way,
  knowledge: TrustKnowledge,
): readonly Guard[] {
  const guards = constraints.flatMap((constraint) => {
    const { about, policy } = constraint;
    const { guard: kind, name: key } = about;
    const strength = judgeStrength(constraint, way, knowledge);
    return rowsOf(constraint).map(
      (row): Guard => ({ kind, key, ...row, ...strength, ...(policy !== undefined && { policy }) }),
    );
  });
  // what the trust policy demands itself stands first, and is told as its own
  return sortGuards(guards);
}

type Row = Pick<Guard, 'operator' | 'values'>;

const PRESENT: Row = { operator: 'Null', values: ['false'] };
const ABSENT: Row = { operator: 'Null', values: ['true'] };

/** One row of a condition block, or two where an absent key must fail as well. */
function rowsOf(constraint: Constraint): readonly Row[] {
  if (constraint.kind === 'presence') {
    return [...(constraint.whenAbsent ? [] : [PRESENT]), ...(constraint.whenPresent ? [] : [ABSENT])];
  }
  const operator = operatorOf(constraint);
  if (operator === undefined) return [];
  const row = { operator, values: [...new Set(constraint.values)].sort() };
  return holdsWhenAbsentByItself(constraint) && !constraint.whenAbsent ? [row, PRESENT] : [row];
}

/** `ForAnyValue:StringNotLikeIfExists`; undefined where the language has no such operator. */
function operatorOf(constraint: ValueConstraint): string | undefined {
  const { operator, negated, set, whenAbsent } = constraint;
  const name = negated ? NEGATED.get(operator.name) : operator.name;
  if (name === undefined) return undefined;
  const prefix = set === 'any' ? 'ForAnyValue:' : set === 'all' ? 'ForAllValues:' : '';
  return `${prefix}${name}${whenAbsent && !holdsWhenAbsentByItself(constraint) ? 'IfExists' : ''}`;
}

function holdsWhenAbsentByItself({ set, negated }: ValueConstraint): boolean {
  return set === 'all' || (negated && set !== 'any');
}

const NEGATED: ReadonlyMap<string, string> = new Map([
  ['StringEquals', 'StringNotEquals'],
  ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ['StringLike', 'StringNotLike'],
  ['ArnLike', 'ArnNotLike'],
  ['NumericEquals', 'NumericNotEquals'],
  ['DateEquals', 'DateNotEquals'],
  ['IpAddress', 'NotIpAddress'],
]);
