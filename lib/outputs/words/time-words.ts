/**
 * Times in words, counted back from the analysis's own time.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `2 h ago`, `3 days ago`; the date itself where it is no valid time or lies ahead. */
export function describeAge(time: string, asOf: string): string {
  const age = Date.parse(asOf) - Date.parse(time);
  if (Number.isNaN(age) || age < 0) return time.slice(0, 10);
  if (age < HOUR) return 'within the hour';
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  const days = Math.floor(age / DAY);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

/** Whole days from one time to another. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY);
}
