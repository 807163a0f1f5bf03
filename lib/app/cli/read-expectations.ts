/**
 * The user's expectations file, if there is one.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { RULES } from '../../findings/catalogue';
import type { Expectations } from '../../parties/declaration';
import { type ExpectationError, parseExpectations } from '../../parties/expectations';
import { UsageError } from '../exit-codes';

/** Read where no other is named. */
export const DEFAULT_FILE = 'trust-atlas.yaml';

/**
 * Reads the named file, or `trust-atlas.yaml` where it is present.
 * @throws UsageError naming every fault with line and column
 */
export async function readExpectations(named: string | undefined): Promise<Expectations | undefined> {
  const file = named ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined);
  if (file === undefined) return undefined;
  const parsed = await tryExpectations(file);
  if ('errors' in parsed) throw faultsOf(file, parsed.errors);
  return parsed.ok;
}

/** Every fault, with its place, as a sentence of its own. */
export function faultsOf(file: string, errors: readonly ExpectationError[]): UsageError {
  return new UsageError(
    errors.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'),
  );
}

/**
 * Reads a file; its faults are the answer.
 * @throws UsageError where it cannot be read at all
 */
export async function tryExpectations(file: string): Promise<ReturnType<typeof parseExpectations>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`cannot read the expectations file \`${file}\``, { cause });
  }
  return parseExpectations(text, file, new Set(RULES.map(({ id }) => id)));
}
