import { useBeingLearnt } from '../../../lib/findings/rules/use-being-learnt';
import { daily, hitsOfCalls } from '../../support/calls-seen';
import { arnOf } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';

describe('use-being-learnt', () => {
  it('lists once for each party and role what was learnt, and until when', () => {
    const calls = [
      ...daily('2026-11-15', 5),
      ...daily('2026-11-15', 5, { role: 'Other', region: 'eu-west-1' }),
    ];
    const hits = hitsOfCalls(useBeingLearnt, calls, { roles: [{}, { name: 'Other' }] });
    expect(hits.map(({ subject, severity }) => [subject, severity])).toEqual([
      [arnOf(), 'info'],
      [arnOf('Other'), 'info'],
    ]);
    const [hit] = hits;
    expect(hit?.title).toBe("Until 2026-11-29, Datadog's use of Entry is learnt");
    expect(hit && evidenceOf(hit, 'learntUntil')).toEqual(['2026-11-29T09:00:00Z']);
    expect(hit && evidenceOf(hit, 'learnt')).toEqual([
      'agent',
      'caller',
      'hour',
      'network',
      'region',
      'session-name',
    ]);
  });

  it('says nothing once the learning time is over', () => {
    expect(hitsOfCalls(useBeingLearnt, daily('2026-11-01', 20))).toEqual([]);
  });
});
