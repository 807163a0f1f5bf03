/**
 * `DateGreaterThan`: the request's moment is later.
 */
import { dateOperator } from './date';

export const dateGreaterThan = dateOperator('DateGreaterThan', (request, policy) => request > policy);
