/**
 * Insiders: which of our own principals a grant admits. Two kinds of accounts are more than siblings: the management
 * account administers every other, and so does a delegated administrator, within its services.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
 */
import type { Caller } from '../model/caller';
import type { AccountId } from '../model/identifiers';
import type { Organization } from '../model/organization';

export type Insider =
  | 'own-account'
  | 'management-account'
  | 'delegated-administrator'
  /** any other account of ours */
  | 'sibling'
  /** every account of the organization, or of a unit of it */
  | 'all-siblings';

/**
 * Which insider an internal caller is; undefined for services, Identity Center and ids whose account is not known.
 * @param roleAccount owner of the entered role
 */
export function insiderOf(
  caller: Caller,
  roleAccount: AccountId,
  organization: Organization | undefined,
): Insider | undefined {
  switch (caller.kind) {
    case 'organization':
    case 'organization-unit':
      return 'all-siblings';
    case 'account':
      return insiderAccount(caller.account, roleAccount, organization);
    case 'principal':
      return caller.account && insiderAccount(caller.account, roleAccount, organization);
    default:
      return undefined;
  }
}

function insiderAccount(
  account: AccountId,
  roleAccount: AccountId,
  organization: Organization | undefined,
): Insider {
  if (account === roleAccount) return 'own-account';
  if (account === organization?.managementAccountId) return 'management-account';
  return organization?.delegatedAdministrators?.includes(account) ? 'delegated-administrator' : 'sibling';
}
