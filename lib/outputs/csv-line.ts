/**
 * One line of CSV. A cell that a spreadsheet would run as a formula is disarmed with an apostrophe.
 */
import { stringify } from 'csv-stringify/sync';
import { escapeText } from './escape';

/** Account ids keep their leading zeros: text stays text. */
export function csvLine(values: readonly string[]): string {
  return stringify([values.map(escapeText)], { escape_formulas: true });
}
