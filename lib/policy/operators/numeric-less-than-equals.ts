/**
 * `NumericLessThanEquals`: the request's number is smaller or the same.
 */
import { numericOperator } from './numeric';

export const numericLessThanEquals = numericOperator(
  'NumericLessThanEquals',
  (request, policy) => request <= policy,
);
