/**
 * Grants: one way into one role. Who, by which call, under which guards, from which statements.
 */
import type { RoleArn } from './arn';
import type { AssumeCall } from './assume-call';
import type { Caller } from './caller';
import type { Guard } from './guard';
import type { Principal } from './principal';
import type { ResourceControl } from './resource-control';

export interface Grant {
  /** depends on role, call, caller, guards and `unless` only: the same meaning gives the same id */
  readonly id: string;
  readonly role: RoleArn;
  readonly call: AssumeCall;
  readonly caller: Caller;
  /** `undecided` where we cannot say whether anybody is admitted; `reason` says why */
  readonly verdict: 'admits' | 'undecided';
  /** all must be met; sorted by key, operator and values */
  readonly guards: readonly Guard[];
  /** lists of guards: a request that meets every guard of any one list is refused (what denies take away) */
  readonly unless: readonly (readonly Guard[])[];
  /** names of the Allow statements behind it, sorted; see `statementName` */
  readonly statements: readonly string[];
  /** a request that the grant admits, checked by the concrete evaluator; absent only when undecided */
  readonly witness?: Witness;
  /** why it is undecided; absent when it admits */
  readonly reason?: string;
}

/** A concrete request. Keys as AWS spells them; multivalued keys may have several values. */
export interface Witness {
  readonly principal: Principal;
  readonly context: ReadonlyMap<string, readonly string[]>;
}

/** What a role's trust policy comes to, under the resource control policies that bind the role. */
export interface TrustJudgement {
  readonly role: RoleArn;
  /** sorted by id */
  readonly grants: readonly Grant[];
  /** statements, or principals of them, that admit nobody or could not be judged, each with its reason */
  readonly remarks: readonly TrustRemark[];
  /** the resource control policies that were taken into account, or why none */
  readonly resourceControl: ResourceControl;
}

export type TrustRemarkKind =
  /** can never be true: a contradiction, a key that such a call never carries, a literal `*` */
  | 'never-true'
  /** principal and action do not fit, so nobody can use it */
  | 'mismatch'
  /** an explicit deny takes all of it away */
  | 'denied'
  /** an element that IAM refuses or that we do not know */
  | 'invalid'
  /** a condition's time is over */
  | 'expired'
  /** admits somebody, but some of its text does nothing */
  | 'hint';

export interface TrustRemark {
  readonly kind: TrustRemarkKind;
  readonly statement: string;
  /** one sentence, lower-case start, for people */
  readonly message: string;
  /** the key, principal or value it speaks of; absent when it is the whole statement */
  readonly raw?: string;
}
