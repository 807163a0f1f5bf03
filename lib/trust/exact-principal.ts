/**
 * Principals that a test names letter by letter: only those have to be looked at, and where none passes, nobody does.
 */
import { accountOfArn, nameOfArn } from '../model/arn';
import { type AccountId, accountIdIn } from '../model/identifiers';
import type { PolicyValue } from '../policy/condition-operator';
import type { RequestContext } from '../policy/request-context';
import { type Accounts, isOfAccounts } from './accounts';
import { type AccountPrincipalKind, isShaped } from './arn-tests';
import { resolvedValues, type ValueConstraint } from './constraint';
import { type Found, IMPOSSIBLE } from './find-text';

/** What some test names without wildcards: nothing else will do. Undefined where no test of the key does. */
export function exactTexts(
  constraints: readonly ValueConstraint[],
  key: string,
  context: RequestContext,
): readonly string[] | undefined {
  const exact = constraints.find(
    (each) =>
      each.key === key &&
      !each.negated &&
      LETTER_BY_LETTER.has(each.operator.name) &&
      resolvedValues(each, context).every(isPlain),
  );
  return exact && resolvedValues(exact, context).map(({ text }) => text);
}

const LETTER_BY_LETTER: ReadonlySet<string> = new Set(['StringEquals', 'StringLike', 'ArnLike']);

function isPlain({ pattern }: PolicyValue): boolean {
  return pattern.every((token) => token >= 0);
}

/** The account ids that some test names and all tests pass; undefined where no test names any. */
export function namedAccounts(
  constraints: readonly ValueConstraint[],
  context: RequestContext,
): readonly AccountId[] | undefined {
  const onAccount = constraints.filter(({ key }) => key === 'aws:principalaccount');
  return exactTexts(onAccount, 'aws:principalaccount', context)
    ?.flatMap((text) => accountIdIn(text) ?? [])
    .filter((id) => onAccount.every((each) => passes(each, id, context)));
}

/** Of some ARNs one that is of this kind and passes all tests. */
export function exactArn(
  arns: readonly string[],
  kind: AccountPrincipalKind,
  partition: string,
  constraints: readonly ValueConstraint[],
  accounts: Accounts | undefined,
  context: RequestContext,
): Found {
  const arn = arns.find((text) => passesAll(text, kind, partition, constraints, accounts, context));
  return arn === undefined ? IMPOSSIBLE : { kind: 'value', value: arn };
}

/** Whether an ARN is of this kind and passes all tests. */
export function passesAll(
  arn: string,
  kind: AccountPrincipalKind,
  partition: string,
  constraints: readonly ValueConstraint[],
  accounts: Accounts | undefined,
  context: RequestContext,
): boolean {
  return (
    isOfAccounts(arn, accounts) &&
    constraints.every((each) => passes(each, partOf(arn, each.key, kind), context)) &&
    isShaped(arn, kind, partition)
  );
}

/** What a key holds for a principal with this ARN; undefined where the ARN does not tell. */
function partOf(arn: string, key: string, kind: AccountPrincipalKind): string | undefined {
  switch (key) {
    case 'aws:principalarn':
      return arn;
    case 'aws:principalaccount':
      return accountOfArn(arn);
    case 'aws:username':
      return kind === 'user' ? nameOfArn(arn) : undefined;
    default:
      return undefined;
  }
}

function passes(constraint: ValueConstraint, text: string | undefined, context: RequestContext): boolean {
  const { operator, negated } = constraint;
  if (text === undefined) return true;
  return resolvedValues(constraint, context).some((each) => operator.test(each, text)) !== negated;
}
