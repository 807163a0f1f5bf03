/**
 * Changes of a statement's conditions.
 */
import type { Condition, Statement } from '../../model/policy-document';

/**
 * The statement with one firm test of a key in place of all that tested it before: an `IfExists` or a
 * wildcard that stayed beside it would do nothing. Key names are compared without regard to case, as AWS does.
 */
export function withTest(statement: Statement, test: Condition): Statement {
  const key = test.key.toLowerCase();
  const others = statement.conditions.filter((condition) => condition.key.toLowerCase() !== key);
  return { ...statement, conditions: [...others, test] };
}
