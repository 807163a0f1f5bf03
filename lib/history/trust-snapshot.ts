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
}

export interface KnownProvider {
  readonly arn: string;
  readonly kind: 'oidc' | 'saml';
  /** of everything that decides whom it lets in: audiences, thumbprints, metadata */
  readonly fingerprint: string;
  /** OIDC only, sorted */
  readonly audiences?: readonly string[];
}

export interface KnownGuardrail {
  /** `p-…` */
  readonly id: string;
  readonly name: string;
  /** ids of roots, units or accounts, sorted; absent when not known */
  readonly targets?: readonly string[];
  readonly fingerprint: string;
}

export const EMPTY_SNAPSHOT: TrustSnapshot = { grants: [], roles: [], providers: [], accounts: [] };
