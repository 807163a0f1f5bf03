/**
 * Where state is kept between runs. One interface, one contract test, several homes.
 */
import type { CheckpointPart } from '../history/checkpoint';
import type { History } from '../history/history';

export interface StateStore {
  /**
   * The history kept, or the empty one where nothing was.
   * @throws StateError when what is there cannot be read, or a newer version wrote it
   */
  readHistory(): Promise<History>;
  /** Replaces the history whole: after a crash either the old or the new one is there. */
  writeHistory(history: History): Promise<void>;
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

/** State that cannot be read or written; the message says where and what to do. */
export class StateError extends Error {
  override readonly name = 'StateError';
}
