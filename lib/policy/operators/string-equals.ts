/**
 * `StringEquals`: the same text, letter case included. A `*` in the policy's value is a plain star.
 */
import { anyText, type ConditionOperator } from '../condition-operator';

export const stringEquals: ConditionOperator = {
  name: 'StringEquals',
  negated: false,
  takesVariables: true,
  takesWildcards: false,
  test: (policy, request) => policy.text === request,
  expected: anyText,
};
