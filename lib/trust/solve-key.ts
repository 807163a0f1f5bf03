/**
 * Solves all constraints on one key: absent, some values, proven impossible, or not known.
 */

import type { Presence } from '../policy/context-key';
import type { RequestContext } from '../policy/request-context';
import {
  type Constraint,
  hasOpenVariables,
  holdsFor,
  lacksSetOperator,
  resolvedValues,
  type ValueConstraint,
} from './constraint';
import { findValue, type ValueTest } from './find-value';
import type { KeyDomain } from './key-domain';

/** What is known of the key in the request that is being looked for. */
export interface KeyFacts {
  readonly key: string;
  readonly presence: Presence;
  readonly multivalued: boolean;
  readonly domain: KeyDomain;
  /** the values that the principal implies: then there is nothing to choose */
  readonly given?: readonly string[];
  /** the constraints name other keys for which another value could have been chosen */
  readonly hangsOnChoice: boolean;
}

export type KeySolution =
  | { readonly kind: 'absent' }
  | { readonly kind: 'values'; readonly values: readonly string[] }
  /** proven: `absent` when the request would have to carry a key that it never carries */
  | { readonly kind: 'impossible'; readonly why: 'never-carried' | 'no-value' }
  | { readonly kind: 'unknown'; readonly why?: KeyDoubt };

/** `uncharted`: it is not known whether a request ever carries the key. `no-set-operator`: see `lacksSetOperator`. */
export type KeyDoubt = 'uncharted' | 'no-set-operator';

/**
 * Finds what the request may say of one key.
 *
 * @param constraints all on this key, in any order
 * @param context     what is decided already, for the variables in values
 */
export function solveKey(
  constraints: readonly Constraint[],
  facts: KeyFacts,
  context: RequestContext,
): KeySolution {
  if (facts.given) return tryGiven(constraints, facts.key, facts.given, facts.hangsOnChoice, context);

  const mayBeAbsent = constraints.every(({ whenAbsent }) => whenAbsent);
  if (mayBeAbsent && facts.presence !== 'always') return { kind: 'absent' };
  if (facts.presence === 'never') return { kind: 'impossible', why: 'never-carried' };
  const clear = constraints.filter((each) => !lacksSetOperator(each));
  const values = solvePresent(clear, facts, context);
  // with another choice there might be a value
  if (values.kind === 'impossible' && facts.hangsOnChoice) return { kind: 'unknown' };
  if (values.kind !== 'values') return values;
  if (clear.length < constraints.length) return { kind: 'unknown', why: 'no-set-operator' };
  return facts.presence === 'unknown' ? { kind: 'unknown', why: 'uncharted' } : values;
}

/**
 * Whether every value that the key can have passes the constraint.
 * @param among only values that pass this one are looked at
 */
export function isPassedByEveryValue(
  constraint: ValueConstraint,
  domain: KeyDomain,
  among?: ValueConstraint,
): boolean {
  if (hasOpenVariables(constraint)) return false;
  const opposite = testOf({ ...constraint, negated: !constraint.negated }, new Map());
  const tests = among ? [opposite, testOf(among, new Map())] : [opposite];
  return findValue(tests, domain, constraint.key).kind === 'impossible';
}

function tryGiven(
  constraints: readonly Constraint[],
  key: string,
  given: readonly string[],
  hangsOnChoice: boolean,
  context: RequestContext,
): KeySolution {
  const known = new Map([...context, [key, given]]);
  if (!constraints.every((constraint) => holdsFor(constraint, known)))
    return hangsOnChoice ? { kind: 'unknown' } : { kind: 'impossible', why: 'no-value' };
  return constraints.some(lacksSetOperator)
    ? { kind: 'unknown', why: 'no-set-operator' }
    : { kind: 'values', values: given };
}

function solvePresent(
  constraints: readonly Constraint[],
  { domain, multivalued, key }: KeyFacts,
  context: RequestContext,
): KeySolution {
  const tests: Quantified[] = [];
  for (const constraint of constraints) {
    if (constraint.kind === 'value') tests.push({ set: constraint.set, ...testOf(constraint, context) });
    else if (!constraint.whenPresent) return { kind: 'impossible', why: 'no-value' };
  }
  const single = findValue(tests, domain, key);
  if (single.kind === 'value') return { kind: 'values', values: [single.value] };
  if (!multivalued) return notFound(single.kind);

  const ofAll = tests.filter(({ set }) => set === 'all');
  const ofAny = tests.filter(({ set }) => set === 'any');
  const each = ofAny.map((test) => findValue([test, ...ofAll], domain, key));
  const values = each.flatMap((found) => (found.kind === 'value' ? [found.value] : []));
  if (ofAny.length === 0) return notFound(single.kind);
  if (values.length === each.length) return { kind: 'values', values: [...new Set(values)] };
  return notFound(each.some(({ kind }) => kind === 'impossible') ? 'impossible' : 'unknown');
}

interface Quantified extends ValueTest {
  readonly set: ValueConstraint['set'];
}

function testOf(constraint: ValueConstraint, context: RequestContext): ValueTest {
  const { operator, negated } = constraint;
  return { operator, negated, values: resolvedValues(constraint, context) };
}

function notFound(kind: 'impossible' | 'unknown' | 'value'): KeySolution {
  return kind === 'impossible' ? { kind: 'impossible', why: 'no-value' } : { kind: 'unknown' };
}
