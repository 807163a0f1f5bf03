/**
 * The files under the paths that the user named.
 */
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

  const visit = async (path: string, isNamed: boolean): Promise<void> => {
    const kind = await kindOf(path);
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    if (kind === 'folder') {
      for (const name of (await readdir(path)).sort()) {
        if (!name.startsWith('.')) await attempt(join(path, name));
      }
    } else if (kind === 'file' || isNamed) {
      files.push(path); // a pipe is read when the user asks for it
    } else {
      report(problemOf('path-unreadable', path, 'expected a file or folder, found a device or pipe'));
    }
  };
  const attempt = async (path: string): Promise<void> => {
    try {
      await visit(path, false);
    } catch (error) {
      report(unreadable(path, error));
    }
  };

  for (const path of paths) {
    const before = files.length;
    const known = seen.size;
    try {
      await visit(path, true);
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

/** `path-unreadable`, with the system's own code. */
export function unreadable(path: string, error: unknown): Problem {
  return problemOf('path-unreadable', path, 'expected to be allowed and able to read this', codeOf(error));
}

/** Whether the operating system refused something, which is no mistake of the program. */
export function isSystemError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'other'> {
  const stats = await stat(path);
  return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
