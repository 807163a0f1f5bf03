/**
 * `StringLike`: a pattern with `*` and `?`, letter case included.
 */

import { matchPattern } from '../../model/wildcard';
import { anyText, type ConditionOperator } from '../condition-operator';

export const stringLike: ConditionOperator = {
  name: 'StringLike',
  negated: false,
  takesVariables: true,
  takesWildcards: true,
  test: (policy, request) => matchPattern(policy.pattern, request),
  expected: anyText,
};
