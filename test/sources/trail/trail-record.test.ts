import { eventTimeIn } from '../../../lib/sources/trail/trail-record';

describe('records as bytes', () => {
  it.each([
    ['{"eventTime":"2026-11-24T08:00:00Z"}', '2026-11-24T08:00:00Z'],
    ['{\r\n  "eventTime" :\t"2026-11-24T08:00:00Z"}', '2026-11-24T08:00:00Z'],
    [JSON.stringify({ CloudTrailEvent: '{"eventTime":"2026-11-24T08:00:00Z"}' }), '2026-11-24T08:00:00Z'],
    ['{"eventTime":"yesterday"}', undefined],
    ['{"eventTime":', undefined],
    ['{}', undefined],
  ])('finds the time in %s', (text, expected) => {
    expect(eventTimeIn(Buffer.from(text))).toBe(expected);
  });
});
