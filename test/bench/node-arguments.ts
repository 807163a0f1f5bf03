/**
 * How the command starts Node: what is measured starts it in the same way, rivals included.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const COMMAND = join(__dirname, '../../../../bin/trust-atlas.ts');

/** What its first line gives to Node. */
export function nodeArguments(): readonly string[] {
  const [first = ''] = readFileSync(COMMAND, 'utf8').split('\n', 1);
  return first.split(' ').filter((word) => word.startsWith('--'));
}
