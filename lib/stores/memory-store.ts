/**
 * State in memory: for tests, and for runs that shall leave nothing behind.
 */
import type { CheckpointPart } from '../history/checkpoint';
import { EMPTY_HISTORY, type History } from '../history/history';
import type { StateStore } from './state-store';

/** A store that lives as long as the process. */
export class MemoryStore implements StateStore {
  #history: History = EMPTY_HISTORY;
  #checkpoint: readonly CheckpointPart[] = [];

  async readHistory(): Promise<History> {
    return this.#history;
  }

  async writeHistory(history: History): Promise<void> {
    this.#history = history;
  }

  /** Copies, as from a file: folds are changed in place. */
  async *readCheckpoint(): AsyncGenerator<CheckpointPart> {
    for (const part of this.#checkpoint) yield structuredClone(part);
  }

  async addToCheckpoint(part: CheckpointPart): Promise<void> {
    this.#checkpoint = [...this.#checkpoint, structuredClone(part)];
  }

  async dropCheckpoint(): Promise<void> {
    this.#checkpoint = [];
  }
}
