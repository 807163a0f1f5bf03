/**
 * The user's expectations file, if there is one.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { RULES } from '../../findings/catalogue';
import type { Expectations } from '../../parties/declaration';
import { parseExpectations } from '../../parties/expectations';
import { UsageError } from '../exit-codes';

const DEFAULT_FILE = 'trust-atlas.yaml';

/**
 * Reads the named file, or `trust-atlas.yaml` where it is present.
 * @throws UsageError naming every fault with line and column
 */
export async function readExpectations(named: string | undefined): Promise<Expectations | undefined> {
  const file = named ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined);
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`cannot read the expectations file \`${file}\``, { cause });
  }
  const parsed = parseExpectations(text, file, new Set(RULES.map(({ id }) => id)));
  if ('errors' in parsed) {
    const lines = parsed.errors.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
    throw new UsageError(lines.join('\n'));
  }
  return parsed.ok;
}
