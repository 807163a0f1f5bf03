import { RULES } from '../../lib/findings/catalogue';
import { judgeEvents, OF_EVENTS } from '../../lib/findings/judge-events';
import { DEFAULT_SETTINGS } from '../../lib/findings/settings';
import { noDrift } from '../../lib/history/drift';
import { EMPTY_HISTORY } from '../../lib/history/history';
import { EMPTY_SNAPSHOT } from '../../lib/history/trust-snapshot';
import { graphOf, STRANGER } from '../support/graph-builder';

const judge = (graph: ReturnType<typeof graphOf>) =>
  judgeEvents(graph, EMPTY_HISTORY, DEFAULT_SETTINGS, noDrift(EMPTY_SNAPSHOT));

describe('judging events', () => {
  it.each([...OF_EVENTS])('knows the rule %s', (id) => {
    expect(RULES.map((rule) => rule.id)).toContain(id);
  });

  it('says nothing of what is so whether or not something happens', () => {
    const grants = [
      { party: `account:${STRANGER}`, caller: { kind: 'account' as const, account: STRANGER } },
    ];
    expect(judge(graphOf({ roles: [{ grants }] }))).toEqual([]);
  });
});
