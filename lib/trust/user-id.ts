/**
 * `aws:userid`, by kind of principal: a role's id and session name, or a user's id.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
import type { RequestContext } from '../policy/request-context';
import type { AccountPrincipalKind } from './arn-tests';
import { resolvedValues, type ValueConstraint } from './constraint';
import type { Found } from './find-text';
import { findValue } from './find-value';
import { type KeyDomain, SESSION_NAME_TEXT } from './key-domain';
import { characterClass, exactly, one, run, type TextPattern } from './text-pattern';

const UPPER_OR_DIGIT = characterClass((code) => (code >= 48 && code <= 57) || (code >= 65 && code <= 90));
const ID_REST: TextPattern = [...Array.from({ length: 4 }, () => one(UPPER_OR_DIGIT)), run(UPPER_OR_DIGIT)];

const DOMAINS: Readonly<Record<AccountPrincipalKind, KeyDomain>> = {
  role: {
    grammar: [...exactly('AROA'), ...ID_REST, ...exactly(':'), ...SESSION_NAME_TEXT],
    example: 'AROAEXAMPLEEXAMPLE123:example-session',
  },
  user: { grammar: [...exactly('AIDA'), ...ID_REST], example: 'AIDAEXAMPLEEXAMPLE123' },
};

/** Finds a value for a principal of this kind. */
export function findUserId(
  kind: AccountPrincipalKind,
  constraints: readonly ValueConstraint[],
  context: RequestContext,
): Found {
  const tests = constraints.map((constraint) => ({
    operator: constraint.operator,
    negated: constraint.negated,
    values: resolvedValues(constraint, context),
  }));
  return findValue(tests, DOMAINS[kind], 'aws:userid');
}
