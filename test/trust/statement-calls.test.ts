import type { Statement } from '../../lib/model/policy-document';
import { callsOf, coversAction } from '../../lib/trust/statement-calls';

const statement = (actions: Pick<Statement, 'action' | 'notAction'>): Statement => ({
  index: 0,
  effect: 'Allow',
  conditions: [],
  unknown: [],
  ...actions,
});

const ALL = ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'];

describe('a statement is about', () => {
  it.each([
    ['the calls that it names', { action: ['sts:AssumeRole', 'sts:TagSession'] }, ['AssumeRole']],
    ['each of several', { action: ['STS:assumerolewith*'] }, ALL.slice(1)],
    ['all calls by a star', { action: ['*'] }, ALL],
    ['none by an action of another service', { action: ['s3:*'] }, []],
    ['none by an empty list', { action: [] }, []],
    ['all but those that it excludes', { notAction: ['sts:AssumeRole', 's3:*'] }, ALL.slice(1)],
    ['none where it excludes all', { notAction: ['s3:*', 'sts:*'] }, []],
    ['all where its actions could not be read', {}, ALL],
  ])('%s', (_, actions, calls) => {
    expect([...callsOf(statement(actions))].sort()).toEqual(calls);
  });

  it.each([
    [{ action: ['sts:TagSession'] }, true],
    [{ action: ['sts:AssumeRole'] }, false],
    [{ notAction: ['sts:TagSession'] }, false],
    [{ notAction: ['sts:AssumeRole'] }, true],
    [{}, true],
  ])('tags of a session: %j is %s', (actions, covered) => {
    expect(coversAction(statement(actions), 'TagSession')).toBe(covered);
  });
});
