/**
 * A trust statement as the JSON that goes back into a policy.
 */
import type { Condition, PrincipalElement, Statement } from '../../model/policy-document';
import { groupedBy } from '../grouping';

/**
 * The statement as a JSON value, elements in the customary order; lists of one are written as plain strings.
 * Only for statements without `unknown` parts: those would be lost.
 */
export function statementJson(statement: Statement): object {
  const { sid, effect, principal, action, notAction, conditions } = statement;
  return {
    ...(sid !== undefined && { Sid: sid }),
    Effect: effect,
    ...(principal && { Principal: principalJson(principal) }),
    ...(action && { Action: oneOrMany(action) }),
    ...(notAction && { NotAction: oneOrMany(notAction) }),
    ...(conditions.length > 0 && { Condition: conditionJson(conditions) }),
  };
}

/** IAM refuses the bare `"*"` in a role's trust, so it is written as every AWS principal, which means the same. */
function principalJson(principal: PrincipalElement): object {
  if (principal.kind === 'star') return { AWS: '*' };
  const byType = groupedBy(principal.entries, ({ type }) => type);
  return Object.fromEntries(
    [...byType].map(([type, entries]) => [type, oneOrMany(entries.map(({ value }) => value))]),
  );
}

function conditionJson(conditions: readonly Condition[]): object {
  const byOperator = groupedBy(conditions, ({ operator }) => operator);
  return Object.fromEntries(
    [...byOperator].map(([operator, rows]) => [
      operator,
      Object.fromEntries(rows.map(({ key, values }) => [key, oneOrMany(values)])),
    ]),
  );
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}
