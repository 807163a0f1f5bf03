/**
 * Trust as it is known after a run: what the run read, and the last known state of what it did not read.
 *
 * Nothing may look added or removed because of a gap: not a role of an account that was not read, not a way in that
 * resource control policies close which were not given, not a sibling that is taken for a stranger because the list
 * of accounts is missing.
 */
import { accountOfArn } from '../model/arn';
import { compareText } from '../model/compare-text';
import type { AccountId } from '../model/identifiers';
import { isUnsure, rolesInDoubt, type TrustSnapshot } from './trust-snapshot';

/**
 * Joins both. Its accounts are all whose state is known, by whichever run.
 * @param known of the runs before
 * @param taken of this run alone
 */
export function keepUnread(known: TrustSnapshot, taken: TrustSnapshot): TrustSnapshot {
  const replaced = accountsReplaced(known, taken);
  const isNow = (arn: string) => replaced.has(accountOfArn(arn));
  const providersNow = new Set<AccountId | undefined>(taken.providerAccounts);
  const then = new Set(known.grants.map(({ id }) => id));
  const held = new Set(taken.roles);
  const undecided = known.accountsKnown && !taken.accountsKnown ? rolesInDoubt(known, taken) : new Set();
  // a role that is missing may be among what could not be read; a doubt may come from the missing list
  const isLost = (role: string) => isNow(role) && ((taken.damaged && !held.has(role)) || undecided.has(role));
  const uncontrolled = new Set(taken.uncontrolled);
  const guardrails = taken.guardrails ?? known.guardrails;
  return {
    grants: [
      ...known.grants.filter(({ role }) => !isNow(role) || isLost(role)),
      ...taken.grants.filter(
        (grant) =>
          isNow(grant.role) && !isLost(grant.role) && (then.has(grant.id) || !isUnsure(grant, taken, known)),
      ),
    ].sort((a, b) => compareText(a.role, b.role) || compareText(a.id, b.id)),
    roles: sorted([
      ...known.roles.filter((role) => !isNow(role) || isLost(role)),
      ...taken.roles.filter(isNow),
    ]),
    providers: [
      ...known.providers.filter(({ arn }) => !providersNow.has(accountOfArn(arn))),
      ...taken.providers.filter(({ arn }) => providersNow.has(accountOfArn(arn))),
    ].sort((a, b) => compareText(a.arn, b.arn)),
    ...(guardrails && { guardrails }),
    accounts: sorted([...known.accounts, ...taken.accounts]),
    uncontrolled: sorted([
      ...known.uncontrolled.filter((account) => !replaced.has(account)),
      ...taken.accounts.filter((account) => replaced.has(account) && uncontrolled.has(account)),
    ]),
    providerAccounts: sorted([...known.providerAccounts, ...taken.providerAccounts]),
    accountsKnown: known.accountsKnown || taken.accountsKnown,
    damaged: false,
  };
}

/** Read now, and no less whole than before. */
function accountsReplaced(known: TrustSnapshot, taken: TrustSnapshot): ReadonlySet<AccountId | undefined> {
  const before = new Set(known.accounts);
  const openBefore = new Set(known.uncontrolled);
  const openNow = new Set(taken.uncontrolled);
  return new Set(
    taken.accounts.filter(
      (account) => !before.has(account) || openBefore.has(account) || !openNow.has(account),
    ),
  );
}

function sorted<T extends string>(texts: readonly T[]): readonly T[] {
  return [...new Set(texts)].sort(compareText);
}
