/**
 * `DateNotEquals`: another moment than every value. Holds when the key is absent.
 */
import { negationOf } from '../condition-operator';
import { dateEquals } from './date-equals';

export const dateNotEquals = negationOf(dateEquals, 'DateNotEquals');
