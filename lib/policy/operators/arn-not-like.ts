/**
 * `ArnNotLike`: fits none of the ARN patterns. Holds when the key is absent.
 */
import { negationOf } from '../condition-operator';
import { arnLike } from './arn-like';

export const arnNotLike = negationOf(arnLike, 'ArnNotLike');
