/**
 * The order of texts wherever something is sorted: by code units, so that it is the same on every machine.
 */

/** For `sort`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
