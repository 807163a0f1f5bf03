/**
 * `Bool`: `true` or `false` on both sides, in any letter case.
 */
import type { ConditionOperator } from '../condition-operator';

export const bool: ConditionOperator = {
  name: 'Bool',
  negated: false,
  takesVariables: true,
  takesWildcards: false,
  test: (policy, request) => {
    const wanted = truthIn(policy.text);
    return wanted !== undefined && wanted === truthIn(request);
  },
  expected: ({ text }) => (truthIn(text) === undefined ? '`true` or `false`' : undefined),
};

/** The text as a truth value, or undefined where it is none. */
export function truthIn(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}
