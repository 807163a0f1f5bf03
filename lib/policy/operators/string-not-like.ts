/**
 * `StringNotLike`: fits none of the patterns. Holds when the key is absent.
 */
import { negationOf } from '../condition-operator';
import { stringLike } from './string-like';

export const stringNotLike = negationOf(stringLike, 'StringNotLike');
