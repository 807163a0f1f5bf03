/**
 * A folder to write into, made where it is missing. Whoever keeps files needs it.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCodeOf } from './system-error';

/**
 * Makes `folder` and the ones above it.
 * Not by Node's `recursive`: that never returns where nothing can be made at all, as under `/proc`.
 * @throws what the file system says, where it cannot be made or is no folder
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (failure) {
    if (await isFolder(folder)) return;
    const above = dirname(folder);
    if (!isMissing(failure) || above === folder) throw failure;
    await makeFolder(above);
    await mkdir(folder);
  }
}

/** Whether the file system says that something is not there. */
export function isMissing(failure: unknown): boolean {
  return systemCodeOf(failure) === 'ENOENT';
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
