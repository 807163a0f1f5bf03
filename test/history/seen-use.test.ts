import type { TrustGraph } from '../../lib/graph/trust-graph';
import type { SeenValue } from '../../lib/history/seen-row';
import { callerKey, seenUseIn, usesWith } from '../../lib/history/seen-use';
import { type Aspect, useKey } from '../../lib/history/usual-use';
import { watchedDays } from '../../lib/history/watched-days';
import { graphOfCalls, sessionOf } from '../support/calls-seen';
import { account, arnOf, graphOf, QUBOLE } from '../support/graph-builder';

const KEY = useKey('vendor:datadog', arnOf());
const MONDAY = '2026-11-16T09:10:00Z';
const TUESDAY = '2026-11-17T09:20:00Z';

const rowIn = (graph: TrustGraph) => seenUseIn(graph).rows.get(KEY);
const valuesIn = (graph: TrustGraph, aspect: Aspect) => [
  ...(rowIn(graph)?.values.get(aspect)?.values() ?? []),
];
const brief = ({ value, count, denied, first, last }: SeenValue) => [value, count, denied, first, last];

describe('what was seen of a party', () => {
  const graph = graphOfCalls([
    { at: MONDAY },
    { at: TUESDAY, network: '203.0.113.9', agent: 'Boto3/1.44', name: 'collector' },
    { at: TUESDAY, network: '198.51.100.4', refused: true, by: 'AROAEXAMPLECALLER02' },
  ]);

  it.each<[Aspect, unknown[]]>([
    [
      'network',
      [
        ['203.0.113.0/24', 2, 0, MONDAY, TUESDAY],
        ['198.51.100.0/24', 0, 1, TUESDAY, TUESDAY],
      ],
    ],
    ['region', [['us-east-1', 2, 1, MONDAY, TUESDAY]]],
    ['agent', [['Boto3', 2, 1, MONDAY, TUESDAY]]],
    ['session-name', [['collector', 2, 1, MONDAY, TUESDAY]]],
    [
      'hour',
      [
        ['Mon 09', 1, 0, MONDAY, MONDAY],
        ['Tue 09', 1, 1, TUESDAY, TUESDAY],
      ],
    ],
  ])('adds up its uses by %s, and keeps apart what was only tried', (aspect, expected) => {
    expect(valuesIn(graph, aspect).map(brief).sort()).toEqual(expected.toSorted());
  });

  it('keeps what stands behind a value, and the uses it was seen in', () => {
    const [network] = valuesIn(graph, 'network');
    expect(network?.exact).toEqual(['203.0.113.7', '203.0.113.9']);
    expect(network?.firstEvent).toContain(MONDAY);
    expect(valuesIn(graph, 'agent')[0]?.exact.toSorted()).toEqual(['Boto3/1.43', 'Boto3/1.43', 'Boto3/1.44']);
    const row = rowIn(graph);
    expect(row && usesWith(row, 'region', 'us-east-1')).toHaveLength(2);
    expect(row && usesWith(row, 'network', '203.0.113.0/24')).toHaveLength(1);
    expect(row && usesWith(row, 'network', '192.0.2.0/24')).toEqual([]);
  });

  it('counts successful calls a day, and knows when each caller came last', () => {
    const caller = (principalId: string) =>
      callerKey({ kind: 'aws', account: account('464622532012'), principalId });
    expect(rowIn(graph)).toMatchObject({
      first: MONDAY,
      last: TUESDAY,
      days: new Map([
        ['2026-11-16', 1],
        ['2026-11-17', 1],
      ]),
      callers: new Map([[caller('AROAEXAMPLECALLER01'), TUESDAY]]),
    });
    expect(valuesIn(graph, 'caller').map(({ value, count }) => [value, count])).toEqual([
      [caller('AROAEXAMPLECALLER01'), 2],
      [caller('AROAEXAMPLECALLER02'), 0],
    ]);
  });

  it.each<[string, string, string[]]>([
    ['a private address', '10.1.2.3', []],
    ['what AWS called by itself', 'AWS Internal', []],
    ['a service of AWS', 'cloudformation.amazonaws.com', ['cloudformation.amazonaws.com']],
    ['an address of IPv6', '2001:db8:1:2::9', ['2001:db8:1::/48']],
  ])('tells the network of %s', (_, network, expected) => {
    expect(valuesIn(graphOfCalls([{ at: MONDAY, network }]), 'network').map(({ value }) => value)).toEqual(
      expected,
    );
  });

  it('tells whose the networks are where that is known', () => {
    const owned = graphOfCalls([{ at: MONDAY }], { owners: { '203.0.113.7': { asn: 64496 } } });
    expect(valuesIn(owned, 'network-owner').map(({ value, count }) => [value, count])).toEqual([
      ['AS64496', 1],
    ]);
  });

  it('has what sessions did under the role and the party at the head of their chain', () => {
    const onward = arnOf('Onward');
    const { rows } = seenUseIn(
      graphOfCalls([], {
        sessions: [
          sessionOf({
            start: MONDAY,
            byTactic: new Map([['collection', 3]]),
            onward: [onward],
            openedBy: 'e1',
          }),
          sessionOf({ role: onward, start: TUESDAY, byTactic: new Map([['persistence', 1]]) }),
        ],
      }),
    );
    expect(rows.get(KEY)?.values.get('tactic')?.get('collection')).toMatchObject({
      count: 3,
      firstEvent: 'e1',
    });
    expect(rows.get(KEY)?.values.get('onward-role')?.get(onward)).toMatchObject({ count: 1, first: MONDAY });
    expect(rows.get(useKey('vendor:datadog', onward))).toMatchObject({ first: TUESDAY, last: TUESDAY });
  });
});

describe('what is left out', () => {
  const keys = (graph: TrustGraph) => [...seenUseIn(graph).rows.keys()];

  it.each<[string, Parameters<typeof graphOf>[0]]>([
    ['insiders', { roles: [{ uses: [{ party: 'vendor:datadog', external: false }] }] }],
    ['AWS itself', { roles: [{ uses: [{ party: 'aws:logs' }] }] }],
  ])('%s', (_, spec) => {
    expect(keys(graphOf(spec))).toEqual([]);
  });

  it('keeps parties and roles apart', () => {
    const graph = graphOfCalls([
      { at: MONDAY },
      { at: MONDAY, account: QUBOLE },
      { at: MONDAY, role: 'Other' },
    ]);
    expect(keys(graph).sort()).toEqual(
      [KEY, useKey('vendor:qubole', arnOf()), useKey('vendor:datadog', arnOf('Other'))].sort(),
    );
  });
});

describe('watched days', () => {
  it.each<[string, string | undefined, string | undefined, string[]]>([
    ['nothing where nothing was read', undefined, undefined, []],
    ['whole days only', '2026-11-01T05:00:00Z', '2026-11-04T05:00:00Z', ['2026-11-02', '2026-11-03']],
    ['the first from its first hour on', '2026-11-01T00:40:00Z', '2026-11-02T05:00:00Z', ['2026-11-01']],
    ['the last into its last hour', '2026-11-01T05:00:00Z', '2026-11-02T23:30:00Z', ['2026-11-02']],
    ['nothing of a few hours', '2026-11-01T05:00:00Z', '2026-11-01T08:00:00Z', []],
    ['nothing of a time that is none', 'yesterday', '2026-11-01T08:00:00Z', []],
  ])('are %s', (_, from, until, expected) => {
    expect(watchedDays({ ...(from && { from }), ...(until && { until }) })).toEqual(expected);
  });
});
