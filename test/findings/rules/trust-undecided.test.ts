import { trustUndecided } from '../../../lib/findings/rules/trust-undecided';
import { problemOf } from '../../../lib/model/problem';
import { arnOf, byAccount, graphOf, type RoleSpec } from '../../support/graph-builder';
import { evidenceOf, onlyHit, severitiesOf } from '../../support/rule-hits';

const UNDECIDED = {
  caller: byAccount(),
  party: 'vendor:datadog',
  reason: 'a variable that we cannot resolve',
};
const ID = {
  caller: { kind: 'unique-id', uniqueId: 'AROAEXAMPLEGONE1' },
  party: 'x',
  external: false,
} as const;

describe('trust-undecided', () => {
  it.each<[string, RoleSpec, string[]]>([
    ['a grant that is undecided', { grants: [UNDECIDED] }, ['high']],
    ['two of them as one finding', { grants: [UNDECIDED, UNDECIDED] }, ['high']],
    ['a grant to siblings that is undecided', { grants: [{ ...UNDECIDED, external: false }] }, ['high']],
    ['a grant that admits', { grants: [{ caller: byAccount(), party: 'vendor:datadog' }] }, []],
    [
      'a policy that cannot be read',
      { unreadable: problemOf('policy-not-json', 'x', 'expected JSON') },
      ['high'],
    ],
    ['an id whose owner may not have been read', { grants: [{ ...ID, deleted: 'cannot-tell' }] }, ['low']],
    ['an id whose owner is gone', { grants: [{ ...ID, deleted: 'deleted' }] }, []],
  ])('judges %s', (_, role, expected) => {
    expect(severitiesOf(trustUndecided, graphOf({ roles: [role] }))).toEqual(expected);
  });

  const SIBLING = { ...UNDECIDED, external: false };
  const UNKNOWN_ID = { ...ID, deleted: 'cannot-tell' } as const;
  const UNREADABLE = problemOf('policy-not-json', 'x', 'expected JSON');

  it.each<[string, RoleSpec, string, RegExp]>([
    ['an outsider', { grants: [UNDECIDED] }, 'high', /^Check by hand/],
    ['a sibling beside an outsider', { grants: [SIBLING, UNDECIDED] }, 'high', /^Check by hand/],
    ['a whole policy', { unreadable: UNREADABLE }, 'high', /^Check by hand/],
    ['a sibling', { grants: [SIBLING] }, 'medium', /^Check by hand/],
    ['a sibling beside an id', { grants: [SIBLING, UNKNOWN_ID] }, 'medium', /^Check by hand/],
    ['ids alone', { grants: [UNKNOWN_ID, UNKNOWN_ID] }, 'low', /^Read the accounts that are missing/],
  ])('weighs the doubt about %s, and says how to end it', (_, role, severity, remedy) => {
    const hit = onlyHit(trustUndecided, graphOf({ roles: [{ ...role, tier: 'escalation' }] }));
    expect(hit.severity).toBe(severity);
    expect(hit.remedy).toMatch(remedy);
  });

  it.each<[string, RoleSpec, object]>([
    ['a policy', { unreadable: UNREADABLE }, { problem: 'policy-not-json', reason: 'expected JSON' }],
    ['an id', { grants: [UNKNOWN_ID] }, { reason: 'the unique id belongs to no principal that was read' }],
  ])('gives the reason for a doubt about %s', (_, role, row) => {
    const { evidence } = onlyHit(trustUndecided, graphOf({ roles: [role] }));
    expect(evidence).toMatchObject([{ tier: 'admin' }, row]);
  });

  it('gives the statement and the reason', () => {
    const hit = onlyHit(trustUndecided, graphOf({ roles: [{ grants: [UNDECIDED] }] }));
    expect(hit.subject).toBe(arnOf());
    expect(evidenceOf(hit, 'statement')).toEqual(['0']);
    expect(evidenceOf(hit, 'reason')).toEqual([UNDECIDED.reason]);
  });
});
