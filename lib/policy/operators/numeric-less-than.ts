/**
 * `NumericLessThan`: the request's number is smaller.
 */
import { numericOperator } from './numeric';

export const numericLessThan = numericOperator('NumericLessThan', (request, policy) => request < policy);
