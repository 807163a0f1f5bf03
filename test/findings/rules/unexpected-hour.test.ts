import { unexpectedHour } from '../../../lib/findings/rules/unexpected-hour';
import { type CallSpec, daily, declaring, hitsOfCalls } from '../../support/calls-seen';
import { arnOf } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';

const USUAL = [...daily('2026-10-01', 40), ...daily('2026-10-01', 40, { hour: '10' })];
const NEWS: CallSpec = { at: '2026-11-02T02:00:00Z' };

describe('unexpected-hour', () => {
  it.each<[string, readonly CallSpec[], string[]]>([
    ['what is usual', [], []],
    ['what is new', [NEWS], ['low']],
    ['what is new twice', [NEWS, { ...NEWS, at: '2026-11-03T03:00:00Z' }], ['low']],
  ])('judges %s', (_, calls, expected) => {
    expect(hitsOfCalls(unexpectedHour, [...USUAL, ...calls]).map(({ severity }) => severity)).toEqual(
      expected,
    );
  });

  it('says what is new, since when, and how to agree to it', () => {
    const [hit] = hitsOfCalls(unexpectedHour, [...USUAL, NEWS]);
    expect(hit).toMatchObject({
      subject: arnOf(),
      party: 'vendor:datadog',
      key: '00-06 UTC',
      title: 'Datadog used Entry at 00-06 UTC',
    });
    expect(hit && evidenceOf(hit, 'new')).toEqual(['00-06 UTC']);
    expect(hit && evidenceOf(hit, 'against')).toEqual(['usual']);
    expect(hit?.remedy).toContain('say so under `expect` in trust-atlas.yaml: hours that hold Mon 02');
  });

  it('leaves it to the declaration where there is one', () => {
    const parties = [declaring({ hours: '12-18 UTC' })];
    const [hit] = hitsOfCalls(unexpectedHour, USUAL, { parties });
    expect(hit && evidenceOf(hit, 'against')).toEqual(['declared']);
    expect(hit?.remedy).toContain('widen the entry of `expect`');
  });
});
