/**
 * State in a folder: readable JSON, written beside and then renamed, so that a crash leaves the old or the new.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EMPTY_HISTORY, type History } from '../history/history';
import { parseHistory, renderHistory } from '../history/saved-history';
import { makeFolder } from './make-folder';
import { StateError, type StateStore } from './state-store';

const HISTORY = 'history.json';

/** A store in `folder`, which is made when the first state is written. */
export class FolderStore implements StateStore {
  constructor(private readonly folder: string) {}

  async readHistory(): Promise<History> {
    const file = join(this.folder, HISTORY);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (cause) {
      if (isMissing(cause)) return EMPTY_HISTORY;
      throw new StateError(`cannot read state \`${file}\``, { cause });
    }
    const parsed = parseHistory(text, file);
    if (parsed.kind === 'problem') throw new StateError(`state \`${file}\`: ${parsed.problem.message}`);
    return parsed.value;
  }

  async writeHistory(history: History): Promise<void> {
    const file = join(this.folder, HISTORY);
    const beside = `${file}.${process.pid}.new`;
    try {
      await makeFolder(this.folder);
      await writeFile(beside, renderHistory(history), { mode: 0o600 });
      await rename(beside, file);
    } catch (cause) {
      throw new StateError(`cannot write state \`${file}\``, { cause });
    }
  }
}

function isMissing(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
}
