/**
 * `Null`: `true` holds when the request does not carry the key, `false` when it does.
 *
 * The only operator that asks about the key and not about its value, so `condition.ts` answers it; as a test of
 * values it fits none.
 */
import type { ConditionOperator } from '../condition-operator';
import { truthIn } from './bool';

export const nullOperator: ConditionOperator = {
  name: 'Null',
  negated: false,
  takesVariables: false,
  takesWildcards: false,
  test: () => false,
  expected: ({ text }) => (truthIn(text) === undefined ? '`true` or `false`' : undefined),
};
