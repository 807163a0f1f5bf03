import * as fc from 'fast-check';
import {
  addValue,
  addValues,
  type EarliestValues,
  listValues,
  NAMES_KEPT,
} from '../../../lib/activity/sessions/earliest-values';

type Sight = readonly [value: string, time: string];

function valuesOf(sights: readonly Sight[]): EarliestValues {
  const set: EarliestValues = { values: [] };
  for (const [value, time] of sights) addValue(set, value, time);
  return set;
}

describe('earliest values', () => {
  it('are named in the order of their first sight', () => {
    expect(
      listValues(
        valuesOf([
          ['b', '2'],
          ['a', '3'],
          ['c', '2'],
          ['a', '1'],
        ]),
      ),
    ).toEqual({
      values: ['a', 'b', 'c'],
      overflow: 0,
    });
  });

  it('are the earliest ones where there is no room for all, and the rest is counted', () => {
    const sights = Array.from({ length: 100 }, (_, index): Sight => [`v${index}`, String(999 - index)]);
    const { values, overflow } = listValues(valuesOf(sights));
    expect(values[0]).toBe('v99');
    expect(values).toHaveLength(NAMES_KEPT);
    expect(overflow).toBe(100 - NAMES_KEPT);
  });

  it('do not depend on order, repetition and division', () => {
    const sight = fc.tuple(
      fc.integer({ min: 0, max: 80 }).map((value) => `v${value}`),
      fc.integer({ min: 10, max: 30 }).map(String),
    );
    const sights = fc.array(sight, { maxLength: 150 });
    fc.assert(
      fc.property(sights, sights, (a, b) => {
        const whole = listValues(valuesOf([...a, ...b]));
        expect(listValues(valuesOf([...b, ...b, ...a]))).toEqual(whole);
        const merged = valuesOf(b);
        addValues(merged, valuesOf(a));
        expect(listValues(merged)).toEqual(whole);
      }),
    );
  });
});
