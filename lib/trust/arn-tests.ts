/**
 * Tests of account, ARN and user name as tests of one text: the ARN, of which the other two are parts.
 */
import type { RequestContext } from '../policy/request-context';
import type { Accounts } from './accounts';
import { resolvedValues, type ValueConstraint } from './constraint';
import type { TextTest } from './find-text';
import { textTestOf } from './find-value';
import { ACCOUNT_DIGITS } from './key-domain';
import {
  ANY_TEXT,
  type CharacterSet,
  characterClass,
  coversText,
  exactly,
  one,
  run,
  type TextPattern,
} from './text-pattern';

/** Kinds of principals of an account that may assume a role. */
export type AccountPrincipalKind = 'role' | 'user';

const NOT_COLON = characterClass((code) => code !== 58);
const NOT_SLASH = characterClass((code) => code !== 47);
const PATH_CHARACTER = characterClass((code) => code > 32 && code !== 42 && code !== 63);
const NAME_CHARACTER = characterClass((code) => code > 32 && code !== 42 && code !== 63 && code !== 47);

/** Their ARNs up to the account. */
export function prefixOf(partition: string): string {
  return `arn:${partition}:iam::`;
}

/** The account and what follows it. */
const AFTER_PREFIX: Readonly<Record<AccountPrincipalKind, TextPattern>> = {
  role: [...ACCOUNT_DIGITS, ...exactly(':role/'), run(PATH_CHARACTER), one(NAME_CHARACTER)],
  user: [...ACCOUNT_DIGITS, ...exactly(':user/'), run(PATH_CHARACTER), one(NAME_CHARACTER)],
};

/** What every ARN of this kind looks like. */
export function shapeOf(kind: AccountPrincipalKind, partition: string): TextTest {
  return { patterns: [[...exactly(prefixOf(partition)), ...AFTER_PREFIX[kind]]], negated: false };
}

/** Whether an ARN looks so. */
export function isShaped(arn: string, kind: AccountPrincipalKind, partition: string): boolean {
  const prefix = prefixOf(partition);
  return arn.startsWith(prefix) && coversText(AFTER_PREFIX[kind], arn.slice(prefix.length));
}

/** A constraint on account, ARN or user name as a test of the ARN; undefined for other keys and operators. */
export function arnTestOf(
  constraint: ValueConstraint,
  kind: AccountPrincipalKind,
  partition: string,
  context: RequestContext,
): TextTest | undefined {
  const { operator, negated, key } = constraint;
  const test = (wild?: CharacterSet) =>
    textTestOf({ operator, negated, values: resolvedValues(constraint, context) }, wild);
  switch (key) {
    case 'aws:principalarn':
      return test();
    case 'aws:principalaccount':
      return wrapped(test(NOT_COLON), (account) => aroundAccount(account, partition));
    case 'aws:username':
      return kind === 'user'
        ? wrapped(test(NOT_SLASH), (name) => aroundUserName(name, partition))
        : undefined;
    default:
      return undefined;
  }
}

function wrapped(
  test: TextTest | undefined,
  around: (pattern: TextPattern) => readonly TextPattern[],
): TextTest | undefined {
  return test && { ...test, patterns: test.patterns.flatMap(around) };
}

function aroundAccount(account: TextPattern, partition: string): readonly TextPattern[] {
  return [[...exactly(prefixOf(partition)), ...account, ...exactly(':'), ...ANY_TEXT]];
}

/** A user's name follows the last slash. */
function aroundUserName(name: TextPattern, partition: string): readonly TextPattern[] {
  return [[...exactly(prefixOf(partition)), ...ACCOUNT_DIGITS, ...ANY_TEXT, ...exactly('/'), ...name]];
}

/** A test of the account against a list. */
export function accountsTest({ ids, negated }: Accounts, partition: string): TextTest {
  return { negated, patterns: [...ids.keys()].flatMap((id) => aroundAccount(exactly(id), partition)) };
}
