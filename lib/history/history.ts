/**
 * History: what earlier runs knew, as plain data. Rules read it beside the graph; it may be empty.
 *
 * It belongs to one organization: a run over another one must not read it, or everything would look new.
 */

/** Everything kept from one run to the next. */
export interface History {
  /** `o-…`, or the empty string for a set of accounts whose organization is not known; absent before the first run */
  readonly organization?: string;
  /** the last run's time, ISO 8601; absent before the first run */
  readonly asOf?: string;
  /** ids of the last run's grants, sorted */
  readonly grants: readonly string[];
  /** by finding id */
  readonly findings: ReadonlyMap<string, FindingMemory>;
  /** how far CloudTrail was read: time of the latest record; absent when none was */
  readonly trailUntil?: string;
}

/** What is remembered of a finding: enough to tell new from open, and to say what closed. */
export interface FindingMemory {
  readonly rule: string;
  readonly subject: string;
  readonly title: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly closed: boolean;
}

/** Before the first run. */
export const EMPTY_HISTORY: History = { grants: [], findings: new Map() };
