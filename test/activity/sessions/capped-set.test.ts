import * as fc from 'fast-check';
import {
  type CappedSet,
  listValues,
  NAMES_KEPT,
  union,
  withValue,
} from '../../../lib/activity/sessions/capped-set';

const setOf = (values: readonly string[]) => values.reduce<CappedSet>(withValue, undefined);
const names = (count: number) =>
  Array.from({ length: count }, (_, index) => `v${String(index).padStart(4, '0')}`);

describe('a capped set', () => {
  it('of nothing has no values', () => {
    expect(listValues(withValue(undefined, undefined))).toEqual({ values: [], overflow: 0 });
  });

  it('names its values, sorted', () => {
    expect(listValues(setOf(['b', 'a', 'b', 'c']))).toEqual({ values: ['a', 'b', 'c'], overflow: 0 });
  });

  it('names the smallest values where there is no room for all, and counts the rest', () => {
    const all = names(100);
    expect(listValues(setOf([...all].reverse()))).toEqual({
      values: all.slice(0, NAMES_KEPT),
      overflow: 100 - NAMES_KEPT,
    });
  });

  it('estimates how many there are beyond a few hundred', () => {
    const { overflow } = listValues(setOf(names(10_000)));
    expect(Math.abs(overflow - 10_000)).toBeLessThan(2_500);
  });

  it('stays as it is when another one grows from it', () => {
    const set = setOf(names(300));
    const before = listValues(set);
    union(withValue(set, 'more'), setOf(names(600)));
    expect(listValues(set)).toEqual(before);
  });

  it('does not depend on order, repetition and division', () => {
    const values = fc.array(
      fc.integer({ min: 0, max: 400 }).map((value) => `v${value}`),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(values, values, (a, b) => {
        const whole = listValues(setOf([...a, ...b]));
        expect(listValues(setOf([...b, ...b, ...a]))).toEqual(whole);
        expect(listValues(union(setOf(b), setOf(a)))).toEqual(whole);
      }),
    );
  });
});
