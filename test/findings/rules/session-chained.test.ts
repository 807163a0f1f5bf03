import { sessionChained } from '../../../lib/findings/rules/session-chained';
import { arnOf, byAccount, graphOf } from '../../support/graph-builder';
import { hitsOf, onlyHit, severitiesOf } from '../../support/rule-hits';
import { surpriseOf } from '../../support/surprises';

const GRAPH = graphOf({
  roles: [
    { tier: 'none', grants: [{ caller: byAccount(), party: 'vendor:datadog' }] },
    { name: 'Inner', tier: 'admin' },
    { name: 'Plain', tier: 'none' },
  ],
});
const onward = (name: string, learning = false) =>
  surpriseOf(GRAPH, { aspect: 'onward-role', value: arnOf(name), learning });

describe('session-chained', () => {
  it.each([
    ['an administrator role', onward('Inner'), ['high']],
    ['a role without permissions', onward('Plain'), ['low']],
    ['a role that was not read, which may be worth all', onward('Unread'), ['medium']],
    ['a role that is being learnt', onward('Inner', true), []],
  ])('judges a hop to %s', (_, surprise, expected) => {
    expect(severitiesOf(sessionChained, GRAPH, { surprises: [surprise] })).toEqual(expected);
  });

  it('tells only hops', () => {
    expect(
      hitsOf(sessionChained, GRAPH, {
        surprises: [surpriseOf(GRAPH, { aspect: 'tactic', value: 'impact' })],
      }),
    ).toEqual([]);
  });

  it('is one finding for each role reached, at the role that the party entered', () => {
    const hit = onlyHit(sessionChained, GRAPH, { surprises: [onward('Inner')] });
    expect(hit).toMatchObject({ subject: arnOf(), key: arnOf('Inner') });
    expect(hit.title).toBe('Datadog went on to role Inner from one of its own');
  });
});
