/**
 * The time a run judges for: given, or the clock's.
 */
import { InvalidArgumentError } from 'commander';

/** Reads `--as-of` into ISO 8601 UTC to the second. */
export function parseTime(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new InvalidArgumentError('Expected an ISO 8601 time such as 2026-11-24T00:00:00Z.');
  return isoSeconds(new Date(time));
}

/** The clock's time, ISO 8601 UTC to the second. */
export function now(): string {
  return isoSeconds(new Date());
}

function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
