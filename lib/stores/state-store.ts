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
   * The parts of a reading that was interrupted, one at a time, in the order in which they were added. One that is
   * damaged or was written by another version is passed over: nothing is lost by it but time.
   * @throws StateError when what is there cannot be read at all
   */
  readCheckpoint(): AsyncIterable<CheckpointPart>;
  /** Adds one part: after a crash it is there whole or not at all, and the ones before it are as they were. */
  addToCheckpoint(part: CheckpointPart): Promise<void>;
  /** Forgets all parts, once what they led to is kept. After a crash some may be left, and still hold. */
  dropCheckpoint(): Promise<void>;
}

/** State that cannot be read or written; the message says where and what to do. */
export class StateError extends Error {
  override readonly name = 'StateError';
}
