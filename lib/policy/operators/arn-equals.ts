/**
 * `ArnEquals`: the same as `ArnLike`, wildcards included.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
import type { ConditionOperator } from '../condition-operator';
import { arnLike } from './arn-like';

export const arnEquals: ConditionOperator = { ...arnLike, name: 'ArnEquals' };
