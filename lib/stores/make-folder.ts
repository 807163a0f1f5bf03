/**
 * A folder to write into, made where it is missing. Whoever keeps files needs it.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes `folder` and the ones above it.
 * Not by Node's `recursive`: that never returns where nothing can be made at all, as under `/proc`.
 * @throws what the file system says, where it cannot be made or is no folder
 */
export async function makeFolder(folder: string): Promise<void> {
  const failure = await tryMake(folder);
  if (failure === undefined || (await isFolder(folder))) return;
  const above = dirname(folder);
  if (failure.code !== 'ENOENT' || above === folder) throw failure;
  await makeFolder(above);
  await mkdir(folder);
}

async function tryMake(folder: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(folder);
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
