/**
 * `DateGreaterThanEquals`: the request's moment is later or the same.
 */
import { dateOperator } from './date';

export const dateGreaterThanEquals = dateOperator(
  'DateGreaterThanEquals',
  (request, policy) => request >= policy,
);
