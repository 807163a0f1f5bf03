import * as fc from 'fast-check';
import { emptyFold, finishFold, foldAssumption } from '../../lib/activity/fold-use';
import {
  addValues,
  capValues,
  observeValues,
  regroupValues,
  successSpan,
  VALUES_KEPT,
} from '../../lib/activity/observed-values';
import type { ObservedValue } from '../../lib/activity/use';
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
    expect(observeValues(calls, ({ network }) => network)).toEqual([
      {
        value: '203.0.113.7',
        count: 1,
        denied: 1,
        first: at(1),
        last: at(3),
        firstEvent: 'a',
        firstSuccess: at(3),
      },
    ]);
  });

  it.each<[string, readonly ('success' | 'refused')[], ReturnType<typeof successSpan>]>([
    ['nothing but refusals', ['refused', 'refused'], undefined],
    ['a success', ['success'], { first: at(0), last: at(0) }],
    ['a success after a refusal', ['refused', 'success'], { first: at(1), last: at(1) }],
    ['a success before refusals', ['success', 'refused', 'refused'], { first: at(0), last: at(0) }],
    ['successes around a refusal', ['success', 'refused', 'success'], { first: at(0), last: at(2) }],
    [
      'successes between refusals',
      ['refused', 'success', 'success', 'refused'],
      { first: at(1), last: at(2) },
    ],
  ])('says of %s when it succeeded first and last, however it is added up', (_, outcomes, expected) => {
    const calls = outcomes.map((outcome, index) =>
      assumption({ eventId: `e${index}`, time: at(index), network: '203.0.113.7', outcome }),
    );
    const [whole] = observeValues(calls, ({ network }) => network);
    const parts = calls.flatMap((call) => observeValues([call], ({ network }) => network));
    expect(whole && successSpan(whole)).toEqual(expected);
    expect(parts.reduceRight<ObservedValue | undefined>(addValues, undefined)).toEqual(whole);
  });
});

describe('capValues', () => {
  it('keeps the earliest values and the latest, and counts those between', () => {
    const calls = ['d', 'a', 'c', 'e', 'b', 'a'].map((network, second) =>
      assumption({ time: at(second), network }),
    );
    const { values, overflow } = capValues(
      observeValues(calls, ({ network }) => network),
      3,
    );
    expect(values.map(({ value }) => value)).toEqual(['d', 'a', 'b']);
    expect(overflow).toBe(2);
  });
});

describe('regroupValues', () => {
  it('counts by what values have in common, and passes over those that have nothing', () => {
    const calls = ['eu-1', 'none', 'eu-2', 'us-1', 'eu-1'].map((region, second) =>
      assumption({ eventId: `e${second}`, time: at(second), region }),
    );
    const regions = observeValues(calls, ({ region }) => region);
    const groups = regroupValues(regions, (region) => (region === 'none' ? undefined : region.slice(0, 2)));
    expect(groups).toEqual([
      { value: 'eu', count: 3, denied: 0, first: at(0), last: at(4), firstEvent: 'e0' },
      { value: 'us', count: 1, denied: 0, first: at(3), last: at(3), firstEvent: 'e3' },
    ]);
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

  it('leave out what came neither first nor last, and count every value that they leave out', () => {
    fc.assert(
      fc.property(calls, (list) => {
        const [total] = totalOf(list);
        const networks = total?.networks ?? [];
        const kept = new Set(networks.map(({ value }) => value));
        const left = list.filter(({ network }) => !kept.has(network ?? ''));
        const [lastOfEarly, firstOfLate] = networks.slice(VALUES_KEPT / 2 - 1).map(({ first }) => first);
        expect(left.every(({ time }) => time >= (lastOfEarly ?? ''))).toBe(true);
        const firstSights = new Map<string | undefined, string>();
        for (const { network, time } of left) {
          const known = firstSights.get(network);
          if (known === undefined || time < known) firstSights.set(network, time);
        }
        expect([...firstSights.values()].every((first) => first <= (firstOfLate ?? ''))).toBe(true);
        expect(total?.overflow).toBe(firstSights.size);
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
