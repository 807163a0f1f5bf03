import { keyOfCaller } from '../../../lib/activity/use-caller';
import { dormantTrustWoke } from '../../../lib/findings/rules/dormant-trust-woke';
import { DEFAULT_SETTINGS } from '../../../lib/findings/settings';
import { EMPTY_HISTORY, type History } from '../../../lib/history/history';
import { useKey } from '../../../lib/history/usual-use';
import { arnOf, graphOf } from '../../support/graph-builder';
import { hitsOf, onlyHit } from '../../support/rule-hits';

const graph = (...days: readonly string[]) =>
  graphOf({ roles: [{ uses: [{ party: 'vendor:datadog', days, at: `${days.at(-1)}T09:00:00Z` }] }] });

/** An earlier run saw this caller, and another one later. */
function remembering(last: string): History {
  const [edge] = graph('2026-11-20').uses;
  const caller = JSON.stringify(edge && keyOfCaller(edge.use.caller));
  const row = {
    party: 'vendor:datadog',
    role: arnOf(),
    since: '2025-01-01T00:00:00Z',
    last: '2026-11-19T00:00:00Z',
    callers: new Map([
      [caller, last],
      ['another', '2026-11-19T00:00:00Z'],
    ]),
    values: new Map(),
    days: new Map(),
    learntFrom: 0,
    overflow: 0,
  };
  return { ...EMPTY_HISTORY, baseline: { rows: new Map([[useKey(row.party, row.role), row]]) } };
}

describe('dormant-trust-woke', () => {
  it.each<[string, readonly string[], History | undefined, number]>([
    ['a caller without a past', ['2026-11-20'], undefined, 0],
    ['a silence of 90 days', ['2026-08-22', '2026-11-20'], undefined, 0],
    ['a silence of 91 days', ['2026-08-21', '2026-11-20'], undefined, 1],
    ['the same silence, with daily use since', ['2026-08-20', '2026-11-19', '2026-11-20'], undefined, 1],
    ['a silence that ended long ago', ['2026-01-01', '2026-08-01', '2026-09-01'], undefined, 0],
    ['a silence since what an earlier run saw', ['2026-11-20'], remembering('2026-05-01T00:00:00Z'), 1],
    ['a caller whom an earlier run saw lately', ['2026-11-20'], remembering('2026-11-01T00:00:00Z'), 0],
  ])('judges %s', (_, days, history, hits) => {
    expect(hitsOf(dormantTrustWoke, graph(...days), history && { history })).toHaveLength(hits);
  });

  it('takes the days that the user set', () => {
    const settings = { ...DEFAULT_SETTINGS, dormantAfterDays: 30 };
    expect(hitsOf(dormantTrustWoke, graph('2026-10-01', '2026-11-20'), { settings })).toHaveLength(1);
  });

  it('tells the silence, and that it ended then', () => {
    const { title, evidence, lastEvent } = onlyHit(dormantTrustWoke, graph('2026-08-01', '2026-11-20'));
    expect(title).toBe('Datadog used role Entry after 111 days of silence');
    expect(evidence[0]).toEqual({ before: '2026-08-01', woke: '2026-11-20', silentDays: 111 });
    expect(lastEvent).toBe('2026-11-20T00:00:00Z');
  });
});
