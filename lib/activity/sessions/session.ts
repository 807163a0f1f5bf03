/**
 * Sessions: one assumption each, and the calls made with its credentials.
 */
import type { AssumptionCaller } from '../../model/assumption';
import type { AccountId } from '../../model/identifiers';
import type { SensitiveCall } from './strand';

export interface Session {
  /** `ASIA…@start`; without a key `AROA…:name@start` */
  readonly id: string;
  /** the role's ARN, or the root's of the account that `AssumeRoot` entered; absent where no record tells it */
  readonly role?: string;
  readonly account?: AccountId;
  /** who opened it; where that was not seen, who switched to it in the console, or nobody */
  readonly caller?: AssumptionCaller;
  /** event id of the opening */
  readonly openedBy?: string;
  /** the key issued; where the opening was not seen, the key used */
  readonly accessKeyId?: string;
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  /** the user of Identity Center behind it */
  readonly onBehalfOf?: string;
  /** when its credentials were issued, else its first call; ISO 8601 */
  readonly start: string;
  /** its last call, or its start where none was seen */
  readonly end: string;
  /** sorted; how many had no room is in `overflow` */
  readonly networks: readonly string[];
  readonly userAgents: readonly string[];
  readonly regions: readonly string[];
  readonly overflow: number;
  /** all calls seen, refused ones included; about so many where `gaps` says `calls-estimated` */
  readonly calls: number;
  readonly denied: number;
  /** calls by service (`s3`), sorted by service */
  readonly byService: ReadonlyMap<string, number>;
  /** calls by tactic, sorted; a call of two tactics counts under both, most calls under none */
  readonly byTactic: ReadonlyMap<string, number>;
  readonly firstSensitive?: SensitiveCall;
  /** ARNs of the roles it went on to assume, sorted */
  readonly onward: readonly string[];
  /** id of the session that opened this one */
  readonly chainedFrom?: string;
  /** the caller at the head of its chain, which is its own caller where it is not chained */
  readonly head?: AssumptionCaller;
  /** sessions before it in its chain */
  readonly hops: number;
  /** what is not known of it, sorted */
  readonly gaps: readonly SessionGap[];
}

export type SessionGap =
  /** so many calls that they were counted by a sample: `calls`, `denied` and what they are made of are estimates */
  | 'calls-estimated'
  /** a session opened it, and that one's opening was not seen: its head is not the first caller */
  | 'earlier-hops-not-seen'
  /** joined to its opening, or to its caller's session, by role, name and time: no key told */
  | 'joined-by-name'
  /** another session used the same key id: AWS issues ids anew, or records were forged */
  | 'key-id-used-again'
  /** openings of each other, which cannot be; the chain was cut here */
  | 'opened-in-a-circle'
  /** no record of its opening */
  | 'opening-not-seen'
  /** by name it could be any of several sessions; the latest was taken */
  | 'several-of-its-name';

/** Sessions, and what coverage says of them. */
export interface FoldedSessions {
  /** sorted by start, then id */
  readonly sessions: readonly Session[];
  readonly coverage: {
    /** records folded, repetitions included */
    readonly records: number;
    /** sessions dropped for want of room; an estimate, 0 where none was */
    readonly dropped: number;
    /** sessions whose calls are estimates */
    readonly estimated: number;
  };
}
