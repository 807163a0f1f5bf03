/**
 * `NumericNotEquals`: another number than every value. Holds when the key is absent.
 */
import { negationOf } from '../condition-operator';
import { numericEquals } from './numeric-equals';

export const numericNotEquals = negationOf(numericEquals, 'NumericNotEquals');
