/**
 * Finds a concrete principal of an AWS account that meets all constraints on who calls, or proves that there is none.
 *
 * Account, ARN and user name are parts of one text, so they are solved together as patterns over the ARN.
 */
import { accountOfArn, arnIn } from '../model/arn';
import { type AccountId, accountIdIn, uniqueIdIn } from '../model/identifiers';
import type { Principal } from '../model/principal';
import type { RequestContext } from '../policy/request-context';
import { type Accounts, firstOf, isOfAccounts } from './accounts';
import { type AccountPrincipalKind, accountsTest, arnTestOf, prefixOf, shapeOf } from './arn-tests';
import { type Constraint, hasOpenVariables, resolvedValues, type ValueConstraint } from './constraint';
import { exactArn, exactTexts, namedAccounts, passesAll } from './exact-principal';
import { type Found, findText } from './find-text';
import { filledIn } from './text-pattern';
import { findUserId } from './user-id';

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
  const onId = values.filter(({ key }) => key === 'aws:userid');
  const id = onId.length === 0 ? undefined : findUserId(kind, onId, context);
  if (id && id.kind !== 'value') return id.kind === 'impossible' ? refuted('aws:userid') : id;

  const named = namedAccounts(values, context);
  if (named?.length === 0) return refuted('aws:principalaccount');

  const arns = exactTexts(values, 'aws:principalarn', context);
  const arn = arns
    ? exactArn(arns, kind, partition, values, accounts, context)
    : findArn(kind, partition, values, named, accounts, context);
  if (arn.kind !== 'value') return arn.kind === 'impossible' ? refuted(mostTelling(values)) : arn;
  if (!isOfAccounts(arn.value, accounts)) return { kind: 'unknown' };

  const principal = principalOf(kind, arn.value, id?.value);
  return principal ? { kind: 'found', principal } : { kind: 'unknown' };
}

/** Longer lists are only checked afterwards. */
const ACCOUNTS_IN_PATTERNS = 50;

const EXAMPLE_ACCOUNTS = ['123456789012', '210987654321', '135791357913', '246802468024'];
const EXAMPLE_NAMES: Readonly<Record<AccountPrincipalKind, string>> = {
  role: ':role/Example',
  user: ':user/example',
};

/** No ARN of IAM comes near; a longer candidate is a hostile pattern's. */
const LONGEST_ARN = 1_000;

/** Readable ARNs first, then whatever the patterns leave. `named` are all accounts that pass, where they are named. */
function findArn(
  kind: AccountPrincipalKind,
  partition: string,
  constraints: readonly ValueConstraint[],
  named: readonly AccountId[] | undefined,
  accounts: Accounts | undefined,
  context: RequestContext,
): Found {
  for (const value of readableArns(kind, partition, constraints, named, accounts, context)) {
    if (value.length > LONGEST_ARN) continue;
    if (passesAll(value, kind, partition, constraints, accounts, context)) return { kind: 'value', value };
  }
  return findText([
    shapeOf(kind, partition),
    ...constraints
      .filter(({ key }) => named === undefined || key !== 'aws:principalaccount')
      .flatMap((each) => arnTestOf(each, kind, partition, context) ?? []),
    ...(named
      ? [accountsTest({ ids: new Map(named.map((id) => [id, undefined])), negated: false }, partition)]
      : []),
    ...(accounts && accounts.ids.size <= ACCOUNTS_IN_PATTERNS ? [accountsTest(accounts, partition)] : []),
  ]);
}

/** ARNs that people would expect, made from what the tests name. */
function* readableArns(
  kind: AccountPrincipalKind,
  partition: string,
  constraints: readonly ValueConstraint[],
  named: readonly AccountId[] | undefined,
  accounts: Accounts | undefined,
  context: RequestContext,
): Generator<string> {
  const positive = constraints.filter(({ negated }) => !negated);
  const valuesOf = (key: string) =>
    positive.filter((each) => each.key === key).flatMap((each) => resolvedValues(each, context));
  const arns = valuesOf('aws:principalarn');
  const exact = arns.map(({ pattern }) => filledIn(pattern, 'Example'));
  yield* exact;

  const homes = accounts && !accounts.negated ? firstOf(accounts.ids, EXAMPLE_ACCOUNTS.length) : [];
  const likely = [
    ...(named ?? valuesOf('aws:principalaccount').flatMap(({ text }) => accountIdIn(text) ?? [])),
    ...homes,
  ];
  for (const { pattern } of arns) yield* withAccount(filledIn(pattern, '*'), likely);

  const users = valuesOf('aws:username').map(({ pattern }) => `:user/${filledIn(pattern, 'example')}`);
  const ofExact = exact.flatMap((text) => accountOfArn(text) ?? []);
  for (const account of [...likely, ...ofExact, ...EXAMPLE_ACCOUNTS]) {
    for (const rest of [...users, EXAMPLE_NAMES[kind]]) yield `${prefixOf(partition)}${account}${rest}`;
  }
}

/** An ARN pattern with an account for a star in its place, and a name for the others. */
function withAccount(text: string, accounts: readonly string[]): readonly string[] {
  const arn = arnIn(text);
  if (!arn?.account.includes('*')) return [];
  return [...accounts, ...EXAMPLE_ACCOUNTS].map(
    (account) => `arn:${arn.partition}:${arn.service}::${account}:${arn.resource.replaceAll('*', 'Example')}`,
  );
}

function principalOf(
  kind: AccountPrincipalKind,
  arn: string,
  userId: string | undefined,
): Principal | undefined {
  const account = accountOfArn(arn);
  if (!account) return undefined;
  const [id, sessionName = 'example-session'] = userId?.split(':') ?? [];
  const uniqueId = uniqueIdIn(id);
  switch (kind) {
    case 'role':
      return { kind, arn, account, ...(uniqueId && { uniqueId }), sessionName };
    case 'user':
      return { kind, arn, account, ...(uniqueId && { uniqueId }) };
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
