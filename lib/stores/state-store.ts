/**
 * Where state is kept between runs. One interface, one contract test, several homes.
 */
import type { History } from '../history/history';

export interface StateStore {
  /**
   * The history kept, or the empty one where nothing was.
   * @throws StateError when what is there cannot be read, or a newer version wrote it
   */
  readHistory(): Promise<History>;
  /** Replaces the history whole: after a crash either the old or the new one is there. */
  writeHistory(history: History): Promise<void>;
}

/** State that cannot be read or written; the message says where and what to do. */
export class StateError extends Error {
  override readonly name = 'StateError';
}
