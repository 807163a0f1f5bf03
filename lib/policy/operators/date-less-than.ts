/**
 * `DateLessThan`: the request's moment is earlier.
 */
import { dateOperator } from './date';

export const dateLessThan = dateOperator('DateLessThan', (request, policy) => request < policy);
