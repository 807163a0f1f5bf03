/**
 * The files under the paths that the user named.
 */
import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Problem, problemOf } from '../../model/problem';

/** The user named a path that is not there. */
export class PathNotFoundError extends Error {
  override readonly name = 'PathNotFoundError';

  constructor(path: string, options?: ErrorOptions) {
    super(`expected a file or folder at \`${path}\`, found none`, options);
  }
}

/**
 * Lists files, folders entered in code-unit order of names, each file once however many paths lead to it.
 *
 * Names that start with a dot are passed over inside folders (they are the tools' own, our state among them), and
 * a folder that was entered before is not entered again, so that circles of links end.
 *
 * @param report told of what cannot be read (`path-unreadable`) and of a path without files (`nothing-to-read`)
 * @throws PathNotFoundError where one of `paths` is not there
 */
export async function findFiles(
  paths: readonly string[],
  report: (problem: Problem) => void,
): Promise<readonly string[]> {
  const seen = new Set<string>();
  const files: string[] = [];

  /** `real` is the path without links. */
  const enter = async (path: string, real: string, kind: Kind): Promise<void> => {
    if (seen.has(real)) return;
    seen.add(real);
    if (kind === 'file') files.push(path);
    else if (kind === 'folder') {
      const entries = await readdir(path, { withFileTypes: true });
      for (const entry of entries.sort(byName)) {
        if (!entry.name.startsWith('.')) await attempt(join(path, entry.name), join(real, entry.name), entry);
      }
    } else report(problemOf('path-unreadable', path, 'expected a file or folder, found a device or pipe'));
  };
  const attempt = async (path: string, real: string, entry: Dirent): Promise<void> => {
    try {
      if (entry.isSymbolicLink()) await enter(path, await realpath(path), kindOf(await stat(path)));
      else await enter(path, real, kindOf(entry));
    } catch (error) {
      report(unreadable(path, error));
    }
  };

  for (const path of paths) {
    const before = files.length;
    const known = seen.size;
    try {
      const kind = kindOf(await stat(path));
      await enter(path, await realpath(path), kind === 'other' ? 'file' : kind); // a pipe that the user names is read
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw new PathNotFoundError(path, { cause: error });
      report(unreadable(path, error));
      continue;
    }
    if (files.length === before && seen.size > known) {
      report(problemOf('nothing-to-read', path, 'expected files, found an empty folder'));
    }
  }
  return files;
}

type Kind = 'file' | 'folder' | 'other';

function kindOf(entry: Dirent | Stats): Kind {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

function byName(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

/** `path-unreadable`, with the system's own code. */
export function unreadable(path: string, error: unknown): Problem {
  return problemOf('path-unreadable', path, 'expected to be allowed and able to read this', codeOf(error));
}

/** Whether the operating system refused something, which is no mistake of the program. */
export function isSystemError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
