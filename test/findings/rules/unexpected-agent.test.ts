import { unexpectedAgent } from '../../../lib/findings/rules/unexpected-agent';
import { type CallSpec, daily, declaring, hitsOfCalls } from '../../support/calls-seen';
import { arnOf } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';

const USUAL = [...daily('2026-10-01', 40), ...daily('2026-10-01', 40, { hour: '10' })];
const NEWS: CallSpec = { at: '2026-11-02T09:00:00Z', agent: 'curl/8.1' };

describe('unexpected-agent', () => {
  it.each<[string, readonly CallSpec[], string[]]>([
    ['what is usual', [], []],
    ['what is new', [NEWS], ['medium']],
    ['what is new twice', [NEWS, { ...NEWS, at: '2026-11-03T09:00:00Z' }], ['medium']],
  ])('judges %s', (_, calls, expected) => {
    expect(hitsOfCalls(unexpectedAgent, [...USUAL, ...calls]).map(({ severity }) => severity)).toEqual(
      expected,
    );
  });

  it('says what is new, since when, and how to agree to it', () => {
    const [hit] = hitsOfCalls(unexpectedAgent, [...USUAL, NEWS]);
    expect(hit).toMatchObject({
      subject: arnOf(),
      party: 'vendor:datadog',
      key: 'curl',
      title: 'Datadog used Entry with new curl',
    });
    expect(hit && evidenceOf(hit, 'new')).toEqual(['curl']);
    expect(hit && evidenceOf(hit, 'against')).toEqual(['usual']);
    expect(hit?.remedy).toContain('say so under `expect` in trust-atlas.yaml: userAgents: ["curl/*"]');
  });

  it('leaves it to the declaration where there is one', () => {
    const parties = [declaring({ userAgents: ['Java*'] })];
    const [hit] = hitsOfCalls(unexpectedAgent, USUAL, { parties });
    expect(hit && evidenceOf(hit, 'against')).toEqual(['declared']);
    expect(hit?.remedy).toContain('widen the entry of `expect`');
  });
});
