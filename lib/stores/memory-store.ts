/**
 * State in memory: for tests, and for runs that shall leave nothing behind.
 */
import { EMPTY_HISTORY, type History } from '../history/history';
import type { StateStore } from './state-store';

/** A store that lives as long as the process. */
export class MemoryStore implements StateStore {
  #history: History = EMPTY_HISTORY;

  async readHistory(): Promise<History> {
    return this.#history;
  }

  async writeHistory(history: History): Promise<void> {
    this.#history = history;
  }
}
