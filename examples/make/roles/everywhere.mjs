/**
 * Roles that AWS puts into nearly every account: service-linked ones, Identity Center's, and the one through
 * which the management account administers its members.
 */
import { hexOf } from '../chance.mjs';
import { ACCOUNT, ACCOUNT_IDS, HOME } from '../company.mjs';
import { ADMINISTRATOR, POWER_USER, permit, READ_ONLY, SECURITY_AUDIT } from '../permissions.mjs';
import { byAws, bySaml, byService, IDENTITY_CENTER, rootArn, SIGN_IN, trust } from '../trust.mjs';
import { role } from './role.mjs';

const members = ACCOUNT_IDS.filter((account) => account !== ACCOUNT.management);

const memberAdministration = members.map((account) =>
  role(account, 'OrganizationAccountAccessRole', trust(byAws(rootArn(ACCOUNT.management))), {
    attached: [ADMINISTRATOR],
    idleSince: account === ACCOUNT.network ? '2026-02-17' : undefined,
  }),
);

function serviceLinked(account, service, name) {
  return role(
    account,
    `aws-service-role/${service}.amazonaws.com/AWSServiceRoleFor${name}`,
    trust(byService(service)),
    {
      inline: { ServicePolicy: permit([['ec2:Describe*', 's3:ListAllMyBuckets', 'config:Put*']]) },
      idleSince: '2026-10-20',
    },
  );
}

/** Config records the workload accounts and is seen doing so. */
export const CONFIG_ACCOUNTS = [ACCOUNT.prodApps, ACCOUNT.prodData, ACCOUNT.network];

const serviceLinkedRoles = [
  serviceLinked(ACCOUNT.management, 'organizations', 'Organizations'),
  serviceLinked(ACCOUNT.security, 'securityhub', 'SecurityHub'),
  ...CONFIG_ACCOUNTS.map((account) => serviceLinked(account, 'config', 'Config')),
];

/** A permission set as it stands in one account; Identity Center's home region is in the path. */
function permissionSet(account, name, policy) {
  const suffix = hexOf(16, 'permission set', account, name);
  const path = `aws-reserved/sso.amazonaws.com/${HOME}/AWSReservedSSO_${name}_${suffix}`;
  const signIn = bySaml(account, IDENTITY_CENTER, { StringEquals: { 'SAML:aud': SIGN_IN } });
  const statement = { ...signIn, Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] };
  return role(account, path, trust(statement), { attached: [policy], idleSince: '2026-09-30' });
}

const permissionSets = [
  permissionSet(ACCOUNT.management, 'AdministratorAccess', ADMINISTRATOR),
  permissionSet(ACCOUNT.security, 'SecurityAudit', SECURITY_AUDIT),
  permissionSet(ACCOUNT.tooling, 'PowerUserAccess', POWER_USER),
  permissionSet(ACCOUNT.prodApps, 'AdministratorAccess', ADMINISTRATOR),
  permissionSet(ACCOUNT.prodApps, 'ReadOnlyAccess', READ_ONLY),
  permissionSet(ACCOUNT.prodData, 'DataPlatform', POWER_USER),
  permissionSet(ACCOUNT.devApps, 'Developer', POWER_USER),
];

export const ROLES_EVERYWHERE = [...memberAdministration, ...serviceLinkedRoles, ...permissionSets];
