import { observeValues, VALUES_KEPT } from '../../lib/activity/observed-values';
import { assumption } from '../support/assume-record';

const at = (second: number) => `2026-10-01T09:00:${String(second % 60).padStart(2, '0')}Z`;

describe('observeValues', () => {
  it('says of each value how often, when and where first', () => {
    const calls = [
      assumption({ eventId: 'a', time: at(1), network: '203.0.113.7', outcome: 'refused' }),
      assumption({ eventId: 'b', time: at(2), network: undefined }),
      assumption({ eventId: 'c', time: at(3), network: '203.0.113.7' }),
    ];
    expect(observeValues(calls, ({ network }) => network)).toEqual({
      values: [{ value: '203.0.113.7', count: 1, denied: 1, first: at(1), last: at(3), firstEvent: 'a' }],
      overflow: 0,
    });
  });

  it('keeps the earliest values, by name where they came together, and counts the rest', () => {
    const late = assumption({ time: at(2), network: '0-late' });
    const together = Array.from({ length: VALUES_KEPT + 5 }, (_, index) =>
      assumption({ time: at(1), network: `n-${String(999 - index)}` }),
    );
    const { values, overflow } = observeValues([...together, late, late], ({ network }) => network);
    expect(overflow).toBe(6);
    expect(values).toHaveLength(VALUES_KEPT);
    expect(values[0]?.value).toBe(`n-${999 - VALUES_KEPT - 4}`);
    expect(values.map(({ value }) => value)).not.toContain('0-late');
  });
});
