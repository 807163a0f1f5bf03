/**
 * `NumericGreaterThan`: the request's number is greater.
 */
import { numericOperator } from './numeric';

export const numericGreaterThan = numericOperator(
  'NumericGreaterThan',
  (request, policy) => request > policy,
);
