/**
 * `BinaryEquals`: the same bytes, both sides written in base64.
 */
import type { ConditionOperator } from '../condition-operator';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const binaryEquals: ConditionOperator = {
  name: 'BinaryEquals',
  negated: false,
  takesVariables: false,
  takesWildcards: false,
  test: (policy, request) => BASE64.test(policy.text) && policy.text === request,
  expected: ({ text }) => (BASE64.test(text) ? undefined : 'base64'),
};
