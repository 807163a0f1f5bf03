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

  it('gives the statement and the reason', () => {
    const hit = onlyHit(trustUndecided, graphOf({ roles: [{ grants: [UNDECIDED] }] }));
    expect(hit.subject).toBe(arnOf());
    expect(evidenceOf(hit, 'statement')).toEqual(['0']);
    expect(evidenceOf(hit, 'reason')).toEqual([UNDECIDED.reason]);
  });
});
