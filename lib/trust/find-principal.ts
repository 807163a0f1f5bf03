/**
 * Finds a concrete principal of an AWS account that meets all constraints on who calls, or proves that there is none.
 *
 * Account, ARN and user name are parts of one text, so they are solved together as patterns over the ARN.
 */
import { accountOfArn, arnIn } from '../model/arn';
import { accountIdIn, uniqueIdIn } from '../model/identifiers';
import type { Principal } from '../model/principal';
import type { RequestContext } from '../policy/request-context';
import { type Constraint, hasOpenVariables, resolvedValues, type ValueConstraint } from './constraint';
import { findText, meetsAll, type TextTest } from './find-text';
import { findValue, textTestOf } from './find-value';
import { ACCOUNT_DIGITS, SESSION_NAME_TEXT } from './key-domain';
import {
  ANY_TEXT,
  type CharacterSet,
  characterClass,
  exactly,
  filledIn,
  one,
  run,
  type TextPattern,
} from './text-pattern';

/** Kinds of principals that belong to an account. */
export type AccountPrincipalKind = 'role' | 'user' | 'federated-user' | 'root';

export type FoundPrincipal =
  | { readonly kind: 'found'; readonly principal: Principal }
  /** proven; `key` is the one that could not be satisfied */
  | { readonly kind: 'impossible'; readonly key: string }
  | { readonly kind: 'unknown' };

/** Keys that the principal decides, which are solved here. */
export const PRINCIPAL_KEYS: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:username',
  'aws:userid',
]);

/** Which accounts the principal may be of; absent for any. */
export interface Accounts {
  readonly ids: ReadonlySet<string>;
  /** any account but these */
  readonly negated: boolean;
}

/**
 * Finds a principal of one kind.
 *
 * @param constraints on keys of `PRINCIPAL_KEYS`; others are left alone
 * @param context     what is decided already, for the variables in values
 */
export function findPrincipal(
  kind: AccountPrincipalKind,
  constraints: readonly Constraint[],
  partition: string,
  accounts: Accounts | undefined,
  context: RequestContext,
): FoundPrincipal {
  const open = constraints.some(hasOpenVariables);
  const refuted = (key: string): FoundPrincipal => (open ? { kind: 'unknown' } : { kind: 'impossible', key });
  const denied = constraints.find(
    (each) => each.kind === 'presence' && !each.whenPresent && isCarried(kind, each.key),
  );
  if (denied) return refuted(denied.key);

  const values = constraints.filter((each): each is ValueConstraint => each.kind === 'value');
  const arnTests = [
    shapeOf(kind, partition),
    ...values.flatMap((each) => arnTestOf(each, kind, partition, context) ?? []),
  ];
  if (accounts && accounts.ids.size <= ACCOUNTS_IN_PATTERNS)
    arnTests.push(accountsTest(accounts, kind, partition));
  const arn = findArn(kind, partition, arnTests, values, accounts, context);
  if (arn.kind !== 'value') return arn.kind === 'impossible' ? refuted(mostTelling(values)) : arn;

  if (!isOfAccounts(arn.value, accounts))
    return leavesNone(values, accounts) ? refuted(NAMED_ACCOUNT) : { kind: 'unknown' };

  const ids = values.filter(({ key }) => key === 'aws:userid');
  const id = ids.length === 0 ? undefined : findUserId(kind, ids, context, arn.value);
  if (id && id.kind !== 'value') return id.kind === 'impossible' ? refuted('aws:userid') : id;
  const principal = principalOf(kind, arn.value, id?.value);
  return principal ? { kind: 'found', principal } : { kind: 'unknown' };
}

const NOT_COLON = characterClass((code) => code !== 58);
const NOT_SLASH = characterClass((code) => code !== 47);
const PATH_CHARACTER = characterClass((code) => code > 32 && code !== 42 && code !== 63);
const NAME_CHARACTER = characterClass((code) => code > 32 && code !== 42 && code !== 63 && code !== 47);

/** Everything before the account, and everything behind it. */
function prefixOf(kind: AccountPrincipalKind, partition: string): string {
  return `arn:${partition}:${kind === 'federated-user' ? 'sts' : 'iam'}::`;
}

const RESOURCES: Readonly<Record<AccountPrincipalKind, TextPattern>> = {
  role: [...exactly(':role/'), run(PATH_CHARACTER), one(NAME_CHARACTER)],
  user: [...exactly(':user/'), run(PATH_CHARACTER), one(NAME_CHARACTER)],
  'federated-user': [...exactly(':federated-user/'), one(NAME_CHARACTER), run(NAME_CHARACTER)],
  root: exactly(':root'),
};

/** What every ARN of this kind looks like. */
function shapeOf(kind: AccountPrincipalKind, partition: string): TextTest {
  return {
    patterns: [[...exactly(prefixOf(kind, partition)), ...ACCOUNT_DIGITS, ...RESOURCES[kind]]],
    negated: false,
  };
}

/** A constraint on account, ARN or user name as a test of the ARN; undefined for other keys and operators. */
function arnTestOf(
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
      return wrapped(test(NOT_COLON), (account) => aroundAccount(account, kind, partition));
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

function aroundAccount(
  account: TextPattern,
  kind: AccountPrincipalKind,
  partition: string,
): readonly TextPattern[] {
  return [[...exactly(prefixOf(kind, partition)), ...account, ...exactly(':'), ...ANY_TEXT]];
}

/** A user's name follows the last slash. */
function aroundUserName(name: TextPattern, partition: string): readonly TextPattern[] {
  const start = [...exactly(prefixOf('user', partition)), ...ACCOUNT_DIGITS, ...exactly(':user/')];
  return [
    [...start, ...name],
    [...start, ...ANY_TEXT, ...exactly('/'), ...name],
  ];
}

function accountsTest({ ids, negated }: Accounts, kind: AccountPrincipalKind, partition: string): TextTest {
  return { negated, patterns: [...ids].flatMap((id) => aroundAccount(exactly(id), kind, partition)) };
}

/** Longer lists are only checked afterwards. */
const ACCOUNTS_IN_PATTERNS = 50;

const NAMED_ACCOUNT = 'aws:principalaccount';

/** Whether some test leaves only accounts that are none of those. */
function leavesNone(constraints: readonly ValueConstraint[], accounts: Accounts | undefined): boolean {
  return constraints
    .filter(({ operator, negated }) => operator.name === 'StringEquals' && !negated)
    .some(({ key, values }) =>
      key === NAMED_ACCOUNT
        ? !values.some((id) => isOfAccounts(`arn:aws:iam::${id}:root`, accounts))
        : key === 'aws:principalarn' && !values.some((arn) => isOfAccounts(arn, accounts)),
    );
}

function isOfAccounts(arn: string, accounts: Accounts | undefined): boolean {
  return !accounts || accounts.ids.has(accountOfArn(arn) ?? '') !== accounts.negated;
}

const EXAMPLE_ACCOUNTS = ['123456789012', '210987654321', '135791357913', '246802468024'];
const EXAMPLE_NAMES: Readonly<Record<AccountPrincipalKind, string>> = {
  role: ':role/Example',
  user: ':user/example',
  'federated-user': ':federated-user/example',
  root: ':root',
};

/** No ARN of IAM comes near; a longer candidate is a hostile pattern's. */
const LONGEST_ARN = 1_000;

/** Readable ARNs first, then whatever the patterns leave. */
function findArn(
  kind: AccountPrincipalKind,
  partition: string,
  tests: readonly TextTest[],
  constraints: readonly ValueConstraint[],
  accounts: Accounts | undefined,
  context: RequestContext,
) {
  const positive = constraints.filter(({ negated }) => !negated);
  const valuesOf = (key: string) =>
    positive.filter((each) => each.key === key).flatMap((each) => resolvedValues(each, context));
  const homes = accounts && !accounts.negated ? [...accounts.ids].slice(0, EXAMPLE_ACCOUNTS.length) : [];
  const named = [
    ...valuesOf('aws:principalaccount').flatMap(({ text }) => accountIdIn(text) ?? []),
    ...homes,
  ];
  const exact = valuesOf('aws:principalarn').map(({ pattern }) => filledIn(pattern, 'Example'));
  const patterned = valuesOf('aws:principalarn').flatMap(({ pattern }) =>
    withAccount(filledIn(pattern, '*'), named),
  );
  const users = valuesOf('aws:username').map(({ pattern }) => `:user/${filledIn(pattern, 'example')}`);
  const generic = [
    ...named,
    ...exact.flatMap((text) => accountOfArn(text) ?? []),
    ...EXAMPLE_ACCOUNTS,
  ].flatMap((account) =>
    [...users, EXAMPLE_NAMES[kind]].map((rest) => `${prefixOf(kind, partition)}${account}${rest}`),
  );
  const readable = [...exact, ...patterned, ...generic].find(
    (text) => text.length <= LONGEST_ARN && isOfAccounts(text, accounts) && meetsAll(tests, text),
  );
  return readable === undefined ? findText(tests) : ({ kind: 'value', value: readable } as const);
}

/** An ARN pattern with an account for a star in its place, and a name for the others. */
function withAccount(text: string, accounts: readonly string[]): readonly string[] {
  const arn = arnIn(text);
  if (!arn?.account.includes('*')) return [];
  return [...accounts, ...EXAMPLE_ACCOUNTS].map(
    (account) => `arn:${arn.partition}:${arn.service}::${account}:${arn.resource.replaceAll('*', 'Example')}`,
  );
}

const UPPER_OR_DIGIT = characterClass((code) => (code >= 48 && code <= 57) || (code >= 65 && code <= 90));
const ID_REST: TextPattern = [...Array.from({ length: 4 }, () => one(UPPER_OR_DIGIT)), run(UPPER_OR_DIGIT)];

/** `aws:userid`: a role's id and session name, a user's id, the account of root, account and name of a federated user. */
function findUserId(
  kind: AccountPrincipalKind,
  constraints: readonly ValueConstraint[],
  context: RequestContext,
  arn: string,
) {
  const tests = constraints.map((each) => ({
    operator: each.operator,
    negated: each.negated,
    values: resolvedValues(each, context),
  }));
  return findValue(tests, USER_IDS[kind](arn), 'aws:userid');
}

const USER_IDS = {
  role: () => ({
    grammar: [...exactly('AROA'), ...ID_REST, ...exactly(':'), ...SESSION_NAME_TEXT],
    example: 'AROAEXAMPLEEXAMPLE123:example-session',
  }),
  user: () => ({ grammar: [...exactly('AIDA'), ...ID_REST], example: 'AIDAEXAMPLEEXAMPLE123' }),
  root: (arn: string) => given(accountOfArn(arn) ?? ''),
  'federated-user': (arn: string) =>
    given(`${accountOfArn(arn) ?? ''}:${arn.slice(arn.lastIndexOf('/') + 1)}`),
};

function given(value: string) {
  return { values: [value], example: value };
}

function principalOf(
  kind: AccountPrincipalKind,
  arn: string,
  userId: string | undefined,
): Principal | undefined {
  const account = accountOfArn(arn);
  const parsed = arnIn(arn);
  if (!account || !parsed) return undefined;
  const [id, sessionName = 'example-session'] = userId?.split(':') ?? [];
  const uniqueId = uniqueIdIn(id);
  switch (kind) {
    case 'role':
      return { kind, arn, account, ...(uniqueId && { uniqueId }), sessionName };
    case 'user':
      return { kind, arn, account, ...(uniqueId && { uniqueId }) };
    case 'federated-user':
      return { kind, arn, account };
    case 'root':
      return { kind, account, partition: parsed.partition };
  }
}

function isCarried(kind: AccountPrincipalKind, key: string): boolean {
  return PRINCIPAL_KEYS.has(key) && (key !== 'aws:username' || kind === 'user');
}

/** Of the keys involved, the one that people look at first. */
function mostTelling(constraints: readonly ValueConstraint[]): string {
  const keys = constraints.map(({ key }) => key);
  return (
    ['aws:username', 'aws:principalarn', 'aws:principalaccount'].find((key) => keys.includes(key)) ??
    'aws:principalarn'
  );
}
