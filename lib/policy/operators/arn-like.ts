/**
 * `ArnLike`: an ARN pattern, compared component by component.
 */
import { isArnPattern, matchArnPattern } from '../arn-pattern';
import type { ConditionOperator } from '../condition-operator';

export const arnLike: ConditionOperator = {
  name: 'ArnLike',
  negated: false,
  takesVariables: true,
  takesWildcards: true,
  test: (policy, request) => matchArnPattern(policy.pattern, request),
  expected: ({ pattern }) => (isArnPattern(pattern) ? undefined : 'an ARN of six parts'),
};
