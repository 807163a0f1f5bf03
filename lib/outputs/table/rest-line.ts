/**
 * The line under a table that shows only its first rows: how many more there are, and how to see them.
 */
import { count } from '../words/count-words';
import { inkFor, type Screen } from './layout';

export interface Rest {
  /** rows that are not shown */
  readonly left: number;
  /** what a row is, such as `way in`, and several of them; absent: with an s */
  readonly one: string;
  readonly many?: string;
  /** an output that has them all */
  readonly format?: 'csv' | 'json';
}

/** Such as `… and 3 more ways in: use --all, or --format csv`; the empty text where nothing is left. */
export function restLine({ left, one, many = `${one}s`, format }: Rest, screen: Screen): string {
  if (left <= 0) return '';
  const rows = count(left, `more ${one}`, `more ${many}`);
  return inkFor(screen).dim(`… and ${rows}: use --all${format ? `, or --format ${format}` : ''}\n`);
}
