/**
 * `NumericGreaterThanEquals`: the request's number is greater or the same.
 */
import { numericOperator } from './numeric';

export const numericGreaterThanEquals = numericOperator(
  'NumericGreaterThanEquals',
  (request, policy) => request >= policy,
);
