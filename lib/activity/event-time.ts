/**
 * Event times: when CloudTrail says that a call was made, in the one form that sorts as text.
 */
import { ok, type Parsed, problem } from '../model/problem';

/** Log files write `2026-11-24T08:00:00Z`; query results write a blank, a fraction, and no zone, which is UTC. */
const TIME = /^(\d{4}-\d\d-\d\d)[T ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d{1,9})?(?:Z| UTC|\+00:?00)?$/;

/** CloudTrail did not exist before; later than the last year is a mistake of somebody's clock or export. */
const FIRST_YEAR = 2013;
const LAST_YEAR = 2099;

/**
 * Reads one `eventTime`.
 *
 * @param raw the field as found
 * @param at  where the record was read
 * @returns   `YYYY-MM-DDTHH:MM:SSZ`, fractions dropped, or the problem `event-time-invalid`
 */
export function parseEventTime(raw: unknown, at: string): Parsed<string> {
  const [, day, clock] = (typeof raw === 'string' && TIME.exec(raw.trim())) || [];
  return day !== undefined && isRealDay(day)
    ? ok(`${day}T${clock}Z`)
    : problem(
        'event-time-invalid',
        at,
        `expected a UTC time such as \`2026-11-24T08:00:00Z\`, not before ${FIRST_YEAR}`,
        typeof raw === 'string' ? raw : undefined,
      );
}

/** The last day that was found to be real: a trail has the same one again and again. */
let realDay = '';

/** False for the 30th of February, which would count on into March, and for years without CloudTrail. */
function isRealDay(day: string): boolean {
  if (day === realDay) return true;
  const year = Number(day.slice(0, 4));
  const at = Date.parse(day);
  if (year < FIRST_YEAR || year > LAST_YEAR || Number.isNaN(at)) return false;
  if (new Date(at).getUTCDate() !== Number(day.slice(8, 10))) return false;
  realDay = day;
  return true;
}

/** Seconds since 1970 of a time that `parseEventTime` made. */
export function secondsOf(time: string): number {
  return Date.parse(time) / 1_000;
}

/** The time as `parseEventTime` makes it. */
export function timeOf(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;
}
