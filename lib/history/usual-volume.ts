/**
 * Volume: on which days a party called far more often than is usual for it.
 *
 * A day is compared with the same weekdays of the eight weeks before it, by median and median deviation, which a few
 * odd days do not move. A day counts as one without calls only where CloudTrail was read for it.
 * @see https://en.wikipedia.org/wiki/Median_absolute_deviation
 */
import type { UsualUse } from './usual-use';

export interface BusyDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly count: number;
  /** the median of the days that it was compared with, and in words which those are */
  readonly usual: number;
  readonly compared: string;
}

const DAY = 86_400_000;
const WEEK = 7;
const WEEKS_BEFORE = 8;
/** Same weekdays that make a comparison; of fewer, all days are taken. */
const WEEKDAYS_AT_LEAST = 4;
const DAYS_AT_LEAST = 7;

/** All three are exceeded on a busy day: calls more than usual, times the usual, and deviations from it. */
const FLOOR = 20;
const FACTOR = 3;
const DEVIATIONS = 6;
/** Of a normal distribution, a median deviation of 1 is a standard deviation of so much. */
const PER_MEDIAN_DEVIATION = 1.4826;

/** What comes every month came so many days before. */
const MONTH = { least: 27, most: 32, days: 2 };

/**
 * The busy days among `days`, sorted.
 * @param usual   with the counts of these days, too
 * @param watched days that were read whole
 * @param after   `YYYY-MM-DD`: this day and those before it are not judged, as they were learnt
 */
export function findBusyDays(
  days: Iterable<string>,
  usual: Pick<UsualUse, 'days' | 'since'>,
  watched: ReadonlySet<string>,
  after: string,
): readonly BusyDay[] {
  const isLarge = (day: string) => day > after && (usual.days.get(day) ?? 0) >= FLOOR;
  return [...days]
    .filter(isLarge)
    .sort()
    .flatMap((day) => judgeDay(day, usual, watched) ?? []);
}

function judgeDay(
  day: string,
  { days, since }: Pick<UsualUse, 'days' | 'since'>,
  watched: ReadonlySet<string>,
): BusyDay | undefined {
  const count = days.get(day) ?? 0;
  const begun = since.slice(0, 10);
  const before = Array.from({ length: WEEKS_BEFORE * WEEK }, (_, index) => index + 1)
    .map((distance) => ({ distance, day: daysBefore(day, distance) }))
    .filter((each) => each.day > begun && watched.has(each.day));
  const weekdays = before.filter(({ distance }) => distance % WEEK === 0);
  const bySeason = weekdays.length >= WEEKDAYS_AT_LEAST;
  const compared = (bySeason ? weekdays : before).map((each) => days.get(each.day) ?? 0);
  if (compared.length < (bySeason ? WEEKDAYS_AT_LEAST : DAYS_AT_LEAST)) return undefined;
  const median = medianOf(compared);
  const deviation = PER_MEDIAN_DEVIATION * medianOf(compared.map((each) => Math.abs(each - median)));
  const spread = Math.max(deviation, Math.sqrt(median), 1);
  const isBusy =
    count >= median + FLOOR &&
    count > median * FACTOR &&
    count > median + DEVIATIONS * spread &&
    !isMonthly(day, days);
  if (!isBusy) return undefined;
  const words = bySeason ? `the same weekday in ${compared.length} weeks` : `${compared.length} days`;
  return { day, count, usual: median, compared: words };
}

/** A month ago one or two days were at least half as busy; where most days are, that is no sign of a month. */
function isMonthly(day: string, days: ReadonlyMap<string, number>): boolean {
  const half = (days.get(day) ?? 0) / 2;
  const distances = Array.from({ length: MONTH.most - MONTH.least + 1 }, (_, index) => MONTH.least + index);
  const alike = distances.filter((distance) => (days.get(daysBefore(day, distance)) ?? 0) >= half).length;
  return alike > 0 && alike <= MONTH.days;
}

function daysBefore(day: string, distance: number): string {
  return new Date(Date.parse(day) - distance * DAY).toISOString().slice(0, 10);
}

/** Of at least one number. */
function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low = 0, high = low] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (low + high) / 2;
}
