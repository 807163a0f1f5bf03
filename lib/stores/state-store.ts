/**
 * Where state is kept between runs. One interface, one contract test, several homes.
 *
 * A scan locks the state, reads the history, and in the end replaces it whole. While it runs, others may append: a
 * watcher what it found (`addFindings`), whoever delivers what was delivered (`markDelivered`). Appends need no lock,
 * never wait for a scan, and survive its write.
 */
import type { CheckpointPart } from '../history/checkpoint';
import type { DeliveryMark, FindingMemory, History } from '../history/history';

export interface StateStore {
  /**
   * Keeps a second run off until `release`. A lock whose holder is dead or whose time is over is taken over; so is
   * one that says to be taken in the future, or a clock that was wrong once would lock for ever.
   * @throws StateBusyError while another run holds it
   */
  lock(owner: LockOwner): Promise<Lock>;
  /**
   * The history kept, with all that was appended since, or the empty one where nothing was. Parts of it that are
   * damaged are set aside under another name and told as a remark.
   * @throws StateError when what is there cannot be read, or a newer version wrote it
   */
  readHistory(): Promise<History>;
  /**
   * Replaces the history whole: after a crash either the old or the new one is there. What others appended since it
   * was read stays, and an alert that was delivered meanwhile is not due again.
   * @returns the history as it is kept now: what is `due` in it is to be delivered
   * @throws StateConflictError when it was replaced since this store read it; the other one's stays
   */
  writeHistory(history: History): Promise<History>;
  /**
   * Takes `due` off the findings whose turn it was. It is on disk when this returns, it costs little, and a mark that
   * was made already, that is of another turn or of no finding does nothing.
   */
  markDelivered(marks: readonly DeliveryMark[]): Promise<void>;
  /**
   * Adds what a watcher found, by finding id, with its `due`. One that is open or suppressed already stays as it is;
   * over one that is closed it is written as the next turn. Doing it twice changes nothing.
   */
  addFindings(findings: ReadonlyMap<string, FindingMemory>): Promise<void>;
  /**
   * The ids of the checkpoint's parts, in the order in which they were added.
   * @throws StateError when what is there cannot be read at all
   */
  listCheckpoint(): Promise<readonly string[]>;
  /** One part; undefined where it is damaged, gone, or of another version: nothing is lost by it but time. */
  readCheckpoint(id: string): Promise<CheckpointPart | undefined>;
  /**
   * Adds one part: after a crash it is there whole or not at all, and the ones before it are as they were.
   * @returns its id
   */
  addToCheckpoint(part: CheckpointPart): Promise<string>;
  /** Forgets all parts but those with these ids. After a crash some more may be left, and still hold. */
  trimCheckpoint(kept: ReadonlySet<string>): Promise<void>;
}

/** Who locks, and until when at the latest. */
export interface LockOwner {
  /** one line for people, such as `scan on build-7` */
  readonly id: string;
  /** ISO 8601: past it anybody may take the lock over */
  readonly until: string;
}

export interface Lock {
  /** Gives the state free; does nothing where somebody took the lock over meanwhile. */
  release(): Promise<void>;
}

export interface StateOptions {
  /** told what the operator should know, as a sentence: what was damaged and set aside, whose lock was taken over */
  readonly onRemark?: (sentence: string) => void;
  /** milliseconds since 1970, in place of the clock */
  readonly now?: () => number;
}

/** State that cannot be read or written; the message says where and what to do. */
export class StateError extends Error {
  override readonly name: string = 'StateError';
}

/** Another run holds the state; the message says who, since when and until when. */
export class StateBusyError extends StateError {
  override readonly name = 'StateBusyError';
}

/** Somebody else replaced the state since it was read: theirs stays, and the run is to be done again. */
export class StateConflictError extends StateError {
  override readonly name = 'StateConflictError';
}
