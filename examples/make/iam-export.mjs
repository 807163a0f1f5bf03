/**
 * What `aws iam …` prints for one account: its authorization details and its identity providers.
 *
 * Tools write policy documents in three forms, and so does this example: as objects, in the log account
 * URL-encoded (as IAM sends them), in the network account as JSON text.
 */
import { cliTime } from './calendar.mjs';
import { hexOf, uniqueIdOf } from './chance.mjs';
import { ACCOUNT, HOME } from './company.mjs';
import { GROUPS, OIDC_PROVIDERS, POLICIES, SAML_PROVIDERS, USERS } from './identities.mjs';
import { AWS_MANAGED } from './permissions.mjs';
import { ROLES } from './roles/all-roles.mjs';
import { oidcArn, samlArn } from './trust.mjs';

const MADE = '2023-05-02T09:00:00+00:00';

/**
 * Files by path below `iam/<account>/`.
 * @param lastUses the trail's last record of each role, by role ARN
 */
export function iamExport(account, lastUses) {
  const encode = ENCODINGS.get(account) ?? ((document) => document);
  const here = (item) => item.account === account;
  const roles = ROLES.filter(here);
  const saml = SAML_PROVIDERS.get(account) ?? [];
  const oidc = OIDC_PROVIDERS.get(account) ?? [];

  const files = {
    'get-account-authorization-details.json': {
      UserDetailList: USERS.filter(here).map((user) => userDetail(user, encode)),
      GroupDetailList: GROUPS.filter(here).map(groupDetail),
      RoleDetailList: roles.map((role) => roleDetail(role, encode, lastUses.get(role.arn))),
      Policies: policyDetails(account, [...roles, ...GROUPS.filter(here)], encode),
    },
    'list-saml-providers.json': {
      SAMLProviderList: saml.map((name) => ({
        Arn: samlArn(account, name),
        ValidUntil: '2033-05-02T09:00:00+00:00',
        CreateDate: MADE,
      })),
    },
    'list-open-id-connect-providers.json': {
      OpenIDConnectProviderList: oidc.map(([issuer]) => ({ Arn: oidcArn(account, issuer) })),
    },
  };
  for (const [issuer, audience] of oidc) {
    files[`get-open-id-connect-provider-${issuer.replaceAll('/', '-')}.json`] = {
      Url: issuer,
      ClientIDList: [audience],
      ThumbprintList: [hexOf(40, 'thumbprint', issuer)],
      CreateDate: MADE,
      Tags: [],
    };
  }
  return files;
}

const ENCODINGS = new Map([
  [ACCOUNT.logs, (document) => encodeURIComponent(JSON.stringify(document))],
  [ACCOUNT.network, (document) => JSON.stringify(document)],
]);

function roleDetail(role, encode, lastUse) {
  return {
    ...roleSummary(role, encode),
    InstanceProfileList: role.instanceProfile ? [instanceProfile(role, encode)] : [],
    RolePolicyList: inlinePolicies(role, encode),
    AttachedManagedPolicies: attachedPolicies(role),
    ...(role.boundary && {
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundary },
    }),
    Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
    RoleLastUsed: roleLastUsed(role, lastUse),
  };
}

/** From the trail; where that is silent, from before its time; else what AWS says of a role never used. */
function roleLastUsed(role, lastUse) {
  if (lastUse) return { LastUsedDate: cliTime(Date.parse(lastUse.eventTime)), Region: lastUse.awsRegion };
  if (role.idleSince) return { LastUsedDate: `${role.idleSince}T10:00:00+00:00`, Region: HOME };
  return {};
}

function roleSummary(role, encode) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: cliTime(role.created),
    AssumeRolePolicyDocument: encode(role.trust),
  };
}

function instanceProfile(role, encode) {
  return {
    Path: role.path,
    InstanceProfileName: role.name,
    InstanceProfileId: uniqueIdOf('AIPA', role.arn),
    Arn: role.arn.replace(':role/', ':instance-profile/'),
    CreateDate: cliTime(role.created),
    Roles: [roleSummary(role, encode)],
  };
}

function userDetail(user, encode) {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: MADE,
    ...(Object.keys(user.inline).length > 0 && { UserPolicyList: inlinePolicies(user, encode) }),
    GroupList: user.groups,
    AttachedManagedPolicies: [],
    Tags: [],
  };
}

function groupDetail(group) {
  return {
    Path: '/',
    GroupName: group.name,
    GroupId: uniqueIdOf('AGPA', group.account, group.name),
    Arn: `arn:aws:iam::${group.account}:group/${group.name}`,
    CreateDate: MADE,
    GroupPolicyList: [],
    AttachedManagedPolicies: attachedPolicies(group),
  };
}

function inlinePolicies({ inline }, encode) {
  return Object.entries(inline).map(([PolicyName, document]) => ({
    PolicyName,
    PolicyDocument: encode(document),
  }));
}

function attachedPolicies({ attached }) {
  return attached.map((arn) => ({ PolicyName: nameOf(arn), PolicyArn: arn }));
}

/** AWS's policies that are attached here and the account's own; one of AWS's is missing, see `permissions.mjs`. */
function policyDetails(account, holders, encode) {
  const attached = new Set(holders.flatMap((holder) => holder.attached));
  const own = POLICIES.filter((policy) => policy.account === account).map(({ name, document }) => [
    `arn:aws:iam::${account}:policy/${name}`,
    document,
  ]);
  const awsOwned = [...AWS_MANAGED].filter(([arn]) => attached.has(arn));

  return [...awsOwned, ...own].map(([arn, document]) => ({
    PolicyName: nameOf(arn),
    PolicyId: uniqueIdOf('ANPA', arn),
    Arn: arn,
    Path: arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1),
    DefaultVersionId: 'v1',
    AttachmentCount: holders.filter((holder) => holder.attached.includes(arn)).length,
    PermissionsBoundaryUsageCount: holders.filter((holder) => holder.boundary === arn).length,
    IsAttachable: true,
    CreateDate: MADE,
    UpdateDate: MADE,
    PolicyVersionList: [
      { Document: encode(document), VersionId: 'v1', IsDefaultVersion: true, CreateDate: MADE },
    ],
  }));
}

function nameOf(arn) {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
