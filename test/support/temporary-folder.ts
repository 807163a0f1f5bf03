/**
 * Files on disk for one test: a literal in, a path out.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Contents by path inside the folder; anything but text and bytes is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

const made: string[] = [];

/** Writes the files into a new folder, which `removeTemporaryFolders` takes away. */
export function temporaryFolder(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'trust-atlas-'));
  made.push(folder);
  for (const [name, contents] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const isPlain = typeof contents === 'string' || Buffer.isBuffer(contents);
    writeFileSync(path, isPlain ? contents : JSON.stringify(contents));
  }
  return folder;
}

/** For `afterAll`. */
export function removeTemporaryFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
