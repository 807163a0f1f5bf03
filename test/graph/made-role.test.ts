import { type MadeRole, madeRoleOf } from '../../lib/graph/made-role';

const LINKED = '/aws-service-role/config.amazonaws.com/';
const IDENTITY_CENTER = '/aws-reserved/sso.amazonaws.com/';

describe('a role that AWS makes', () => {
  it.each<[string, string, MadeRole]>([
    [LINKED, 'AWSServiceRoleForConfig', { by: 'service-linked' }],
    [IDENTITY_CENTER, 'AWSReservedSSO_Admin_0123456789abcdef', { by: 'identity-center' }],
    [`${IDENTITY_CENTER}eu-west-1/`, 'AWSReservedSSO_Admin_0123456789abcdef', { by: 'identity-center' }],
    ['/', 'OrganizationAccountAccessRole', { by: 'organizations', meantFor: 'management-account' }],
    ['/', 'AWSControlTowerExecution', { by: 'control-tower', meantFor: 'management-account' }],
    [
      '/',
      'aws-controltower-AdministratorExecutionRole',
      { by: 'control-tower', meantFor: 'administrator-account' },
    ],
    [
      '/',
      'aws-controltower-ReadOnlyExecutionRole',
      { by: 'control-tower', meantFor: 'administrator-account' },
    ],
    ['/', 'aws-controltower-ForwardSnsNotificationRole', { by: 'control-tower' }],
    ['/service-role/', 'AWSControlTowerStackSetRole', { by: 'control-tower' }],
    [
      '/',
      'stacksets-exec-0d8a1f3c2b4e5f60718293a4b5c6d7e8',
      { by: 'stack-sets', meantFor: 'management-account' },
    ],
    ['/', 'AWSCloudFormationStackSetExecutionRole', { by: 'stack-sets', meantFor: 'administrator-account' }],
  ])('is known by path and name: %s%s', (path, name, made) => {
    expect(madeRoleOf({ path, name })).toEqual(made);
  });

  it.each([
    ['/', 'AWSServiceRoleForConfig'],
    ['/', 'AWSReservedSSO_Admin_0123456789abcdef'],
    [IDENTITY_CENTER, 'Admin'],
    ['/team/aws-service-role/', 'Config'],
    ['/', 'MyOrganizationAccountAccessRole'],
    ['/', 'OrganizationAccountAccessRole2'],
    ['/', 'stacksets-exec-mine'],
    ['/', 'Admin'],
  ])('is none of another path or name: %s%s', (path, name) => {
    expect(madeRoleOf({ path, name })).toBeUndefined();
  });
});
