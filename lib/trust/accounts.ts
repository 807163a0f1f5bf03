/**
 * Which accounts a principal may be of, where that matters: accounts of our organization, or all others.
 */
import { accountOfArn } from '../model/arn';
import type { AccountId } from '../model/identifiers';
import { type Constraint, hasOpenVariables } from './constraint';

export interface Accounts {
  readonly ids: ReadonlyMap<AccountId, unknown>;
  /** any account but these */
  readonly negated: boolean;
}

/** Whether some test names its accounts, and none of them is one of these. */
export function excludesAll(constraints: readonly Constraint[], accounts: Accounts): boolean {
  return constraints.some((each) => {
    if (each.kind === 'presence' || each.negated || each.operator.name !== 'StringEquals') return false;
    if (hasOpenVariables(each)) return false;
    if (each.key !== 'aws:principalaccount' && each.key !== 'aws:principalarn') return false;
    const isId = each.key === 'aws:principalaccount';
    return each.values.every((value) => !isOfAccounts(isId ? `arn:aws:iam::${value}:root` : value, accounts));
  });
}

/** Whether an ARN's account is one of these; any is where none are given. */
export function isOfAccounts(arn: string, accounts: Accounts | undefined): boolean {
  const account = accountOfArn(arn);
  return !accounts || (account !== undefined && accounts.ids.has(account)) !== accounts.negated;
}

/** The first few ids: not by spreading all, of which there may be ten thousand. */
export function firstOf(ids: Accounts['ids'], count: number): readonly AccountId[] {
  const first: AccountId[] = [];
  for (const id of ids.keys()) {
    if (first.length === count) break;
    first.push(id);
  }
  return first;
}
