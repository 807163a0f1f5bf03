import { renderAdministration } from '../../../lib/outputs/table/administration';
import {
  account,
  byAccount,
  type GraphSpec,
  graphOf,
  MANAGEMENT,
  OURS,
  type RoleSpec,
  STRANGER,
} from '../../support/graph-builder';

const SCREEN = { width: 200, color: false };
const OWN = 'organization:o-exampleorg1';

const inside = (id = MANAGEMENT) => ({
  caller: byAccount(id),
  party: OWN,
  external: false,
  insider: 'management-account' as const,
  administrative: true as const,
});

function linesOf(roles: readonly RoleSpec[], rest: GraphSpec = {}, limit = 10): readonly string[] {
  return renderAdministration(graphOf({ roles, ...rest }), SCREEN, limit)
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, ' | '));
}

describe('who administers from inside', () => {
  it.each<[string, RoleSpec, string]>([
    [
      'the management account by its id',
      { name: 'OrganizationAccountAccessRole', grants: [inside()] },
      `OrganizationAccountAccessRole (AWS Organizations) | ${OURS} | management account ${MANAGEMENT} | admin`,
    ],
    [
      'a role of a delegated administrator',
      {
        name: 'aws-controltower-AdministratorExecutionRole',
        grants: [
          {
            ...inside(),
            insider: 'delegated-administrator',
            caller: {
              kind: 'principal',
              type: 'role',
              arn: `arn:aws:iam::${MANAGEMENT}:role/Audit`,
              pattern: false,
              account: MANAGEMENT,
            },
          },
        ],
      },
      `aws-controltower-AdministratorExecutionRole (Control Tower) | ${OURS} | role Audit of delegated administrator ${MANAGEMENT} | admin`,
    ],
    [
      'StackSets without the number of the stack set',
      { name: 'stacksets-exec-0123456789abcdef0123', grants: [inside()] },
      `stacksets-exec-* (StackSets) | ${OURS} | management account ${MANAGEMENT} | admin`,
    ],
    [
      'every sibling',
      {
        name: 'Deploy',
        tier: 'escalation',
        grants: [
          {
            ...inside(),
            insider: 'all-siblings',
            caller: { kind: 'organization', organization: 'o-exampleorg1' },
          },
        ],
      },
      `Deploy | ${OURS} | all sibling accounts | escalation`,
    ],
  ])('names %s', (_, role, line) => {
    expect(linesOf([role])).toContain(line);
  });

  it('names accounts where the list does', () => {
    const accounts = [
      { id: OURS, name: 'prod' },
      { id: MANAGEMENT, name: 'root' },
    ];
    expect(linesOf([{ name: 'Deploy', grants: [inside()] }], { accounts })).toContain(
      'Deploy | prod | management account root | admin',
    );
  });

  it('shows the strongest first and counts the rest', () => {
    const roles = (['escalation', 'admin'] as const).map((tier) => ({
      name: `Role-${tier}`,
      tier,
      grants: [inside()],
    }));
    const lines = linesOf(roles, {}, 1).join('\n');
    expect(lines).toContain('Role-admin');
    expect(lines).not.toContain('Role-escalation');
    expect(lines).toContain('1 more way');
  });

  it('counts the roles that AWS keeps', () => {
    const roles = [
      { path: '/aws-service-role/config.amazonaws.com/', name: 'AWSServiceRoleForConfig' },
      { path: '/aws-reserved/sso.amazonaws.com/', name: 'AWSReservedSSO_Admin_0123456789abcdef' },
    ];
    expect(linesOf(roles)).toContain(
      'Trust that only AWS can change: 1 service-linked role, 1 role of Identity Center',
    );
  });

  it('is silent where nobody administers', () => {
    const outsider = { caller: byAccount(STRANGER), party: `account:${account(STRANGER)}` };
    expect(linesOf([{ grants: [outsider] }])).toEqual(['']);
  });
});
