/**
 * The organization: its id, accounts, units, and the policies attached along the tree.
 */
import type { AccountId, OrganizationId } from './identifiers';
import type { PolicyDocument } from './policy-document';

export interface Organization {
  readonly id: OrganizationId;
  readonly managementAccountId?: AccountId;
  /** accounts that administer some service for the organization, sorted; absent where none is known */
  readonly delegatedAdministrators?: readonly AccountId[];
}

/** `State` of Organizations; older exports call it `Status`. */
export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

export interface Account {
  readonly id: AccountId;
  readonly name?: string;
  readonly state?: AccountState;
  /** `o-…/r-…/ou-…/`, ending with the unit: the form of `aws:PrincipalOrgPaths`; absent when not known */
  readonly paths?: readonly string[];
}

/** A service or resource control policy, with the roots, units and accounts it is attached to. */
export interface OrganizationPolicy {
  /** `p-…`, or `p-FullAWSAccess` and its kin */
  readonly id: string;
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  readonly name?: string;
  /** absent when only the listing was exported */
  readonly document?: PolicyDocument;
  /** ids of roots, units or accounts; absent when not known */
  readonly targets?: readonly string[];
}

/** Who is whose child in the tree: child id (account or unit) to parent id (unit or root). */
export type OrganizationTree = ReadonlyMap<string, string>;

/** What is known of our own organization: enough to tell siblings from strangers. An `Inventory` is one. */
export interface OrganizationKnowledge {
  readonly organization?: Organization;
  /** absent when no account list was read */
  readonly accounts?: ReadonlyMap<AccountId, Account>;
  /** only some accounts were listed: one that is not among them may be ours */
  readonly accountsIncomplete?: true;
}

/** Whether an account is known to be of our organization. */
export function isOurs(account: AccountId, { organization, accounts }: OrganizationKnowledge): boolean {
  return (
    accounts?.has(account) === true ||
    organization?.managementAccountId === account ||
    organization?.delegatedAdministrators?.includes(account) === true
  );
}

/** Whether all accounts of our organization are listed: one that is not among them is then a stranger's. */
export function knowsAllAccounts({ accounts, accountsIncomplete }: OrganizationKnowledge): boolean {
  return accounts !== undefined && !accountsIncomplete;
}
