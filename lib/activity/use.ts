/**
 * Use: the observed assumptions of one role by one caller, folded into bounded totals.
 *
 * The order of records and their repetition make no difference, and two folds merge into the fold of both.
 */
import type { AccountId } from '../model/identifiers';

export interface Use {
  /** role, caller and call: the fold's key, stable between runs */
  readonly key: string;
  /** the role's ARN, or the empty string when refusals do not tell it */
  readonly role: string;
  readonly caller: UseCaller;
  /** first and last call, refused ones included; ISO 8601 */
  readonly first: string;
  readonly last: string;
  /** last call that succeeded; absent where all were refused */
  readonly lastSuccess?: string;
  /** successful calls */
  readonly count: number;
  readonly denied: number;
  /** addresses as they are, in canonical spelling; host names of AWS services; see `networkIn` */
  readonly networks: readonly ObservedValue[];
  /** the same calls by /24 or /48 of their address: counted from all of them, not from the networks kept */
  readonly prefixes: readonly ObservedValue[];
  readonly regions: readonly ObservedValue[];
  readonly userAgents: readonly ObservedValue[];
  readonly sessionNames: readonly ObservedValue[];
  /** what varies less than the exact value, counted from all calls: see `agentFamily` and `sessionShape` */
  readonly agentFamilies: readonly ObservedValue[];
  readonly sessionShapes: readonly ObservedValue[];
  /** hours of the week in UTC, such as `Mon 09` */
  readonly hours: readonly ObservedValue[];
  /** calls of each day in UTC, sorted */
  readonly days: readonly DayCount[];
  /** subjects of an OIDC or SAML caller (branches, users); empty for AWS callers */
  readonly subjects: readonly ObservedValue[];
  /** of the successful calls */
  readonly externalId: { readonly sent: number; readonly notSent: number; readonly unknown: number };
  /** distinct values that did not fit in the capped sets, all kinds together */
  readonly overflow: number;
}

/** Caller without what varies from call to call: sessions, branches and commits are values, not keys. */
export type UseCaller =
  | {
      readonly kind: 'aws';
      readonly account?: AccountId;
      readonly principalId?: string;
      readonly arn?: string;
    }
  | { readonly kind: 'saml'; readonly provider?: string; readonly subject?: string }
  | { readonly kind: 'oidc'; readonly provider?: string; readonly issuer: string; readonly tenant: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'unknown' };

/** One value seen, how often, when, and in which record first. Sorted by `first`, then by value. */
export interface ObservedValue {
  readonly value: string;
  /** successful calls: what a baseline may learn from */
  readonly count: number;
  readonly denied: number;
  /** first and last call with it, refused ones included; ISO 8601 */
  readonly first: string;
  readonly last: string;
  readonly firstEvent: string;
}

/** `value` is a day, `YYYY-MM-DD`. */
export type DayCount = Pick<ObservedValue, 'value' | 'count' | 'denied'>;

/** What was read of CloudTrail, for coverage. */
export interface ActivityCoverage {
  readonly files: number;
  /** how many of the files an earlier run had read, so that this one did not; absent where no state is kept */
  readonly remembered?: number;
  readonly records: number;
  /** successful assume calls after duplicates are removed, service-made ones included */
  readonly assumptions: number;
  readonly denied: number;
  /** records that repeat a call already counted, the second account's copy among them */
  readonly duplicates: number;
  readonly malformed: number;
  /** time of the first and last record of any kind; absent when there was none */
  readonly from?: string;
  readonly until?: string;
  /** whose calls were followed; absent where no roles were read, so that nobody knew whom to follow */
  readonly followed?: FollowedCoverage;
}

export interface FollowedCoverage {
  /** roles that outsiders can enter, whose unique id is known */
  readonly roles: number;
  /** roles and root sessions that turned up in the trail, and how many of them there was no room for */
  readonly late: number;
  readonly leftOut: number;
  /** files that were read a second time for them */
  readonly secondPassFiles: number;
  /** see `FoldedSessions` */
  readonly dropped: number;
  readonly estimated: number;
}
