/**
 * What operators share that compare by order: both sides are read as a number, and a side that is none never fits.
 * No variables, no wildcards.
 */
import type { ConditionOperator } from '../condition-operator';

/** Compares as the operator's name reads: the request's value first. */
export type Comparison = (request: number, policy: number) => boolean;

/**
 * Makes such an operator.
 * @param read  a side as a number, undefined where it is none
 * @param kind  what a value must be, in words
 */
export function orderedOperator(
  name: string,
  read: (text: string) => number | undefined,
  kind: string,
  compare: Comparison,
): ConditionOperator {
  return {
    name,
    negated: false,
    takesVariables: false,
    takesWildcards: false,
    test: (policy, request) => {
      const [left, right] = [read(request), read(policy.text)];
      return left !== undefined && right !== undefined && compare(left, right);
    },
    expected: ({ text }) => (read(text) === undefined ? kind : undefined),
  };
}
