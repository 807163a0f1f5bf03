/**
 * The order of texts wherever something is sorted: by code units, so that it is the same on every machine. Times of the
 * form that records have sort as text, too.
 */

/** For `sort`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Of two times of one form the earlier. */
export function earlierOf(a: string, b: string): string {
  return compareText(a, b) <= 0 ? a : b;
}

/** Of two times of one form the later. */
export function laterOf(a: string, b: string): string {
  return compareText(a, b) >= 0 ? a : b;
}
