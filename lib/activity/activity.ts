/**
 * What a trail tells, folded record by record: who assumed which role, what the sessions that are followed did, which
 * changes of trust were made, and what could not be read.
 *
 * INVARIANT: what comes out depends on the set of records put in, not on their order, nor on how they were shared out
 * among activities that are added up.
 */
import { ASSUME_CALLS } from '../model/assume-call';
import type { Problem } from '../model/problem';
import { addFold, emptyFold, foldAssumption, type UseFold } from './fold-use';
import { parseAssumption } from './parse-assumption';
import { fieldsAt, fieldsIn, idAt } from './record-fields';
import { parseSessionCall } from './sessions/session-call';
import {
  addSessions,
  type ClassifyEvent,
  emptySessions,
  foldSessionCall,
  type SessionFold,
  withoutCallsOf,
} from './sessions/session-fold';
import { isSensitive, tacticsOf } from './tactics/event-tactics';
import { parseTrustChange, type TrustChange } from './trust-change';
import { TRUST_EVENT_NAMES } from './trust-event';

export interface Activity {
  readonly uses: UseFold;
  readonly sessions: SessionFold;
  /** by event id */
  readonly changes: Map<string, TrustChange>;
  /** of records that matter and could not be read */
  readonly problems: Problem[];
}

/** Raised when records are folded otherwise than before, so that what was folded before is not added to. */
export const FOLD_VERSION = 1;

/** Whose calls are folded: unique ids of roles, and ids of access keys. */
export type Followed = ReadonlySet<string>;

/** Events that matter whoever made them. */
export const FOLDED_EVENTS: readonly string[] = [...ASSUME_CALLS, 'AssumeRoot', ...TRUST_EVENT_NAMES];

export function emptyActivity(): Activity {
  return { uses: emptyFold(), sessions: emptySessions(), changes: new Map(), problems: [] };
}

/** Adds one record, in place; one that is none of our business changes nothing. `at` is where it was read. */
export function foldRecord(activity: Activity, record: unknown, at: string, followed: Followed): void {
  const assumption = parseAssumption(record, at);
  if (assumption?.kind === 'ok') foldAssumption(activity.uses, assumption.value);
  const change = parseTrustChange(record, at);
  if (change?.kind === 'ok') activity.changes.set(change.value.eventId, change.value);
  const call = isFollowed(record, followed) ? parseSessionCall(record, at) : undefined;
  if (call?.kind === 'ok') foldSessionCall(activity.sessions, call.value, classify);
  const [unread] = [assumption, change, call].flatMap((each) =>
    each?.kind === 'problem' ? each.problem : [],
  );
  if (unread) activity.problems.push(unread);
}

/** Whether a record is a call of a session that is followed. */
export function isFollowed(record: unknown, followed: Followed): boolean {
  const identity = fieldsAt(fieldsIn(record), 'userIdentity');
  const [principal] = idAt(identity, 'principalId')?.split(':', 1) ?? [];
  const key = idAt(identity, 'accessKeyId');
  return (principal !== undefined && followed.has(principal)) || (key !== undefined && followed.has(key));
}

const classify: ClassifyEvent = (eventSource, eventName) => {
  const found = tacticsOf(eventSource, eventName);
  return found && { tactics: found.tactics, sensitive: isSensitive(found) };
};

/**
 * The activity as if fewer had been followed, a new one; undefined where that cannot be told: see `withoutCallsOf`, and
 * a record that could not be read does not say whose it was.
 */
export function followingOnly(activity: Activity, leftOut: Followed, kept: Followed): Activity | undefined {
  if (leftOut.size === 0) return activity;
  const sessions =
    activity.problems.length > 0 ? undefined : withoutCallsOf(activity.sessions, leftOut, kept);
  return sessions && { ...activity, sessions };
}

/** Adds another activity, in place. */
export function addActivity(activity: Activity, other: Activity): void {
  addFold(activity.uses, other.uses);
  addSessions(activity.sessions, other.sessions);
  for (const [id, change] of other.changes) activity.changes.set(id, change);
  for (const problem of other.problems) activity.problems.push(problem);
}
