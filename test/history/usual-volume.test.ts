/**
 * Days of a party that began on 2026-06-01; the 2nd of November 2026 is a Monday.
 */
import { type BusyDay, findBusyDays } from '../../lib/history/usual-volume';
import { dayAfter } from '../support/calls-seen';

const DAY = '2026-11-02';
const SINCE = '2026-06-01T09:00:00Z';

/** Counts of so many days before the judged one, by distance. */
function busy(
  countAt: (distance: number) => number,
  on: number,
  { days = 100, watched = 100, since = SINCE, after = '2026-06-15' } = {},
): readonly BusyDay[] {
  const distances = Array.from({ length: days }, (_, index) => index + 1);
  const counts = distances
    .map((distance): [string, number] => [dayAfter(DAY, -distance), countAt(distance)])
    .filter(([, count]) => count > 0);
  const read = new Set(Array.from({ length: watched }, (_, index) => dayAfter(DAY, -index)));
  return findBusyDays([DAY], { days: new Map([...counts, [DAY, on]]), since }, read, after);
}

const isMonday = (distance: number) => distance % 7 === 0;

describe('a busy day', () => {
  it.each<[string, (distance: number) => number, number, boolean]>([
    ['is one with ten times the calls', () => 50, 500, true],
    ['is none with as many as ever', () => 50, 50, false],
    ['is none with twice as many', () => 50, 100, false],
    ['is none with three calls in the place of one', () => 1, 3, false],
    ['is none below the floor, whatever the factor', () => 1, 20, false],
    ['is one above it', () => 1, 21, true],
    ['is none where the numbers vary as much', (distance) => (distance % 14 === 0 ? 10 : 100), 300, false],
    ['is one where a quiet party wakes', () => 0, 40, true],
    ['is none where all Mondays are so', (distance) => (isMonday(distance) ? 500 : 5), 520, false],
    ['is one where only the other days are so', (distance) => (isMonday(distance) ? 5 : 500), 520, true],
    ['is not hidden by one odd Monday before', (distance) => (distance === 7 ? 9000 : 50), 500, true],
    ['is none where it comes every month', (distance) => (distance === 31 ? 400 : 5), 500, false],
    ['is one where it came a month ago, but far less', (distance) => (distance === 31 ? 100 : 5), 500, true],
  ])('%s', (_, countAt, on, expected) => {
    expect(busy(countAt, on)).toHaveLength(expected ? 1 : 0);
  });

  it('says with what it was compared', () => {
    expect(busy(() => 50, 500)).toEqual([
      { day: DAY, count: 500, usual: 50, compared: 'the same weekday in 8 weeks' },
    ]);
    expect(busy(() => 50, 500, { watched: 20 })).toMatchObject([{ usual: 50, compared: '19 days' }]);
  });

  it.each<[string, Parameters<typeof busy>[2]]>([
    ['while the use is learnt', { after: DAY }],
    ['where too few days were read', { watched: 7 }],
    ['where the party came too short a time ago', { since: '2026-10-27T00:00:00Z', after: '2026-10-01' }],
  ])('is not judged %s', (_, rest) => {
    expect(busy(() => 50, 500, rest)).toEqual([]);
  });

  it('counts days without calls only where they were read', () => {
    const quietOfLate = (distance: number) => (distance > 30 ? 30 : 0);
    expect(busy(quietOfLate, 70, { watched: 100 })).toHaveLength(0);
    expect(busy(quietOfLate, 70, { watched: 30 })).toMatchObject([{ usual: 0 }]);
  });
});
