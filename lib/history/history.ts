/**
 * History: what earlier runs knew, as plain data. Rules read it beside the graph; it may be empty.
 *
 * It belongs to one organization: a run over another one must not read it, or everything would look new.
 */
import type { Finding, Severity } from '../model/finding';
import type { DriftMemory } from './drift';
import type { TrustSnapshot } from './trust-snapshot';
import { type Baseline, EMPTY_BASELINE } from './usual-use';
import type { WatchBasis } from './watch-basis';

/** Everything kept from one run to the next. */
export interface History {
  /** `o-…`, or the empty string for a set of accounts whose organization is not known; absent before the first run */
  readonly organization?: string;
  /** the last run's time, ISO 8601; absent before the first run */
  readonly asOf?: string;
  /** trust as the last run judged it; absent before the first run that kept it: nothing can be compared then */
  readonly trust?: TrustSnapshot;
  /** what was before the changes of trust that are not settled; absent where there are none */
  readonly drift?: DriftMemory;
  readonly baseline: Baseline;
  /** what a watcher judges single events by; absent before the first run that read roles */
  readonly basis?: WatchBasis;
  /** by finding id */
  readonly findings: ReadonlyMap<string, FindingMemory>;
  /** how far CloudTrail was read: time of the latest record; absent when none was */
  readonly trailUntil?: string;
}

/** What is remembered of a finding: enough to tell new from open, to say what closed, and to deliver its alert. */
export interface FindingMemory {
  readonly rule: string;
  readonly subject: string;
  /** party id; absent where no one party is meant */
  readonly party?: string;
  readonly severity: Severity;
  readonly title: string;
  readonly firstSeen: string;
  /** last run that found it */
  readonly lastSeen: string;
  /** when what it speaks of last happened; absent for what is so until it is mended */
  readonly lastEvent?: string;
  readonly state: 'open' | 'closed' | 'suppressed';
  /** alerts that fell due so far: one when it was new, one each time that it got worse or came back */
  readonly turn: number;
  /** the alert of this turn, until it was delivered */
  readonly due?: DueAlert;
}

/** An alert that is still to be delivered: it is saved with its finding, and marked once somebody took it. */
export interface DueAlert {
  readonly why: 'new' | 'worse' | 'reopened';
  /** as it was when the alert fell due */
  readonly finding: Finding;
}

/** Says that the alert of this turn was delivered. */
export interface DeliveryMark {
  /** finding id */
  readonly finding: string;
  readonly turn: number;
}

/** Before the first run. */
export const EMPTY_HISTORY: History = { baseline: EMPTY_BASELINE, findings: new Map() };
