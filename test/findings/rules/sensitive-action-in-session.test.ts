import { sensitiveActionInSession } from '../../../lib/findings/rules/sensitive-action-in-session';
import type { Surprise } from '../../../lib/findings/surprise';
import { arnOf, byAccount, graphOf } from '../../support/graph-builder';
import { hitsOf, onlyHit, severitiesOf } from '../../support/rule-hits';
import { surpriseOf } from '../../support/surprises';

const GRAPH = graphOf({
  roles: [{ tier: 'data-read', grants: [{ caller: byAccount(), party: 'vendor:datadog' }] }],
});
const tactic = (value: string, rest: Partial<Surprise> = {}) =>
  surpriseOf(GRAPH, { aspect: 'tactic', value, ...rest });

describe('sensitive-action-in-session', () => {
  it.each<[string, Surprise, string[]]>([
    ['credentials', tactic('credential-access'), ['medium']],
    ['collection', tactic('collection'), ['medium']],
    ['looking around', tactic('discovery'), []],
    ['looking around where that was denied', tactic('discovery', { against: 'declared' }), ['medium']],
    ['what is being learnt', tactic('credential-access', { learning: true }), []],
    ['what came with much else that was new', tactic('collection', { severity: 'high' }), ['high']],
    ['another aspect', surpriseOf(GRAPH, { aspect: 'region', value: 'us-east-1' }), []],
  ])('judges %s', (_, surprise, expected) => {
    expect(severitiesOf(sensitiveActionInSession, GRAPH, { surprises: [surprise] })).toEqual(expected);
  });

  it('is one finding for each tactic', () => {
    const surprises = [tactic('credential-access'), tactic('exfiltration')];
    expect(hitsOf(sensitiveActionInSession, GRAPH, { surprises }).map(({ key }) => key)).toEqual([
      'credential-access',
      'exfiltration',
    ]);
  });

  it('names party, role and tactic', () => {
    const hit = onlyHit(sensitiveActionInSession, GRAPH, { surprises: [tactic('credential-access')] });
    expect(hit).toMatchObject({
      subject: arnOf(),
      party: 'vendor:datadog',
      title: 'New credential access: Datadog in role Entry',
      lastEvent: '2026-11-20T01:00:00Z',
    });
  });
});
