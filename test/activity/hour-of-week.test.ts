import { hourOfWeek } from '../../lib/activity/hour-of-week';

describe('hourOfWeek', () => {
  it.each([
    ['2026-11-25T09:59:59Z', 'Wed 09'],
    ['2026-11-29T00:00:00Z', 'Sun 00'],
    ['2026-11-30T23', 'Mon 23'],
  ])('of %s is %s', (time, hour) => {
    expect(hourOfWeek(time)).toBe(hour);
  });
});
