import { unexpectedRate } from '../../../lib/findings/rules/unexpected-rate';
import { type CallSpec, daily, declaring, hitsOfCalls } from '../../support/calls-seen';
import { evidenceOf } from '../../support/rule-hits';

const WATCHED = { watchedFrom: '2026-10-01T00:00:00Z', watchedUntil: '2026-11-23T23:59:00Z' };
const USUAL = daily('2026-10-01', 50);

const burst = (day: string, calls: number): readonly CallSpec[] =>
  Array.from({ length: calls }, (_, index) => ({
    at: `${day}T09:${String(index % 60).padStart(2, '0')}:30Z`,
  }));

describe('unexpected-rate', () => {
  it.each<[string, readonly CallSpec[], string[]]>([
    ['as many calls as ever', [], []],
    ['a few more', burst('2026-11-10', 5), []],
    ['far more', burst('2026-11-10', 40), ['low']],
    ['far more on several days', [...burst('2026-11-10', 40), ...burst('2026-11-12', 40)], ['low']],
    ['far more while it is learnt', burst('2026-10-05', 40), []],
  ])('judges %s', (_, calls, expected) => {
    const hits = hitsOfCalls(unexpectedRate, [...USUAL, ...calls], WATCHED);
    expect(hits.map(({ severity }) => severity)).toEqual(expected);
  });

  it('says how many there were, and how many are usual', () => {
    const [hit] = hitsOfCalls(unexpectedRate, [...USUAL, ...burst('2026-11-10', 40)], WATCHED);
    expect(hit).toMatchObject({ title: 'Datadog used Entry far more often', key: 'calls a day' });
    expect(hit && evidenceOf(hit, 'exact')).toEqual(['2026-11-10: 41']);
    expect(hit && evidenceOf(hit, 'because')).toContain('usual is 1 (the same weekday in 5 weeks)');
    expect(hit?.remedy).toContain('atMostPerDay: 41');
  });

  it('is judged by the declared number where there is one', () => {
    const calls = [...USUAL, ...burst('2026-11-10', 40)];
    const hits = (atMostPerDay: number) =>
      hitsOfCalls(unexpectedRate, calls, { ...WATCHED, parties: [declaring({ atMostPerDay })] });
    expect(hits(41)).toEqual([]);
    expect(hits(40).map(({ severity }) => severity)).toEqual(['high']);
  });
});
