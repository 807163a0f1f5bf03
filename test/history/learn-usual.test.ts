import * as fc from 'fast-check';
import { agreedIn } from '../../lib/history/agreed-use';
import { learnUsual } from '../../lib/history/learn-usual';
import { parseBaseline, renderBaseline } from '../../lib/history/saved-baseline';
import { seenUseIn } from '../../lib/history/seen-use';
import { type Aspect, type Baseline, EMPTY_BASELINE, learntUntil, useKey } from '../../lib/history/usual-use';
import type { Party } from '../../lib/parties/party';
import {
  type CallSpec,
  daily,
  dayAfter,
  graphOfCalls,
  type SeenSpec,
  sessionOf,
} from '../support/calls-seen';
import { arnOf, DATADOG, party, QUBOLE } from '../support/graph-builder';
import { propertyRuns } from '../support/property-runs';

const KEY = useKey('vendor:datadog', arnOf());
const START = '2026-10-01';

function learn(before: Baseline, calls: readonly CallSpec[], spec: SeenSpec = {}, learnDays = 14): Baseline {
  const graph = graphOfCalls(calls, spec);
  return learnUsual(before, seenUseIn(graph), { learnDays, isAgreed: agreedIn(graph) });
}

const usual = (baseline: Baseline, aspect: Aspect) => [
  ...(baseline.rows.get(KEY)?.values.get(aspect)?.keys() ?? []),
];

const declared = (networks: readonly string[]): Party => ({
  ...party('vendor:datadog', 'vendor', 'Datadog', DATADOG),
  declared: { name: 'Datadog', kind: 'vendor', accounts: [DATADOG], expect: [{ networks }] },
});

describe('learning', () => {
  const later = { at: `${dayAfter(START, 20)}T09:00:00Z`, network: '198.51.100.4' };

  it.each<[string, readonly CallSpec[], SeenSpec, string[]]>([
    ['learns what is seen in the learning time', daily(START, 3), {}, ['203.0.113.0/24']],
    ['does not learn what is new later', [...daily(START, 3), later], {}, ['203.0.113.0/24']],
    [
      'learns later what was agreed',
      [...daily(START, 3), later],
      { parties: [declared(['198.51.100.0/24'])] },
      ['203.0.113.0/24', '198.51.100.0/24'],
    ],
    [
      'learns nothing later that was not agreed',
      [...daily(START, 3), later],
      { parties: [declared(['192.0.2.0/24'])] },
      ['203.0.113.0/24'],
    ],
    ['learns nothing that was only tried', daily(START, 3, { refused: true }), {}, []],
  ])('%s', (_, calls, spec, expected) => {
    expect(usual(learn(EMPTY_BASELINE, calls, spec), 'network')).toEqual(expected);
  });

  it('knows how much was learnt when the days themselves are forgotten', () => {
    const calls = [...daily(START, 10), ...daily(dayAfter(START, 20), 130)];
    const baseline = [calls.slice(0, 80), calls.slice(80)].reduce(
      (before, part) => learn(before, part),
      EMPTY_BASELINE,
    );
    const row = baseline.rows.get(KEY);
    expect(row?.days.has(START)).toBe(false);
    expect(row?.learntFrom).toBe(learn(EMPTY_BASELINE, daily(START, 10)).rows.get(KEY)?.learntFrom);
  });

  it('learns what sessions did', () => {
    const sessions = [
      sessionOf({
        start: `${START}T09:00:00Z`,
        byTactic: new Map([['collection', 2]]),
        onward: [arnOf('Next')],
      }),
      sessionOf({ start: `${dayAfter(START, 20)}T09:00:00Z`, byTactic: new Map([['impact', 1]]) }),
    ];
    const learnt = learn(EMPTY_BASELINE, [], { sessions });
    expect(usual(learnt, 'tactic')).toEqual(['collection']);
    expect(usual(learnt, 'onward-role')).toEqual([arnOf('Next')]);
    expect([...(learnt.rows.get(KEY)?.unlearnt?.get('tactic')?.keys() ?? [])]).toEqual(['impact']);
  });

  it('begins with the first use that an earlier run saw', () => {
    const first = learn(EMPTY_BASELINE, daily(START, 3));
    expect(usual(learn(first, [later]), 'network')).toEqual(['203.0.113.0/24']);
    expect(usual(learn(EMPTY_BASELINE, [later]), 'network')).toEqual(['198.51.100.0/24']);
  });

  it('lasts as long as it is told to', () => {
    expect(usual(learn(EMPTY_BASELINE, [...daily(START, 3), later], {}, 30), 'network')).toHaveLength(2);
    expect(learntUntil({ since: '2026-10-01T09:00:00Z' }, 14)).toBe('2026-10-15T09:00:00Z');
    expect(learntUntil({ since: 'yesterday' }, 14)).toBe('yesterday');
  });

  it('keeps when each caller came last, and the higher count of a day that was read twice', () => {
    const once = learn(EMPTY_BASELINE, [...daily(START, 2), ...daily(START, 1, { hour: '10' })]);
    const twice = learn(once, daily(START, 2));
    expect(twice.rows.get(KEY)?.days).toEqual(
      new Map([
        [START, 2],
        ['2026-10-02', 1],
      ]),
    );
    expect([...(twice.rows.get(KEY)?.callers.values() ?? [])]).toEqual(['2026-10-02T09:00:00Z']);
  });

  it('counts values for which there is no room, and lets the oldest days go', () => {
    const calls = Array.from({ length: 600 }, (_, index) => ({
      at: `${dayAfter(START, 0)}T${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00Z`,
      by: `AROAEXAMPLE${index}`,
    }));
    const full = learn(EMPTY_BASELINE, calls);
    expect(usual(full, 'caller')).toHaveLength(512);
    expect(full.rows.get(KEY)).toMatchObject({ overflow: 88 });
    const long = learn(EMPTY_BASELINE, daily('2026-01-01', 200));
    expect([...(long.rows.get(KEY)?.days.keys() ?? [])].sort().at(0)).toBe(dayAfter('2026-01-01', 80));
  });
});

const call: fc.Arbitrary<CallSpec> = fc.record(
  {
    at: fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('03', '09', '15'))
      .map(([day, hour]) => `${dayAfter(START, day)}T${hour}:00:00Z`),
    network: fc.constantFrom('203.0.113.7', '198.51.100.4', '192.0.2.9'),
    agent: fc.constantFrom('Boto3/1.43', 'aws-cli/2', '__proto__'),
    account: fc.constantFrom(DATADOG, QUBOLE),
    by: fc.constantFrom('AROAEXAMPLE1', 'AROAEXAMPLE2'),
    refused: fc.constantFrom(true as const, undefined),
  },
  { requiredKeys: ['at'] },
);

describe('the baseline', () => {
  const watched = { watchedFrom: '2026-10-01T00:00:00Z', watchedUntil: '2026-11-10T23:59:00Z' };

  it('is the same whether time was read in one piece or in several, overlapping or not', () => {
    fc.assert(
      fc.property(
        fc.array(call, { maxLength: 30 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 5 }),
        (calls, cut, overlap) => {
          const border = dayAfter(START, cut);
          const again = dayAfter(border, -overlap);
          const early = calls.filter(({ at }) => at < border);
          const late = calls.filter(({ at }) => at >= again);
          const whole = learn(EMPTY_BASELINE, calls, watched);
          expect(learn(learn(EMPTY_BASELINE, early, watched), late, watched)).toEqual(whole);
        },
      ),
      { numRuns: propertyRuns(100) },
    );
  });

  it('does not change by reading the same again, and survives being saved', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
        const once = learn(EMPTY_BASELINE, calls, watched);
        expect(learn(once, calls, watched)).toEqual(once);
        const saved = parseBaseline(JSON.parse(renderBaseline(once)), 'state');
        expect(saved).toEqual({ kind: 'ok', value: once });
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});
