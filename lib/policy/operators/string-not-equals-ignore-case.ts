/**
 * `StringNotEqualsIgnoreCase`: differs from every value in more than letter case. Holds when the key is absent.
 */
import { negationOf } from '../condition-operator';
import { stringEqualsIgnoreCase } from './string-equals-ignore-case';

export const stringNotEqualsIgnoreCase = negationOf(stringEqualsIgnoreCase, 'StringNotEqualsIgnoreCase');
