/**
 * Times in words, counted back from the analysis's own time.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `2 h ago`, `3 d ago`; the date itself where it is no valid time or lies ahead. */
export function describeAge(time: string, asOf: string): string {
  const age = Date.parse(asOf) - Date.parse(time);
  if (Number.isNaN(age) || age < 0) return time.slice(0, 10);
  if (age < HOUR) return '< 1 h ago';
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  return `${Math.floor(age / DAY)} d ago`;
}

/** Whole days from one time to another. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY);
}
