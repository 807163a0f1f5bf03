/**
 * State in a folder: readable JSON, written beside and then renamed, so that a crash leaves the old or the new.
 */
import { readdir, readFile, rename, rmdir, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckpointPart } from '../history/checkpoint';
import { EMPTY_HISTORY, type History } from '../history/history';
import { parseHistory, renderHistory } from '../history/saved-history';
import { decodePart, encodePart } from './checkpoint-file';
import { isMissing, makeFolder } from './make-folder';
import { StateError, type StateStore } from './state-store';

const HISTORY = 'history.json';
const CHECKPOINT = 'trail-checkpoint';

/** Numbered in the order of writing; the process keeps two runs over one folder from replacing each other's. */
const PART = /^(\d{8})-\d+\.part$/;
const UNFINISHED = /^\d{8}-\d+\.part\.\d+\.new$/;

/** A store in `folder`, which is made when the first state is written. */
export class FolderStore implements StateStore {
  #nextPart: number | undefined;

  constructor(private readonly folder: string) {}

  async readHistory(): Promise<History> {
    const file = join(this.folder, HISTORY);
    const bytes = await readIfThere(file);
    if (bytes === undefined) return EMPTY_HISTORY;
    const parsed = parseHistory(bytes.toString('utf8'), file);
    if (parsed.kind === 'problem') throw new StateError(`state \`${file}\`: ${parsed.problem.message}`);
    return parsed.value;
  }

  async writeHistory(history: History): Promise<void> {
    await writeWhole(join(this.folder, HISTORY), [renderHistory(history)]);
  }

  async listCheckpoint(): Promise<readonly string[]> {
    return (await this.#filesOfCheckpoint()).filter((name) => PART.test(name));
  }

  async readCheckpoint(id: string): Promise<CheckpointPart | undefined> {
    const bytes = await readIfThere(join(this.folder, CHECKPOINT, id));
    return bytes && decodePart(bytes);
  }

  async addToCheckpoint(part: CheckpointPart): Promise<string> {
    this.#nextPart ??= afterLast(await this.#filesOfCheckpoint());
    const id = `${String(this.#nextPart++).padStart(8, '0')}-${process.pid}.part`;
    await writeWhole(join(this.folder, CHECKPOINT, id), encodePart(part));
    return id;
  }

  /** Only what is ours by name goes; a folder in which something else is left stays. */
  async trimCheckpoint(kept: ReadonlySet<string>): Promise<void> {
    const folder = join(this.folder, CHECKPOINT);
    const names = await this.#filesOfCheckpoint();
    try {
      for (const name of names) {
        if ((PART.test(name) && !kept.has(name)) || UNFINISHED.test(name)) await remove(join(folder, name));
      }
    } catch (cause) {
      throw new StateError(`cannot remove from the checkpoint in \`${folder}\``, { cause });
    }
    if (kept.size === 0) await rmdir(folder).catch(() => {});
  }

  async #filesOfCheckpoint(): Promise<readonly string[]> {
    const folder = join(this.folder, CHECKPOINT);
    try {
      return (await readdir(folder)).sort();
    } catch (cause) {
      if (isMissing(cause)) return [];
      throw new StateError(`cannot read state \`${folder}\``, { cause });
    }
  }
}

function afterLast(names: readonly string[]): number {
  return Math.max(0, ...names.map((name) => Number(PART.exec(name)?.[1] ?? 0))) + 1;
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new StateError(`cannot read state \`${file}\``, { cause });
  }
}

/** Another run over the same folder may have been faster. */
async function remove(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
  }
}

async function writeWhole(file: string, chunks: readonly (string | Buffer)[]): Promise<void> {
  const beside = `${file}.${process.pid}.new`;
  try {
    await makeFolder(dirname(file));
    await writeFile(beside, chunks, { mode: 0o600 });
    await rename(beside, file);
  } catch (cause) {
    await unlink(beside).catch(() => {});
    throw new StateError(`cannot write state \`${file}\``, { cause });
  }
}
