/**
 * `StringEqualsIgnoreCase`: the same text, whatever the letter case. A `*` is a plain star.
 */
import { anyText, type ConditionOperator } from '../condition-operator';

export const stringEqualsIgnoreCase: ConditionOperator = {
  name: 'StringEqualsIgnoreCase',
  negated: false,
  takesVariables: true,
  takesWildcards: false,
  test: (policy, request) => policy.text.toLowerCase() === request.toLowerCase(),
  expected: anyText,
};
