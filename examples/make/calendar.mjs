/**
 * The 30 days that the trail covers, and the ways AWS writes a time. Times are milliseconds since 1970, UTC.
 */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const WINDOW_START = Date.parse('2026-10-25T00:00:00Z');
export const WINDOW_END = Date.parse('2026-11-24T00:00:00Z');

/** Midnight of each day of the window. */
export const DAYS = Array.from(
  { length: (WINDOW_END - WINDOW_START) / DAY },
  (_, n) => WINDOW_START + n * DAY,
);

const WEEKDAY = (day) => new Date(day).getUTCDay();

export const WEEKDAYS = DAYS.filter((day) => WEEKDAY(day) >= 1 && WEEKDAY(day) <= 5);
export const SUNDAYS = DAYS.filter((day) => WEEKDAY(day) === 0);
export const MONDAYS = DAYS.filter((day) => WEEKDAY(day) === 1);

/** The moment `clock` (`HH:MM` or `HH:MM:SS`) of a day given as midnight or as `YYYY-MM-DD`. */
export function at(day, clock) {
  const midnight = typeof day === 'string' ? Date.parse(`${day}T00:00:00Z`) : day;
  const [hours, minutes, seconds = 0] = clock.split(':').map(Number);
  return midnight + hours * HOUR + minutes * MINUTE + seconds * 1000;
}

/** As CloudTrail writes it: `2026-11-21T02:03:11Z`. */
export function eventTime(time) {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** As the AWS CLI writes it: `2026-11-21T02:03:11+00:00`. */
export function cliTime(time) {
  return `${new Date(time).toISOString().slice(0, 19)}+00:00`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As STS writes when credentials expire: `Nov 21, 2026, 3:03:11 AM`. */
export function expirationText(time) {
  const [, month, day, hours, minutes, seconds] = eventTime(time).match(/\d+/g);
  const clock = `${Number(hours) % 12 || 12}:${minutes}:${seconds} ${Number(hours) < 12 ? 'AM' : 'PM'}`;
  return `${MONTHS[Number(month) - 1]} ${Number(day)}, ${eventTime(time).slice(0, 4)}, ${clock}`;
}
