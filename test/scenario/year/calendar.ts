/**
 * The days of the made-up year: when people work, and when they do not.
 */
const DAY = 86_400_000;
/** A Monday. */
const START = Date.UTC(2026, 0, 5);

export interface Day {
  /** days since the first */
  readonly number: number;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** milliseconds since 1970 */
  readonly midnight: number;
  /** 0 is Monday */
  readonly weekday: number;
  /** no weekend and no holiday */
  readonly isWorkday: boolean;
}

/** First and last days on which offices are shut, `MM-DD`. */
const HOLIDAYS: readonly (readonly [string, string])[] = [
  ['01-01', '01-06'],
  ['04-03', '04-06'],
  ['05-01', '05-01'],
  ['08-10', '08-21'],
  ['12-21', '12-31'],
];

export function dayAt(number: number): Day {
  const midnight = START + number * DAY;
  const date = new Date(midnight).toISOString().slice(0, 10);
  const weekday = number % 7;
  const isHoliday = HOLIDAYS.some(([from, to]) => date.slice(5) >= from && date.slice(5) <= to);
  return { number, date, midnight, weekday, isWorkday: weekday < 5 && !isHoliday };
}

/** Such as `2026-01-05T06:30:00Z`. */
export function timeOn({ midnight }: Day, hours: number): string {
  return `${new Date(midnight + Math.floor(hours * 3600) * 1000).toISOString().slice(0, 19)}Z`;
}
