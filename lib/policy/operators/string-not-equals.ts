/**
 * `StringNotEquals`: differs from every value. Holds when the key is absent.
 */
import { negationOf } from '../condition-operator';
import { stringEquals } from './string-equals';

export const stringNotEquals = negationOf(stringEquals, 'StringNotEquals');
