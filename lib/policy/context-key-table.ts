/**
 * The table of condition keys that AWS documents for assume calls. One table, so one file however long.
 *
 * Rows are in AWS's groups. `calls` is left out where all three calls can carry the key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
import type { AssumeCall } from '../model/assume-call';
import type { GuardKind } from '../model/guard';
import { type Availability, accountPrincipals, everyone, type KeySetter } from './context-key';

export interface KeyRow {
  /** AWS's spelling; of a family, everything up to and with the slash */
  readonly name: string;
  readonly guard: GuardKind;
  readonly whoSets: KeySetter;
  readonly present: Availability;
  readonly multivalued?: true;
  readonly calls?: readonly AssumeCall[];
}

/** Only a session of a role carries it, and only sometimes. */
const someRoleSessions: Availability = { ...everyone('never'), role: 'sometimes' };

const servicesOnly: Availability = { ...everyone('never'), service: 'sometimes' };

/** A session that came from a web identity or SAML keeps a few of its keys when it goes on to assume a role. */
const samlAndItsSessions: Availability = { ...everyone('never'), saml: 'always', role: 'sometimes' };

const samlOnly: Availability = { ...everyone('never'), saml: 'always' };

const samlAttribute: Availability = { ...everyone('never'), saml: 'sometimes' };

/** Who the caller is. Provider identities make unsigned calls, so they have no ARN or account of their own. */
const CALLER: readonly KeyRow[] = [
  {
    name: 'aws:PrincipalAccount',
    guard: 'account',
    whoSets: 'aws',
    present: { ...accountPrincipals('always'), service: 'unknown' },
  },
  {
    name: 'aws:PrincipalArn',
    guard: 'principal-arn',
    whoSets: 'aws',
    present: { ...accountPrincipals('always'), service: 'unknown' },
  },
  {
    name: 'aws:PrincipalOrgID',
    guard: 'organization',
    whoSets: 'aws',
    present: accountPrincipals('sometimes'),
  },
  {
    name: 'aws:PrincipalOrgPaths',
    guard: 'organization',
    whoSets: 'aws',
    present: accountPrincipals('sometimes'),
    multivalued: true,
  },
  {
    name: 'aws:PrincipalType',
    guard: 'other',
    whoSets: 'aws',
    present: accountPrincipals('always', 'unknown'),
  },
  {
    name: 'aws:userid',
    guard: 'principal-arn',
    whoSets: 'aws',
    present: accountPrincipals('always', 'unknown'),
  },
  {
    name: 'aws:username',
    guard: 'other',
    whoSets: 'home-account',
    present: { ...everyone('never'), user: 'always' },
  },
  {
    name: 'aws:PrincipalIsAWSService',
    guard: 'other',
    whoSets: 'aws',
    // in every signed request; what an identity provider's user sends is not signed
    present: { ...accountPrincipals('always'), service: 'always' },
  },
  {
    name: 'aws:PrincipalServiceName',
    guard: 'other',
    whoSets: 'aws',
    present: { ...everyone('never'), service: 'always' },
  },
  {
    name: 'aws:PrincipalServiceNamesList',
    guard: 'other',
    whoSets: 'aws',
    present: { ...everyone('never'), service: 'always' },
    multivalued: true,
  },
  {
    name: 'aws:FederatedProvider',
    guard: 'other',
    whoSets: 'aws',
    present: { ...everyone('never'), role: 'sometimes', oidc: 'sometimes', 'web-identity': 'always' },
  },
  { name: 'aws:SourceIdentity', guard: 'source-identity', whoSets: 'caller', present: someRoleSessions },
  {
    name: 'aws:AssumedRoot',
    guard: 'other',
    whoSets: 'aws',
    present: { ...everyone('never'), root: 'sometimes' },
  },
  {
    name: 'aws:TokenIssueTime',
    guard: 'time',
    whoSets: 'time',
    present: {
      ...everyone('never'),
      role: 'always',
      user: 'sometimes',
      root: 'sometimes',
      'federated-user': 'always',
    },
  },
  {
    name: 'aws:MultiFactorAuthPresent',
    guard: 'mfa',
    whoSets: 'aws',
    present: accountPrincipals('sometimes'),
  },
  { name: 'aws:MultiFactorAuthAge', guard: 'mfa', whoSets: 'aws', present: accountPrincipals('sometimes') },
];

/** Where a role's session runs: these keys of other services travel with its credentials. */
const ROLE_SESSION: readonly KeyRow[] = [
  { name: 'aws:Ec2InstanceSourceVpc', guard: 'source-vpc', whoSets: 'network', present: someRoleSessions },
  {
    name: 'aws:Ec2InstanceSourcePrivateIPv4',
    guard: 'source-ip',
    whoSets: 'network',
    present: someRoleSessions,
  },
  { name: 'aws:ChatbotSourceArn', guard: 'other', whoSets: 'aws', present: someRoleSessions },
  { name: 'ec2:RoleDelivery', guard: 'other', whoSets: 'aws', present: someRoleSessions },
  { name: 'ec2:SourceInstanceArn', guard: 'other', whoSets: 'aws', present: someRoleSessions },
  { name: 'glue:CredentialIssuingService', guard: 'other', whoSets: 'aws', present: someRoleSessions },
  { name: 'glue:RoleAssumedBy', guard: 'other', whoSets: 'aws', present: someRoleSessions },
  { name: 'identitystore:UserId', guard: 'other', whoSets: 'aws', present: someRoleSessions },
  { name: 'lambda:SourceFunctionArn', guard: 'other', whoSets: 'aws', present: someRoleSessions },
  { name: 'ssm:SourceInstanceArn', guard: 'other', whoSets: 'aws', present: someRoleSessions },
];

/** What the request itself says. */
const REQUEST: readonly KeyRow[] = [
  {
    name: 'sts:ExternalId',
    guard: 'external-id',
    whoSets: 'caller',
    present: everyone('sometimes'),
    calls: ['AssumeRole'],
  },
  { name: 'sts:RoleSessionName', guard: 'session-name', whoSets: 'caller', present: everyone('always') },
  { name: 'sts:SourceIdentity', guard: 'source-identity', whoSets: 'caller', present: everyone('sometimes') },
  {
    name: 'sts:TransitiveTagKeys',
    guard: 'tag',
    whoSets: 'caller',
    present: everyone('sometimes'),
    multivalued: true,
  },
  { name: 'aws:TagKeys', guard: 'tag', whoSets: 'caller', present: everyone('sometimes'), multivalued: true },
  {
    name: 'sts:RequestContextProviders',
    guard: 'other',
    whoSets: 'caller',
    present: everyone('sometimes'),
    multivalued: true,
  },
  {
    name: 'sts:RoleAuthorizedByIdp',
    guard: 'other',
    whoSets: 'identity-provider',
    present: everyone('sometimes'),
    calls: ['AssumeRoleWithWebIdentity'],
  },
  { name: 'aws:UserAgent', guard: 'other', whoSets: 'caller', present: everyone('always') },
  { name: 'aws:Referer', guard: 'other', whoSets: 'caller', present: everyone('sometimes') },
  { name: 'aws:CurrentTime', guard: 'time', whoSets: 'time', present: everyone('always') },
  { name: 'aws:EpochTime', guard: 'time', whoSets: 'time', present: everyone('always') },
  { name: 'aws:SecureTransport', guard: 'other', whoSets: 'network', present: everyone('always') },
  { name: 'aws:RequestedRegion', guard: 'region', whoSets: 'caller', present: everyone('always') },
];

/** The way the request came. */
const NETWORK: readonly KeyRow[] = [
  { name: 'aws:SourceIp', guard: 'source-ip', whoSets: 'network', present: everyone('sometimes') },
  { name: 'aws:VpcSourceIp', guard: 'source-ip', whoSets: 'network', present: everyone('sometimes') },
  { name: 'aws:SourceVpc', guard: 'source-vpc', whoSets: 'network', present: everyone('sometimes') },
  { name: 'aws:SourceVpce', guard: 'source-vpc', whoSets: 'network', present: everyone('sometimes') },
  { name: 'aws:SourceVpcArn', guard: 'source-vpc', whoSets: 'network', present: everyone('sometimes') },
  { name: 'aws:VpceAccount', guard: 'source-vpc', whoSets: 'network', present: everyone('sometimes') },
  { name: 'aws:VpceOrgID', guard: 'source-vpc', whoSets: 'network', present: everyone('sometimes') },
  {
    name: 'aws:VpceOrgPaths',
    guard: 'source-vpc',
    whoSets: 'network',
    present: everyone('sometimes'),
    multivalued: true,
  },
  {
    name: 'aws:ViaAWSService',
    guard: 'other',
    whoSets: 'aws',
    present: accountPrincipals('always', 'unknown'),
  },
  {
    name: 'aws:CalledVia',
    guard: 'other',
    whoSets: 'aws',
    present: accountPrincipals('sometimes'),
    multivalued: true,
  },
  { name: 'aws:CalledViaFirst', guard: 'other', whoSets: 'aws', present: accountPrincipals('sometimes') },
  { name: 'aws:CalledViaLast', guard: 'other', whoSets: 'aws', present: accountPrincipals('sometimes') },
];

/** On whose behalf an AWS service calls: only services carry these, never the principals of an account. */
const SERVICE_SOURCE: readonly KeyRow[] = [
  { name: 'aws:SourceAccount', guard: 'source-account', whoSets: 'aws', present: servicesOnly },
  { name: 'aws:SourceArn', guard: 'source-arn', whoSets: 'aws', present: servicesOnly },
  { name: 'aws:SourceOrgID', guard: 'source-account', whoSets: 'aws', present: servicesOnly },
  {
    name: 'aws:SourceOrgPaths',
    guard: 'source-account',
    whoSets: 'aws',
    present: servicesOnly,
    multivalued: true,
  },
];

/** The role itself: says nothing about the caller. Those of the organization are absent where the account is of none. */
const ROLE: readonly KeyRow[] = [
  { name: 'aws:ResourceAccount', guard: 'other', whoSets: 'role', present: everyone('always') },
  { name: 'aws:ResourceOrgID', guard: 'other', whoSets: 'role', present: everyone('sometimes') },
  {
    name: 'aws:ResourceOrgPaths',
    guard: 'other',
    whoSets: 'role',
    present: everyone('sometimes'),
    multivalued: true,
  },
];

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml */
const SAML: readonly KeyRow[] = [
  { name: 'saml:aud', guard: 'audience', whoSets: 'identity-provider', present: samlOnly },
  { name: 'saml:doc', guard: 'other', whoSets: 'aws', present: samlOnly },
  { name: 'saml:iss', guard: 'other', whoSets: 'identity-provider', present: samlOnly },
  { name: 'saml:sub', guard: 'subject', whoSets: 'identity-provider', present: samlAndItsSessions },
  { name: 'saml:sub_type', guard: 'other', whoSets: 'identity-provider', present: samlAndItsSessions },
  { name: 'saml:namequalifier', guard: 'other', whoSets: 'aws', present: samlAndItsSessions },
  ...[
    'commonName',
    'edupersonorgdn',
    'edupersonprimaryaffiliation',
    'edupersonprimaryorgunitdn',
    'edupersonprincipalname',
    'givenName',
    'mail',
    'name',
    'organizationStatus',
    'primaryGroupSID',
    'surname',
    'uid',
    'x500UniqueIdentifier',
  ].map(
    (attribute): KeyRow => ({
      name: `saml:${attribute}`,
      guard: 'other',
      whoSets: 'identity-provider',
      present: samlAttribute,
    }),
  ),
  ...[
    'cn',
    'eduorghomepageuri',
    'eduorgidentityauthnpolicyuri',
    'eduorglegalname',
    'eduorgsuperioruri',
    'eduorgwhitepagesuri',
    'edupersonaffiliation',
    'edupersonassurance',
    'edupersonentitlement',
    'edupersonnickname',
    'edupersonorgunitdn',
    'edupersonscopedaffiliation',
    'edupersontargetedid',
  ].map(
    (attribute): KeyRow => ({
      name: `saml:${attribute}`,
      guard: 'other',
      whoSets: 'identity-provider',
      present: samlAttribute,
      multivalued: true,
    }),
  ),
];

export const KEY_ROWS: readonly KeyRow[] = [
  ...CALLER,
  ...ROLE_SESSION,
  ...REQUEST,
  ...NETWORK,
  ...SERVICE_SOURCE,
  ...ROLE,
  ...SAML,
];

/** Families: one key for each tag or context key. */
export const KEY_FAMILIES: readonly KeyRow[] = [
  {
    name: 'aws:PrincipalTag/',
    guard: 'tag',
    whoSets: 'home-account',
    // Roles Anywhere and EKS Pod Identity are services whose calls carry such tags
    present: { ...accountPrincipals('sometimes', 'unknown'), root: 'never', service: 'sometimes' },
  },
  { name: 'aws:RequestTag/', guard: 'tag', whoSets: 'caller', present: everyone('sometimes') },
  { name: 'aws:ResourceTag/', guard: 'other', whoSets: 'role', present: everyone('sometimes') },
  { name: 'iam:ResourceTag/', guard: 'other', whoSets: 'role', present: everyone('sometimes') },
  { name: 'sts:RequestContext/', guard: 'other', whoSets: 'caller', present: everyone('sometimes') },
];
