/**
 * A folder as the home of a state: readable files, each written beside, brought to the disk and then renamed.
 *
 * A file is replaced only by who has read it. Whoever is about to claims the very bytes that he replaces, by making a
 * file that cannot be made twice; a claim whose process has ended is passed by with the next number, and no claim is
 * taken away before its rename is done. So of two who read the same, one wins.
 */
import { createHash } from 'node:crypto';
import { open, readdir, readFile, rename, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Home, Shelf, Stored } from './home';
import { isMissing, makeFolder } from './make-folder';
import { isAlive } from './process-alive';
import { StateConflictError, StateError } from './state-store';
import { systemCodeOf } from './system-error';

const STATE = 'history.json';
const LOCK = 'lock.json';

/** What a process that was killed may leave beside a file. */
const UNFINISHED = /\.(\d+)-\d+\.new$/;

const CLAIM = /\.claim$/;

/** A claim is held for moments; one that is older, in milliseconds, is of nobody. */
const LONGEST_CLAIM = 60_000;

/** The folder is made when the first thing is written. */
export class FolderHome implements Home {
  readonly writer = String(process.pid);
  readonly isLocal = true;

  constructor(private readonly folder: string) {}

  get at(): string {
    return join(this.folder, STATE);
  }

  async readTag(): Promise<string | undefined> {
    return (await this.readState())?.tag;
  }

  readState(): Promise<Stored | undefined> {
    return readStored(join(this.folder, STATE));
  }

  async replaceState(text: string, before: string | undefined): Promise<string> {
    const tag = await replaceStored(join(this.folder, STATE), text, before);
    await sweep(this.folder);
    return tag;
  }

  readLock(): Promise<Stored | undefined> {
    return readStored(join(this.folder, LOCK));
  }

  replaceLock(text: string, before: string | undefined): Promise<string> {
    return replaceStored(join(this.folder, LOCK), text, before);
  }

  async list(shelf: Shelf): Promise<readonly string[]> {
    return (await this.#namesOn(shelf)).filter((name) => shelf.ours.test(name)).sort();
  }

  get(shelf: Shelf, name: string): Promise<Buffer | undefined> {
    return readIfThere(join(this.folder, shelf.name, name));
  }

  put(shelf: Shelf, name: string, chunks: readonly (string | Buffer)[]): Promise<void> {
    return writeWhole(join(this.folder, shelf.name, name), chunks);
  }

  /** What is left of unfinished writing goes too, and the folder where nothing else is in it. */
  async remove(shelf: Shelf, names: readonly string[]): Promise<void> {
    const folder = join(this.folder, shelf.name);
    const left = (await this.#namesOn(shelf)).filter(
      (name) => isLeft(name) && shelf.ours.test(name.replace(UNFINISHED, '')),
    );
    for (const name of [...names, ...left]) {
      await unlink(join(folder, name)).catch((cause) => {
        if (!isMissing(cause))
          throw new StateError(`cannot remove state \`${join(folder, name)}\``, { cause });
      });
    }
    await rmdir(folder).catch(() => {});
  }

  async #namesOn(shelf: Shelf): Promise<readonly string[]> {
    const folder = join(this.folder, shelf.name);
    try {
      return await readdir(folder);
    } catch (cause) {
      if (isMissing(cause)) return [];
      throw new StateError(`cannot read state \`${folder}\``, { cause });
    }
  }
}

/** Takes away what killed processes left beside state and lock. */
async function sweep(folder: string): Promise<void> {
  const ours = (await readdir(folder)).filter((name) =>
    [STATE, LOCK].some((one) => name.startsWith(`${one}.`)),
  );
  for (const name of ours) {
    const path = join(folder, name);
    const isOver = CLAIM.test(name) ? !(await isHeld(path)) : isLeft(name);
    if (isOver) await unlink(path).catch(() => {});
  }
}

function isLeft(name: string): boolean {
  const writer = UNFINISHED.exec(name)?.[1];
  return writer !== undefined && !isAlive(Number(writer));
}

async function readStored(file: string): Promise<Stored | undefined> {
  const bytes = await readIfThere(file);
  return bytes && { bytes, tag: tagOf(bytes) };
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new StateError(`cannot read state \`${file}\``, { cause });
  }
}

function tagOf(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Replaces the file with the tag `before` and returns the new tag. */
async function replaceStored(file: string, text: string, before: string | undefined): Promise<string> {
  await writing(file, [text], async (beside) => {
    const claims = await claim(file, before);
    try {
      if ((await readStored(file))?.tag !== before) throw conflict(file);
      await rename(beside, file);
    } finally {
      for (const each of claims) await unlink(each).catch(() => {});
    }
  });
  return tagOf(text);
}

/** Writes the file whatever is there. */
function writeWhole(file: string, chunks: readonly (string | Buffer)[]): Promise<void> {
  return writing(file, chunks, (beside) => rename(beside, file));
}

/** Tells what this process writes at the same time apart. */
let written = 0;

/** Writes beside, and lets `place` bring it to its place; nothing is left beside where that fails. */
async function writing(
  file: string,
  chunks: readonly (string | Buffer)[],
  place: (beside: string) => Promise<void>,
): Promise<void> {
  written += 1;
  const beside = `${file}.${process.pid}-${written}.new`;
  try {
    await writeDurably(beside, chunks);
    await place(beside);
    await syncFolder(dirname(file));
  } catch (cause) {
    await unlink(beside).catch(() => {});
    if (cause instanceof StateError) throw cause;
    throw new StateError(`cannot write state \`${file}\`${causeOf(cause)}`, { cause });
  }
}

/** Whoever takes things off a shelf takes an empty folder away, which may happen before something is written there. */
async function writeDurably(file: string, chunks: readonly (string | Buffer)[], tries = 5): Promise<void> {
  await makeFolder(dirname(file));
  try {
    await writeFile(file, chunks, { mode: 0o600, flush: true });
  } catch (failure) {
    if (!isMissing(failure) || tries === 0) throw failure;
    await writeDurably(file, chunks, tries - 1);
  }
}

/** Brings the renaming itself to the disk, where the file system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/**
 * Claims the right to replace what has the tag `before`.
 * @returns the files of the claim, to be removed when it is done
 */
async function claim(file: string, before: string | undefined): Promise<readonly string[]> {
  const claims: string[] = [];
  for (let number = 0; ; number += 1) {
    const path = `${file}.${before?.slice(0, 16) ?? 'first'}.${number}.claim`;
    claims.push(path);
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return claims;
    } catch (failure) {
      if (systemCodeOf(failure) !== 'EEXIST') throw failure;
      if (await isHeld(path)) throw conflict(file);
    }
  }
}

async function isHeld(claimed: string): Promise<boolean> {
  const bytes = await readIfThere(claimed);
  const found = await stat(claimed).catch(() => undefined);
  if (bytes === undefined || found === undefined) return true;
  const holder = Number(bytes.toString('utf8'));
  return Math.abs(Date.now() - found.mtimeMs) < LONGEST_CLAIM && (holder === 0 || isAlive(holder));
}

function conflict(file: string): StateConflictError {
  return new StateConflictError(
    `state \`${file}\` was replaced by another run meanwhile: nothing was written, run again`,
  );
}

/** Whether the disk is full is what an operator wants to know first. */
function causeOf(cause: unknown): string {
  const code = systemCodeOf(cause);
  return code === 'ENOSPC' || code === 'EDQUOT' ? ': the disk is full; what was there is as it was' : '';
}
