/**
 * `DateEquals`: the same moment.
 */
import { dateOperator } from './date';

export const dateEquals = dateOperator('DateEquals', (request, policy) => request === policy);
