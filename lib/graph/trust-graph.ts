/**
 * The graph: parties, roles, grants and use joined, built once and queried by everything that prints.
 *
 * It is kept as plain maps with the few indexes that questions need: each edge (a grant, a use) joins exactly
 * one party to one role, so a graph library would add nothing yet.
 */

import type { TierJudgement } from '../access/tier';
import type { Session } from '../activity/sessions/session';
import type { TrustChange } from '../activity/trust-change';
import type { ActivityCoverage, Use } from '../activity/use';
import type { RoleArn } from '../model/arn';
import type { Grant, TrustRemark } from '../model/grant';
import type { AccountId } from '../model/identifiers';
import type { AccountReading } from '../model/inventory';
import type { NetworkOwner } from '../model/network-owner';
import type { Account, Organization, OrganizationPolicy } from '../model/organization';
import type { Problem } from '../model/problem';
import type { IdentityProvider } from '../model/provider';
import type { ResourceControl } from '../model/resource-control';
import type { Role } from '../model/role';
import type { Party } from '../parties/party';
import type { Insider } from './insider';
import type { MadeRole } from './made-role';
import type { ProviderObject } from './provider-objects';

/** A role's verdict: the strongest of its grants. */
export type RoleVerdict = 'external' | 'undecided' | 'internal' | 'service' | 'nobody';

export interface TrustGraph {
  /** ISO 8601 time that the judgement holds for */
  readonly asOf: string;
  readonly organization?: Organization;
  /** absent when no account list was read */
  readonly accounts?: ReadonlyMap<AccountId, Account>;
  /** only some accounts were listed: one that is not among them may be ours */
  readonly accountsIncomplete?: true;
  readonly parties: ReadonlyMap<string, Party>;
  readonly roles: ReadonlyMap<RoleArn, RoleNode>;
  /** sorted by role, then id */
  readonly grants: readonly GrantEdge[];
  /** sorted by role, then key */
  readonly uses: readonly UseEdge[];
  /** of outsiders, and of callers who may be some; sorted by start, then id */
  readonly sessions: readonly SessionEdge[];
  /** calls that changed, or were refused to change, whom roles let in; sorted by time, then event id */
  readonly changes: readonly TrustChange[];
  /** by public address, sorted; absent where no address database was given */
  readonly networkOwners?: ReadonlyMap<string, NetworkOwner>;
  /** identity providers of our accounts, by ARN */
  readonly providers: ReadonlyMap<string, IdentityProvider>;
  /** absent where none was read */
  readonly organizationPolicies?: readonly OrganizationPolicy[];
  readonly coverage: GraphCoverage;
}

export interface RoleNode {
  readonly role: Role;
  readonly verdict: RoleVerdict;
  readonly tier: TierJudgement;
  /** absent for roles that customers make and name themselves */
  readonly made?: MadeRole;
  readonly remarks: readonly TrustRemark[];
  /** the resource control policies that were taken into account, or why none */
  readonly resourceControl: ResourceControl;
  readonly grants: readonly GrantEdge[];
  readonly uses: readonly UseEdge[];
}

export interface GrantEdge {
  readonly grant: Grant;
  readonly role: RoleArn;
  /** somebody who is not of our organization (or, where it is not known, not of the role's account) */
  readonly external: boolean;
  /** which of our own it admits; absent for outsiders, services and those whose account is not known */
  readonly insider?: Insider;
  /** an insider from another account, or Identity Center, administers by it: expected, and worth an intruder's effort */
  readonly administrative?: true;
  /** whether resource control policies were taken into account: where `unknown`, one may close the grant */
  readonly resourceControl: 'judged' | 'exempt' | 'unknown';
  /** party id */
  readonly party: string;
  /** last observed use of this grant; absent when none was seen */
  readonly lastUsed?: string;
  readonly uses: readonly UseEdge[];
  /** ids of other grants of the role that let the same caller in without the external id that this one asks for */
  readonly bypassedBy?: readonly string[];
  /** for a `unique-id` caller only: whether the principal is gone, or whether that cannot be told */
  readonly deleted?: 'deleted' | 'live' | 'cannot-tell';
  /** for SAML and OIDC callers only: without the provider object nobody enters */
  readonly providerObject?: ProviderObject;
}

export interface UseEdge {
  readonly use: Use;
  /** party id */
  readonly party: string;
  readonly external: boolean;
  /** id of the grant that permits it now */
  readonly grant?: string;
  /** `unknown` where the role was not read or its trust is undecided, or the caller cannot be told */
  readonly permitted: 'by-grant' | 'not-now' | 'unknown';
  /** reasons, in words */
  readonly why: readonly string[];
}

export interface SessionEdge {
  readonly session: Session;
  /** id of the party at the head of its chain, however many sessions lie between */
  readonly party: string;
  /** the role it is a session of; absent where that was not read */
  readonly node?: RoleNode;
  /** key of the use that its opening counts to; absent where the opening was not seen, and for `AssumeRoot` */
  readonly use?: string;
  /** id of the grant that permits that use now */
  readonly grant?: string;
  readonly permitted: UseEdge['permitted'];
  /** reasons, in words */
  readonly why: readonly string[];
}

export interface GraphCoverage {
  /** every account listed or met, sorted by id */
  readonly accounts: readonly AccountCoverage[];
  readonly activity?: ActivityCoverage;
  readonly problems: readonly Problem[];
  readonly unrecognised: readonly string[];
  /** sentences on what the run could not tell, such as the missing account list */
  readonly limits: readonly string[];
  /** every account was read, nothing was damaged: silence about a role then means something */
  readonly complete: boolean;
}

/** How much of one account was seen, and why not more. */
export interface AccountCoverage {
  readonly id: AccountId;
  readonly name?: string;
  readonly state: AccountReading['state'] | 'not-read';
  readonly reason?: string;
  readonly roles: number;
  /** its identity providers were listed, so that one that is not there is not there */
  readonly providersRead?: true;
}
