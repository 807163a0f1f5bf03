import { assumeRoleRefused } from '../../../lib/findings/rules/assume-role-refused';
import { arnOf, byAccount, graphOf, OURS, type RoleSpec } from '../../support/graph-builder';
import { hitsOf, onlyHit } from '../../support/rule-hits';

const OPEN: RoleSpec = { name: 'Entry', grants: [{ caller: byAccount(), party: 'vendor:datadog' }] };
const asked = (name: string, by = 'Entry', tier: RoleSpec['tier'] = 'none'): RoleSpec => ({
  name,
  tier,
  uses: [
    {
      party: 'organization:o-exampleorg1',
      external: false,
      count: 0,
      denied: 2,
      caller: { kind: 'aws', account: OURS, principalId: 'AROAEXAMPLE1', arn: arnOf(by) },
    },
  ],
});

describe('assume-role-refused', () => {
  it.each<[string, readonly RoleSpec[], number]>([
    ['a role that outsiders can enter', [OPEN, asked('Target')], 1],
    ['a role that nobody outside can enter', [OPEN, { name: 'Inner' }, asked('Target', 'Inner')], 0],
    ['a role that was not read', [OPEN, asked('Target', 'Gone')], 0],
    ['nobody', [OPEN], 0],
  ])('judges refusals of %s', (_, roles, hits) => {
    expect(hitsOf(assumeRoleRefused, graphOf({ roles }))).toHaveLength(hits);
  });

  it('is one finding for the role that asked, as bad as the best that it asked for', () => {
    const hit = onlyHit(
      assumeRoleRefused,
      graphOf({ roles: [OPEN, asked('One'), asked('Two', 'Entry', 'admin')] }),
    );
    expect(hit).toMatchObject({ subject: arnOf(), severity: 'high' });
    expect(hit.title).toBe('Role Entry, open to outsiders, was refused 2 other roles');
    expect(hit.evidence.map(({ asked: target, refused }) => [target, refused])).toEqual([
      [arnOf('One'), 2],
      [arnOf('Two'), 2],
    ]);
  });
});
