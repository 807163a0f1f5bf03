/**
 * Drift: what changed in trust since it was last settled, who changed it, and since when that is known.
 *
 * A difference is seen by one run only, since the next one compares with a state that has it already. So what was
 * before is remembered, for each role, provider and policy that changed, until `quietDays` have passed: each run
 * compares with that, a difference stays as long as it is there, and one that is taken back is gone.
 */
import type { TrustChange } from '../activity/trust-change';
import type { TrustDifference } from './trust-difference';
import type { KnownGrant, KnownGuardrail, KnownProvider, TrustSnapshot } from './trust-snapshot';

export interface Drift {
  readonly differences: readonly FoundDifference[];
  /** changes that only CloudTrail tells: metadata, thumbprints, trust anchors; sorted by time, then event id */
  readonly events: readonly FoundEvent[];
  /** trust as it is known now: what a gap hides keeps its last known state */
  readonly trust: TrustSnapshot;
  /** what the next run has to know to tell the same differences */
  readonly memory: DriftMemory;
}

export interface FoundDifference extends Found {
  readonly difference: TrustDifference;
  readonly cause: Cause;
}

/** When a difference was found; ISO 8601. */
export interface Found {
  /** the run that found it */
  readonly found: string;
  /** until when all was as before: what changed it came after */
  readonly since: string;
}

/** Who changed it, as CloudTrail tells, or why that is not known. */
export type Cause =
  | { readonly kind: 'seen'; readonly change: TrustChange }
  | { readonly kind: 'not-seen'; readonly why: string };

export interface FoundEvent {
  readonly found: string;
  readonly change: TrustChange;
}

export interface DriftMemory {
  /** sorted by role */
  readonly roles: readonly RememberedRole[];
  /** sorted by ARN */
  readonly providers: readonly RememberedProvider[];
  /** sorted by id */
  readonly guardrails: readonly RememberedGuardrail[];
  readonly events: readonly RememberedEvent[];
}

/** What of one subject was told. */
export interface Remembered {
  readonly told: readonly ToldDifference[];
}

export interface RememberedRole extends Remembered {
  /** ARN */
  readonly role: string;
  readonly existed: boolean;
  readonly before: readonly KnownGrant[];
}

export interface RememberedProvider extends Remembered {
  readonly arn: string;
  /** absent where there was none */
  readonly before?: KnownProvider;
}

export interface RememberedGuardrail extends Remembered {
  readonly id: string;
  /** absent where there was none */
  readonly before?: KnownGuardrail;
}

export interface ToldDifference extends Found {
  /** `differenceKey` */
  readonly key: string;
  /** absent where it was not seen so far */
  readonly change?: TrustChange;
}

export interface RememberedEvent extends FoundEvent {
  /** it was there before anything could be compared, and is only kept so as not to be told later */
  readonly known: boolean;
}

export const NO_MEMORY: DriftMemory = { roles: [], providers: [], guardrails: [], events: [] };

/** Before the first run that kept trust, nothing is known to have changed. */
export function noDrift(trust: TrustSnapshot): Drift {
  return { differences: [], events: [], trust, memory: NO_MEMORY };
}
