/**
 * `NumericEquals`: the same number, however it is written.
 */
import { numericOperator } from './numeric';

export const numericEquals = numericOperator('NumericEquals', (request, policy) => request === policy);
