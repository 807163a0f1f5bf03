import * as fc from 'fast-check';
import { emptyFold, finishFold, foldAssumption } from '../../lib/activity/fold-use';
import { networkPrefix } from '../../lib/activity/network';
import { observeValues, VALUES_KEPT } from '../../lib/activity/observed-values';
import type { Assumption } from '../../lib/model/assumption';
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

describe('the capped values of a use', () => {
  const anyCall = fc.record({ number: fc.nat(150), network: fc.nat(150), time: fc.nat(4) }).map((call) =>
    assumption({
      eventId: `event-${call.number}`,
      time: at(call.time),
      network: `203.0.${call.network}.${call.network % 3}`,
    }),
  );
  const calls = fc.uniqueArray(anyCall, {
    minLength: 70,
    maxLength: 150,
    selector: ({ eventId }) => eventId,
  });
  const totalOf = (list: readonly Assumption[]) =>
    finishFold(list.reduce(foldAssumption, emptyFold())).uses.map(({ networks, prefixes, overflow }) => ({
      networks,
      prefixes,
      overflow,
    }));

  it('are the same whatever the order and the repetition of calls', () => {
    const rearranged = calls.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list], { minLength: list.length }),
        fc.subarray([...list]),
      ),
    );
    fc.assert(
      fc.property(rearranged, ([list, shuffled, repeated]) => {
        expect(totalOf([...repeated, ...shuffled])).toEqual(totalOf(list));
      }),
    );
  });

  it('leave out none of the earliest, and count every value that they leave out', () => {
    fc.assert(
      fc.property(calls, (list) => {
        const [total] = totalOf(list);
        const kept = new Set(total?.networks.map(({ value }) => value));
        const left = list.filter(({ network }) => !kept.has(network ?? ''));
        const latestKept = total?.networks.at(-1)?.first ?? '';
        expect(left.every(({ time }) => time >= latestKept)).toBe(true);
        const prefixes = new Set(list.map(({ network }) => networkPrefix(network ?? '')));
        expect(total?.overflow).toBe(
          new Set(left.map(({ network }) => network)).size + Math.max(0, prefixes.size - VALUES_KEPT),
        );
      }),
    );
  });
});

describe('the prefixes of a use', () => {
  it('count every address, those that found no room among the networks too, and no host name', () => {
    const crowd = Array.from({ length: 200 }, (_, index) =>
      assumption({ eventId: `event-${String(index).padStart(3, '0')}`, network: `203.0.113.${index}` }),
    );
    const service = assumption({ eventId: 'service', network: 'lambda.amazonaws.com' });
    const [use] = finishFold([...crowd, service].reduce(foldAssumption, emptyFold())).uses;
    expect(use?.networks).toHaveLength(VALUES_KEPT);
    expect(use?.prefixes).toMatchObject([{ value: '203.0.113.0/24', count: 200, firstEvent: 'event-000' }]);
    expect(use?.overflow).toBe(201 - VALUES_KEPT);
  });
});
