import { partOfDay, usualHours } from '../../lib/history/usual-hours';

const usual = (hours: readonly string[], calls = 100) => usualHours(new Set(hours), calls);

describe('usual hours', () => {
  it('are those seen, with their neighbours', () => {
    expect([...(usual(['Mon 09']) ?? [])].sort()).toEqual(['Mon 08', 'Mon 09', 'Mon 10']);
  });

  it('go over midnight, and over the end of the week', () => {
    expect([...(usual(['Sun 23', 'Tue 00']) ?? [])].sort()).toEqual([
      'Mon 00',
      'Mon 23',
      'Sun 22',
      'Sun 23',
      'Tue 00',
      'Tue 01',
    ]);
  });

  it('are usual on every day where they were seen on three', () => {
    expect(usual(['Mon 09', 'Tue 09', 'Wed 09'])?.has('Sun 10')).toBe(true);
    expect(usual(['Mon 09', 'Tue 09'])?.has('Sun 09')).toBe(false);
  });

  it.each<[string, readonly string[], number]>([
    ['little was learnt', ['Mon 09'], 19],
    [
      'most of the week is usual',
      ['Mon', 'Tue', 'Wed'].flatMap((day) => ['00', '04', '08', '12', '16'].map((hour) => `${day} ${hour}`)),
      100,
    ],
  ])('tell nothing where %s', (_, hours, calls) => {
    expect(usual(hours, calls)).toBeUndefined();
  });
});

it.each([
  ['Mon 00', '00-06 UTC'],
  ['Mon 05', '00-06 UTC'],
  ['Mon 06', '06-12 UTC'],
  ['Sun 23', '18-24 UTC'],
])('%s is in the part of the day %s', (hour, part) => {
  expect(partOfDay(hour)).toBe(part);
});
