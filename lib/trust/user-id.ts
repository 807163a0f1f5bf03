/**
 * `aws:userid`, by kind of principal: a role's id and session name, a user's id, the account of the root user, account
 * and name of a federated user.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
import type { RequestContext } from '../policy/request-context';
import type { AccountPrincipalKind } from './arn-tests';
import { resolvedValues, type ValueConstraint } from './constraint';
import type { Found } from './find-text';
import { findValue } from './find-value';
import { ACCOUNT_DIGITS, type KeyDomain, SESSION_NAME_TEXT } from './key-domain';
import { characterClass, exactly, one, run, type TextPattern } from './text-pattern';

const UPPER_OR_DIGIT = characterClass((code) => (code >= 48 && code <= 57) || (code >= 65 && code <= 90));
const ID_REST: TextPattern = [...Array.from({ length: 4 }, () => one(UPPER_OR_DIGIT)), run(UPPER_OR_DIGIT)];

const DOMAINS: Readonly<Record<AccountPrincipalKind, KeyDomain>> = {
  role: {
    grammar: [...exactly('AROA'), ...ID_REST, ...exactly(':'), ...SESSION_NAME_TEXT],
    example: 'AROAEXAMPLEEXAMPLE123:example-session',
  },
  user: { grammar: [...exactly('AIDA'), ...ID_REST], example: 'AIDAEXAMPLEEXAMPLE123' },
  root: { grammar: ACCOUNT_DIGITS, example: '123456789012' },
  'federated-user': {
    grammar: [...ACCOUNT_DIGITS, ...exactly(':'), ...SESSION_NAME_TEXT],
    example: '123456789012:example',
  },
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

/** The ARN that a user id stands for; undefined for the ids of IAM, which do not tell. */
export function arnOfUserId(
  kind: AccountPrincipalKind,
  userId: string,
  partition: string,
): string | undefined {
  const [account = '', name = ''] = userId.split(':');
  switch (kind) {
    case 'root':
      return `arn:${partition}:iam::${account}:root`;
    case 'federated-user':
      return `arn:${partition}:sts::${account}:federated-user/${name}`;
    default:
      return undefined;
  }
}
