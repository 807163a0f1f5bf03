import { renderWaysIn } from '../../../lib/outputs/table/ways-in';
import {
  byAccount,
  externalId,
  type GrantSpec,
  graphOf,
  MANAGEMENT,
  type RoleSpec,
  STRANGER,
} from '../../support/graph-builder';

const UNKNOWN: GrantSpec = { caller: byAccount(STRANGER), party: `account:${STRANGER}` };

function linesOf(role: RoleSpec): readonly string[] {
  return renderWaysIn(graphOf({ roles: [role] }), { width: 200, color: false }, 10)
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' | '));
}

describe('who can get in', () => {
  it.each<[string, RoleSpec, string]>([
    ['a role of the customer', { name: 'Entry', grants: [UNKNOWN] }, 'Entry'],
    [
      'a role that is named like one of Organizations',
      { name: 'OrganizationAccountAccessRole', grants: [UNKNOWN] },
      'OrganizationAccountAccessRole (AWS Organizations)',
    ],
    [
      'a role that is named like one of Control Tower',
      { name: 'AWSControlTowerExecution', grants: [UNKNOWN] },
      'AWSControlTowerExecution (Control Tower)',
    ],
  ])('is told for %s', (_, role, name) => {
    expect(linesOf(role)).toContain(`${name} | 111122223333 | whole account | nothing | not known | admin`);
  });

  it('marks an external id that keeps nobody out', () => {
    const weak = externalId('same', { strength: 'weak', reason: 'several parties know it: A, B' });
    expect(linesOf({ grants: [{ ...UNKNOWN, guards: [weak] }] })).toContain(
      'Entry | 111122223333 | whole account | external id (weak) | not known | admin',
    );
  });

  it.each<[string, Partial<GrantSpec>]>([
    [
      'the management account',
      { caller: byAccount(MANAGEMENT), external: false, insider: 'management-account' },
    ],
    ['a principal that is gone', { external: false, deleted: 'deleted' }],
  ])('says nothing of %s', (_, grant) => {
    expect(linesOf({ grants: [{ ...UNKNOWN, ...grant }] })).toEqual(['']);
  });
});
