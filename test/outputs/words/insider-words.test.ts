import { type MadeRole, madeRoleOf } from '../../../lib/graph/made-role';
import { explainMade } from '../../../lib/outputs/words/insider-words';

describe('a role that AWS makes, in words', () => {
  it.each([
    [
      '/aws-service-role/x/',
      'AWSServiceRoleForX',
      'Service-linked role: AWS wrote its trust, and nobody can change it',
    ],
    [
      '/aws-reserved/sso.amazonaws.com/',
      'AWSReservedSSO_Admin_0123456789abcdef',
      'Role of IAM Identity Center: its assignments say who enters, and its trust cannot be changed here',
    ],
    [
      '/',
      'OrganizationAccountAccessRole',
      'By its name a role that AWS Organizations makes, for the management account to enter; anybody can give a role that name',
    ],
    [
      '/',
      'AWSCloudFormationStackSetExecutionRole',
      'By its name a role that StackSets makes, for an administering account to enter; anybody can give a role that name',
    ],
    [
      '/',
      'aws-controltower-ConfigRecorderRole',
      'By its name a role that Control Tower makes; anybody can give a role that name',
    ],
  ])('says what %s%s is', (path, name, words) => {
    const made: MadeRole | undefined = madeRoleOf({ path, name });
    expect(made && explainMade(made)).toBe(words);
  });
});
