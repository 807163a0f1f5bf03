/**
 * The window of a watcher: what it folded of the stream lately, so that a second copy of a call, or what else was new
 * on the same day, is known for what it is. Bounded: of the two halves that it has, the older one is forgotten when the
 * newer one is full.
 */
import { type Activity, addActivity, emptyActivity, foldRecord, isFollowed } from '../activity/activity';
import { finishFold } from '../activity/fold-use';
import { parseAssumption } from '../activity/parse-assumption';
import { finishSessions } from '../activity/sessions/finish-sessions';
import { parseTrustChange, type TrustChange } from '../activity/trust-change';
import { parseTrustEdit, type TrustEdit } from '../activity/trust-edit';
import { useCallerOf } from '../activity/use-caller';
import { accountOfArn } from '../model/arn';
import type { Assumption } from '../model/assumption';
import { compareText } from '../model/compare-text';
import type { PartyBook } from '../parties/party-book';
import { partyOfUseCaller } from '../parties/resolve-party';
import type { Observed } from './analyse';

/** Records of one half. */
const MOST_RECORDS = 20_000;

interface Half {
  readonly activity: Activity;
  /** by event id */
  readonly edits: Map<string, TrustEdit>;
}

function emptyHalf(): Half {
  return { activity: emptyActivity(), edits: new Map() };
}

/** Which records are worth keeping. */
export interface Watched {
  readonly book: PartyBook;
  /** unique ids of the roles that outsiders may enter */
  readonly followed: ReadonlySet<string>;
}

export class WatchWindow {
  private older = emptyHalf();
  private newer = emptyHalf();
  private kept = 0;

  constructor(private readonly mostRecords = MOST_RECORDS) {}

  /**
   * Takes one record, if it is any of a watcher's business.
   * @param at where it was read, for problems
   */
  add(record: unknown, at: string, watched: Watched): 'kept' | 'passed' | 'unreadable' {
    if (!isWatched(record, at, watched)) return 'passed';
    if (this.kept >= this.mostRecords) {
      this.older = this.newer;
      this.newer = emptyHalf();
      this.kept = 0;
    }
    const { activity, edits } = this.newer;
    foldRecord(activity, record, at, watched.followed);
    this.kept += 1;
    const change = parseTrustChange(record, at);
    const edit = change?.kind === 'ok' ? parseTrustEdit(record, change.value) : undefined;
    if (edit) edits.set(edit.eventId, edit);
    return activity.problems.splice(0).length === 0 ? 'kept' : 'unreadable';
  }

  /** What changes of trust left behind after some time, in the order in which they were made. */
  edits(after: string): readonly TrustEdit[] {
    return [...new Map([...this.older.edits, ...this.newer.edits]).values()]
      .filter(({ time }) => time > after)
      .sort(byTime);
  }

  /** What the window tells. */
  observed(): Observed {
    const all: Activity = emptyActivity();
    addActivity(all, this.older.activity);
    addActivity(all, this.newer.activity);
    const { uses, calls } = finishFold(all.uses);
    const { sessions } = finishSessions(all.sessions, calls);
    return { uses, sessions, changes: [...all.changes.values()].sort(byTime) };
  }
}

/** Assume calls of outsiders, all that the sessions of open roles do, and changes of trust. */
function isWatched(record: unknown, at: string, { book, followed }: Watched): boolean {
  if (isFollowed(record, followed)) return true;
  const assumption = parseAssumption(record, at);
  if (assumption?.kind === 'problem') return true;
  if (assumption && isOutside(assumption.value, book)) return true;
  return parseTrustChange(record, at) !== undefined;
}

function isOutside({ caller, role }: Assumption, book: PartyBook): boolean {
  if (caller.kind === 'service') return false;
  return partyOfUseCaller(book, useCallerOf(caller), accountOfArn(role ?? '')).external;
}

function byTime<T extends Pick<TrustChange, 'time' | 'eventId'>>(left: T, right: T): number {
  return compareText(left.time, right.time) || compareText(left.eventId, right.eventId);
}
