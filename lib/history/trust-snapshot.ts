/**
 * Trust as an earlier run judged it: enough to say what was added, widened, narrowed or removed since.
 *
 * External ids are kept as fingerprints only.
 */
import type { AssumeCall } from '../model/assume-call';
import type { Caller } from '../model/caller';
import type { Guard } from '../model/guard';
import type { AccountId } from '../model/identifiers';

export interface TrustSnapshot {
  /** ways in for outsiders, and what may be some; sorted by role, then id */
  readonly grants: readonly KnownGrant[];
  /** ARNs of all roles that were read, sorted: a role that is not among them is new, or was not read */
  readonly roles: readonly string[];
  /** sorted by ARN */
  readonly providers: readonly KnownProvider[];
  /** resource control policies, sorted by id; absent when they were not read */
  readonly guardrails?: readonly KnownGuardrail[];
  /** accounts whose roles were read, sorted: only these can be compared */
  readonly accounts: readonly AccountId[];
  /** those of them whose resource control policies are not known, sorted: their grants may look wider than they are */
  readonly uncontrolled: readonly AccountId[];
  /** accounts whose identity providers were listed, sorted */
  readonly providerAccounts: readonly AccountId[];
  /** all accounts of our organization were listed: none of them is taken for a stranger */
  readonly accountsKnown: boolean;
  /** something could not be read: a role that is not there may be among it */
  readonly damaged: boolean;
}

export interface KnownGrant {
  readonly id: string;
  /** ARN */
  readonly role: string;
  /** party id */
  readonly party: string;
  readonly call: AssumeCall;
  readonly caller: Caller;
  readonly verdict: 'admits' | 'undecided';
  /** values of external ids are fingerprints */
  readonly guards: readonly Guard[];
  readonly unless: readonly (readonly Guard[])[];
  /** `account`: nobody can name it, and not all of our own were listed; `unique-id`: its owner may not have been read */
  readonly mayBeOurs?: 'account' | 'unique-id';
}

export interface KnownProvider {
  readonly arn: string;
  readonly kind: 'oidc' | 'saml';
  /** OIDC only, sorted; absent where only the listing was read */
  readonly audiences?: readonly string[];
}

export interface KnownGuardrail {
  /** `p-…` */
  readonly id: string;
  readonly name: string;
  /** ids of roots, units or accounts, sorted; absent when not known */
  readonly targets?: readonly string[];
  /** of its document; absent where that was not read */
  readonly fingerprint?: string;
}

/** Nothing was read. */
export const EMPTY_SNAPSHOT: TrustSnapshot = {
  grants: [],
  roles: [],
  providers: [],
  accounts: [],
  uncontrolled: [],
  providerAccounts: [],
  accountsKnown: false,
  damaged: false,
};

/**
 * Whether a way in of one state is missing from another one only because that knows more of who is ours.
 * @param state the one that has it
 */
export function isUnsure(grant: KnownGrant, state: TrustSnapshot, other: TrustSnapshot): boolean {
  switch (grant.mayBeOurs) {
    case 'account':
      return other.accountsKnown && !state.accountsKnown;
    case 'unique-id': {
      const read = new Set(state.accounts);
      return other.accounts.some((account) => !read.has(account));
    }
    default:
      return false;
  }
}

/** Roles of which either state could not decide all: what it did not know may be which accounts are ours. */
export function rolesInDoubt(...states: readonly TrustSnapshot[]): ReadonlySet<string> {
  return new Set(
    states.flatMap(({ grants }) =>
      grants.flatMap(({ verdict, role }) => (verdict === 'undecided' ? role : [])),
    ),
  );
}

/** Grants by their role, in the order in which they are met. */
export function grantsByRole(grants: readonly KnownGrant[]): ReadonlyMap<string, readonly KnownGrant[]> {
  const roles = new Map<string, KnownGrant[]>();
  for (const grant of grants) {
    const own = roles.get(grant.role);
    if (own) own.push(grant);
    else roles.set(grant.role, [grant]);
  }
  return roles;
}
