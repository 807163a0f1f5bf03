/**
 * A row of evidence in words.
 */
import type { Evidence } from '../../model/finding';

/** Members that only programs want. */
const FOR_PROGRAMS = new Set(['grant', 'firstEvent']);

/** `caller …; count 4; first …`, as outsiders may have worded it: to be escaped. */
export function evidenceWords(row: Evidence): string {
  return Object.entries(row)
    .filter(([name]) => !FOR_PROGRAMS.has(name))
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
