/**
 * The inventory: everything that was read about an organization, before anything is judged.
 *
 * Sources fill it, from exports or from live AWS; judgement and graph read it.
 */
import type { RoleArn } from './arn';
import type { AccountId, UniqueId } from './identifiers';
import type { Account, Organization, OrganizationPolicy, OrganizationTree } from './organization';
import type { Problem } from './problem';
import type { IdentityProvider } from './provider';
import type { ManagedPolicy, Role, User } from './role';

export interface Inventory {
  /** absent when no export names it */
  readonly organization?: Organization;
  /** absent when no account list was read: siblings cannot then be told from strangers */
  readonly accounts?: ReadonlyMap<AccountId, Account>;
  /** only some accounts were listed: one that is not among them may be ours */
  readonly accountsIncomplete?: true;
  readonly tree: OrganizationTree;
  readonly organizationPolicies: readonly OrganizationPolicy[];
  readonly roles: ReadonlyMap<RoleArn, Role>;
  readonly users: readonly User[];
  /** by ARN */
  readonly managedPolicies: ReadonlyMap<string, ManagedPolicy>;
  /** by ARN */
  readonly providers: ReadonlyMap<string, IdentityProvider>;
  /** accounts whose roles were read, and how much of them */
  readonly read: ReadonlyMap<AccountId, AccountReading>;
  readonly problems: readonly Problem[];
  /** files that hold nothing we know */
  readonly unrecognised: readonly string[];
}

/** How much of an account was seen. */
export interface AccountReading {
  readonly state: 'read' | 'stale' | 'unreadable' | 'skipped';
  readonly reason?: string;
  /** users were read too, so that a unique id that is nowhere belongs to nobody alive here */
  readonly usersRead: boolean;
  /** provider lists were read, so that a missing provider object is missing */
  readonly providersRead: boolean;
}

/** ARNs of every role and user whose unique id is known. */
export function principalsByUniqueId(inventory: Inventory): ReadonlyMap<UniqueId, string> {
  const byId = new Map<UniqueId, string>();
  for (const role of inventory.roles.values()) if (role.uniqueId) byId.set(role.uniqueId, role.arn);
  for (const user of inventory.users) byId.set(user.uniqueId, user.arn);
  return byId;
}
