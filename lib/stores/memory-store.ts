/**
 * State in memory: for tests, and for runs that shall leave nothing behind.
 */
import type { CheckpointPart } from '../history/checkpoint';
import { EMPTY_HISTORY, type History } from '../history/history';
import type { StateStore } from './state-store';

/** A store that lives as long as the process. */
export class MemoryStore implements StateStore {
  #history: History = EMPTY_HISTORY;
  #checkpoint = new Map<string, CheckpointPart>();
  #added = 0;

  async readHistory(): Promise<History> {
    return this.#history;
  }

  async writeHistory(history: History): Promise<void> {
    this.#history = history;
  }

  async listCheckpoint(): Promise<readonly string[]> {
    return [...this.#checkpoint.keys()];
  }

  /** A copy, as from a file: folds are changed in place. */
  async readCheckpoint(id: string): Promise<CheckpointPart | undefined> {
    return structuredClone(this.#checkpoint.get(id));
  }

  async addToCheckpoint(part: CheckpointPart): Promise<string> {
    const id = String(++this.#added);
    this.#checkpoint.set(id, structuredClone(part));
    return id;
  }

  async trimCheckpoint(kept: ReadonlySet<string>): Promise<void> {
    for (const id of this.#checkpoint.keys()) if (!kept.has(id)) this.#checkpoint.delete(id);
  }
}
