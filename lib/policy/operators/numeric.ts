/**
 * What the `Numeric…` operators share: a number on both sides. No variables, no wildcards.
 */
import type { ConditionOperator } from '../condition-operator';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Makes a numeric operator; `compare` gets the request's number first, as the operator's name reads. */
export function numericOperator(
  name: string,
  compare: (request: number, policy: number) => boolean,
): ConditionOperator {
  return {
    name,
    negated: false,
    takesVariables: false,
    takesWildcards: false,
    test: (policy, request) => {
      const [left, right] = [numberIn(request), numberIn(policy.text)];
      return left !== undefined && right !== undefined && compare(left, right);
    },
    expected: ({ text }) => (numberIn(text) === undefined ? 'a number' : undefined),
  };
}

/** The text as a number, or undefined where it is none. */
export function numberIn(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}
