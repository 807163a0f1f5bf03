/**
 * `ArnNotEquals`: the same as `ArnNotLike`, wildcards included. Holds when the key is absent.
 */
import { negationOf } from '../condition-operator';
import { arnLike } from './arn-like';

export const arnNotEquals = negationOf(arnLike, 'ArnNotEquals');
