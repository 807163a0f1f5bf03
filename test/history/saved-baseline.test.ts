import { EMPTY_HISTORY } from '../../lib/history/history';
import { parseBaseline, renderBaseline } from '../../lib/history/saved-baseline';
import { parseHistory, renderHistory } from '../../lib/history/saved-history';
import { type Baseline, EMPTY_BASELINE, useKey } from '../../lib/history/usual-use';

const TIME = '2026-10-01T09:00:00Z';

const BASELINE: Baseline = {
  rows: new Map(
    ['A', '__proto__'].map((role) => [
      useKey('vendor:datadog', role),
      {
        party: 'vendor:datadog',
        role,
        since: TIME,
        last: TIME,
        callers: new Map([['someone', TIME]]),
        values: new Map([['region', new Map([['__proto__', { first: TIME, last: TIME }]])]]),
        days: new Map([['2026-10-01', 3]]),
        learntFrom: 2,
        overflow: 1,
      },
    ]),
  ),
  watched: ['2026-10-01'],
  forgotten: 2,
};

const raw = () => JSON.parse(renderBaseline(BASELINE));

describe('a saved baseline', () => {
  it('is read as it was', () => {
    expect(parseBaseline(raw(), 'state')).toEqual({ kind: 'ok', value: BASELINE });
  });

  it('is part of saved history', () => {
    const text = renderHistory({ ...EMPTY_HISTORY, baseline: BASELINE });
    expect(parseHistory(text, 'state')).toMatchObject({
      kind: 'ok',
      value: { history: { baseline: BASELINE } },
    });
  });

  it('is empty in state of an earlier time', () => {
    expect(parseBaseline(undefined, 'state')).toEqual({ kind: 'ok', value: EMPTY_BASELINE });
  });

  it.each<[string, unknown]>([
    ['a time that is none', { since: 'yesterday' }],
    ['a count below 0', { days: [['2026-10-01', -1]] }],
    ['an aspect that nobody knows', { values: [['mood', []]] }],
    ['a member too many', { more: true }],
  ])('loses only the row with %s, which is set aside as it was', (_, change) => {
    const saved = raw();
    Object.assign(saved.rows[0], change);
    const parsed = parseBaseline(saved, 'state');
    const value = parsed.kind === 'ok' ? parsed.value : EMPTY_BASELINE;
    expect([...value.rows.values()].map(({ role }) => role)).toEqual(['__proto__']);
    expect(value.setAside).toEqual([JSON.stringify(saved.rows[0])]);
    expect(parseBaseline(JSON.parse(renderBaseline(value)), 'state')).toEqual(parsed);
  });

  it('is set aside whole where it is no baseline', () => {
    expect(parseBaseline({ version: 1, rows: 7 }, 'state')).toEqual({
      kind: 'ok',
      value: { ...EMPTY_BASELINE, setAside: ['{"version":1,"rows":7}'] },
    });
  });

  it('is refused where a newer version wrote it', () => {
    expect(parseBaseline({ version: 2 }, 'state')).toMatchObject({ problem: { code: 'history-newer' } });
    const text = renderHistory(EMPTY_HISTORY).replace('"baseline":{"version":1', '"baseline":{"version":2');
    expect(parseHistory(text, 'state')).toMatchObject({ problem: { code: 'history-newer' } });
  });
});
