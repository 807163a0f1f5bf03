/**
 * Roles that AWS makes, told by path and name: those whose trust nobody can change, and those through which an
 * organization is administered.
 *
 * Only the two paths are reserved. Anybody can give a role one of the names, so a name says whom to expect behind it
 * and clears nothing.
 */
import { isIdentityCenterRole, isServiceLinked, type Role } from '../model/role';

export type RoleMaker =
  | 'service-linked'
  | 'identity-center'
  | 'organizations'
  | 'control-tower'
  | 'stack-sets';

export interface MadeRole {
  readonly by: RoleMaker;
  /** who enters it as a rule; absent where no account of ours does, or it is not told by the name */
  readonly meantFor?: 'management-account' | 'administrator-account';
}

type NamedRole = MadeRole & { readonly name: RegExp };

/**
 * The first that fits counts.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs.html
 */
const NAMED: readonly NamedRole[] = [
  { name: /^OrganizationAccountAccessRole$/, by: 'organizations', meantFor: 'management-account' },
  { name: /^AWSControlTowerExecution$/, by: 'control-tower', meantFor: 'management-account' },
  // the audit account enters these
  {
    name: /^aws-controltower-(?:Administrator|ReadOnly)ExecutionRole$/,
    by: 'control-tower',
    meantFor: 'administrator-account',
  },
  { name: /^(?:AWSControlTower|aws-controltower-)/, by: 'control-tower' },
  // even where a delegated administrator deploys, the management account's service-linked role does the work
  { name: /^stacksets-exec-[0-9a-f]+$/, by: 'stack-sets', meantFor: 'management-account' },
  { name: /^AWSCloudFormationStackSetExecutionRole$/, by: 'stack-sets', meantFor: 'administrator-account' },
];

/** What the role's path and name tell; undefined for all that customers make and name themselves. */
export function madeRoleOf(role: Pick<Role, 'path' | 'name'>): MadeRole | undefined {
  if (isServiceLinked(role)) return { by: 'service-linked' };
  if (isIdentityCenterRole(role)) return { by: 'identity-center' };
  const named = NAMED.find(({ name }) => name.test(role.name));
  return named && { by: named.by, ...(named.meantFor && { meantFor: named.meantFor }) };
}
