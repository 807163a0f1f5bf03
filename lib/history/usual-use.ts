/**
 * The baseline: what is usual of each party's use of each role, learnt from what was seen.
 *
 * It is state. It grows with what was seen in the learning time, and with what the user declared; what is new after
 * that is reported and not learnt, or an intruder who comes twice would be usual. Two baselines merge, and what was
 * read twice counts once, since scans read the same days again and again.
 */

/** What may be usual of a use; each is a value that `seenUseIn` draws from the graph. */
export const ASPECTS = [
  /** who calls: key of the caller, as `callerKey` makes it */
  'caller',
  /** /24 or /48 of the address; a host name of AWS as it is */
  'network',
  /** such as `AS64496`; known only where an address database was given */
  'network-owner',
  'region',
  /** `agentFamily` */
  'agent',
  /** `sessionShape` */
  'session-name',
  /** `hourOfWeek` */
  'hour',
  /** of what its sessions did, ATT&CK's names */
  'tactic',
  /** ARN of a role that its sessions went on to */
  'onward-role',
] as const;

export type Aspect = (typeof ASPECTS)[number];

export interface Baseline {
  /** by `useKey` */
  readonly rows: ReadonlyMap<string, UsualUse>;
  /** days of which CloudTrail was read whole, `YYYY-MM-DD`, sorted: a day without calls counts only where it is one */
  readonly watched?: readonly string[];
  /** rows that were forgotten for want of room; absent where none was */
  readonly forgotten?: number;
  /** saved rows that could not be read, as they were found; absent where there was none */
  readonly setAside?: readonly string[];
}

/** Of one party's use of one role. */
export interface UsualUse {
  /** party id */
  readonly party: string;
  /** ARN */
  readonly role: string;
  /** first use ever seen, ISO 8601: its learning time begins here */
  readonly since: string;
  /** last successful use ever seen */
  readonly last: string;
  /** last successful use by caller: dormancy is judged per caller */
  readonly callers: ReadonlyMap<string, string>;
  /** what is usual, by aspect and value: the first and last time it was seen */
  readonly values: ReadonlyMap<Aspect, ReadonlyMap<string, SeenSpan>>;
  /** what was new after the learning time and was not learnt, so that its first time is known; absent where nothing was */
  readonly unlearnt?: ReadonlyMap<Aspect, ReadonlyMap<string, SeenSpan>>;
  /** successful calls by day, `YYYY-MM-DD`; of a day that was read twice the higher count */
  readonly days: ReadonlyMap<string, number>;
  /** successful calls in the learning time */
  readonly learntFrom: number;
  /** distinct values for which there was no room: at least so many */
  readonly overflow: number;
}

/** ISO 8601. */
export interface SeenSpan {
  readonly first: string;
  readonly last: string;
}

export const EMPTY_BASELINE: Baseline = { rows: new Map() };

/** The key of a party's use of a role. */
export function useKey(party: string, role: string): string {
  return JSON.stringify([party, role]);
}

const DAY = 86_400_000;

/** Until when a use that began at `since` is learnt, ISO 8601; `since` itself where that is no time. */
export function learntUntil({ since }: Pick<UsualUse, 'since'>, learnDays: number): string {
  const until = Date.parse(since) + learnDays * DAY;
  return Number.isNaN(until) ? since : `${new Date(until).toISOString().slice(0, 19)}Z`;
}
