import { parseEventTime } from '../../lib/activity/event-time';

describe('parseEventTime', () => {
  it.each([
    ['2026-11-24T08:00:00Z'],
    ['2026-11-24T08:00:00.123Z'],
    [' 2026-11-24T08:00:00Z '],
    ['2026-11-24 08:00:00'],
    ['2026-11-24 08:00:00.000000000'],
    ['2026-11-24 08:00:00.000 UTC'],
    ['2026-11-24T08:00:00+00:00'],
  ])('reads `%s` as the one form', (raw) => {
    expect(parseEventTime(raw, 'here')).toEqual({ kind: 'ok', value: '2026-11-24T08:00:00Z' });
  });

  it.each<[string, unknown]>([
    ['before CloudTrail', '2012-12-31T23:59:59Z'],
    ['of the far future', '2100-01-01T00:00:00Z'],
    ['of a day that is not', '2026-02-30T00:00:00Z'],
    ['of an hour that is not', '2026-02-03T24:00:00Z'],
    ['of another zone', '2026-11-24T08:00:00+02:00'],
    ['without a clock', '2026-11-24'],
    ['in words', 'Nov 24, 2026, 8:00:00 AM'],
    ['empty', ''],
    ['that is a number', 1_790_000_000],
    ['that is missing', undefined],
    ['that is endless', '2026-11-24T08:00:00.'.padEnd(100_000, '0')],
  ])('makes a problem of a time %s', (_, raw) => {
    expect(parseEventTime(raw, 'here')).toMatchObject({
      kind: 'problem',
      problem: { code: 'event-time-invalid', at: 'here' },
    });
  });
});
