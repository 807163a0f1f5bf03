/**
 * `DateLessThanEquals`: the request's moment is earlier or the same.
 */
import { dateOperator } from './date';

export const dateLessThanEquals = dateOperator('DateLessThanEquals', (request, policy) => request <= policy);
