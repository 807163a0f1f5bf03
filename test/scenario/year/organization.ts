/**
 * The made-up organization's exports, as they are on one day.
 */
import { type Day, dayAt } from './calendar';
import { uniqueId } from './records';
import { ACCOUNTS, GITHUB, GITHUB_PROVIDER, monitoringRole, RENAMED_ON } from './suppliers';
import { DATA, MANAGEMENT, OUR_ACCOUNTS, PRODUCTION, SANDBOX } from './visit';

export const ORGANIZATION = 'o-exampleyear';
export const RESOURCE_CONTROL = 'p-rcponlyours1';

/** What was changed in it by whoever should not. */
export interface Tampering {
  readonly isGuardrailDetached: boolean;
}

interface RoleSpec {
  readonly name: string;
  readonly statement: object;
  readonly actions: readonly string[];
  readonly created?: string;
}

/** Contents by path. */
export function exportsOn(day: Day, { isGuardrailDetached }: Tampering): Readonly<Record<string, object>> {
  const root = {
    Id: 'r-year',
    Arn: `arn:aws:organizations::${MANAGEMENT}:root/${ORGANIZATION}/r-year`,
    Name: 'Root',
  };
  const rcp = 'RESOURCE_CONTROL_POLICY';
  const summary = {
    Id: RESOURCE_CONTROL,
    Arn: `arn:aws:organizations::${MANAGEMENT}:policy/${ORGANIZATION}/resource_control_policy/${RESOURCE_CONTROL}`,
    Name: 'no-deprecated-vendors',
    Description: '',
    Type: rcp,
    AwsManaged: false,
  };
  return {
    'organizations/describe-organization.json': {
      Organization: { Id: ORGANIZATION, MasterAccountId: MANAGEMENT, FeatureSet: 'ALL' },
    },
    'organizations/list-accounts.json': {
      Accounts: OUR_ACCOUNTS.map((Id) => ({ Id, Name: `account-${Id.slice(0, 4)}`, State: 'ACTIVE' })),
    },
    'organizations/list-roots.json': {
      Roots: [{ ...root, PolicyTypes: [{ Type: rcp, Status: 'ENABLED' }] }],
    },
    ...Object.fromEntries(
      OUR_ACCOUNTS.map((id) => [
        `organizations/list-parents-${id}.json`,
        { Parents: [{ Id: root.Id, Type: 'ROOT' }] },
      ]),
    ),
    'organizations/list-policies-resource-control-policy.json': { Policies: [summary] },
    [`organizations/describe-policy-${RESOURCE_CONTROL}.json`]: {
      Policy: { PolicySummary: summary, Content: JSON.stringify(RCP) },
    },
    [`organizations/list-targets-for-policy-${RESOURCE_CONTROL}.json`]: {
      Targets: isGuardrailDetached
        ? []
        : [{ TargetId: root.Id, Arn: root.Arn, Name: root.Name, Type: 'ROOT' }],
    },
    ...Object.fromEntries(OUR_ACCOUNTS.flatMap((account) => accountExports(account, day))),
  };
}

const RCP = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'NotThisOne',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:AssumeRole',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': '999900002222' } },
    },
  ],
};

function accountExports(account: string, day: Day): readonly (readonly [string, object])[] {
  const isProduction = account === PRODUCTION;
  return [
    [
      `iam/${account}/get-account-authorization-details.json`,
      {
        UserDetailList: [],
        GroupDetailList: [],
        RoleDetailList: rolesOf(account, day).map((role) => exported(account, role)),
        Policies: [],
        IsTruncated: false,
      },
    ],
    [
      `iam/${account}/list-saml-providers.json`,
      { SAMLProviderList: isProduction ? [{ Arn: SAML_PROVIDER, CreateDate: '2025-05-02T09:00:00Z' }] : [] },
    ],
    [
      `iam/${account}/list-open-id-connect-providers.json`,
      { OpenIDConnectProviderList: isProduction ? [{ Arn: GITHUB_PROVIDER }] : [] },
    ],
  ];
}

export const SAML_PROVIDER = `arn:aws:iam::${PRODUCTION}:saml-provider/PartnerLogin`;

function exported(account: string, { name, statement, actions, created }: RoleSpec): object {
  return {
    Path: '/',
    RoleName: name,
    RoleId: uniqueId(account, name),
    Arn: `arn:aws:iam::${account}:role/${name}`,
    CreateDate: created ?? '2025-03-01T09:00:00Z',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] },
    InstanceProfileList: [],
    RolePolicyList: [
      {
        PolicyName: 'Permissions',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
        },
      },
    ],
    AttachedManagedPolicies: [],
    Tags: [],
  };
}

const METADATA = ['ec2:Describe*', 'cloudwatch:List*', 'iam:List*', 's3:ListAllMyBuckets', 'ce:Get*'];

function rolesOf(account: string, day: Day): readonly RoleSpec[] {
  const monitoring: RoleSpec = {
    name: monitoringRole(account, day),
    statement: lets(ACCOUNTS.monitoring, 'b7c1e94a2f6d4c0d9a51'),
    actions: METADATA,
    ...(account === PRODUCTION &&
      day.number >= RENAMED_ON && { created: `${dayAt(RENAMED_ON).date}T00:00:00Z` }),
  };
  const audit: RoleSpec = {
    name: 'SecurityAudit',
    statement: lets(ACCOUNTS.scanner, 'SCANNER_0d51f7aa93c24be1'),
    actions: METADATA,
  };
  switch (account) {
    case PRODUCTION:
      return [
        monitoring,
        audit,
        {
          name: 'BackupService',
          statement: lets(ACCOUNTS.backup, 'bk-9d2f0c61e7'),
          actions: ['ec2:*', 's3:GetObject', 's3:PutObject'],
        },
        {
          name: 'PipelineDeploy',
          statement: {
            Effect: 'Allow',
            Principal: { Federated: GITHUB_PROVIDER },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' },
              StringLike: { [`${GITHUB}:sub`]: 'repo:meridian/*' },
            },
          },
          actions: ['ecr:*', 'ecs:UpdateService'],
        },
        {
          name: 'PartnerAnalysts',
          statement: {
            Effect: 'Allow',
            Principal: { Federated: SAML_PROVIDER },
            Action: 'sts:AssumeRoleWithSAML',
            Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
          },
          actions: ['s3:GetObject'],
        },
      ];
    case DATA:
      return [
        monitoring,
        audit,
        {
          name: 'CostReader',
          statement: lets(ACCOUNTS.cost, '4f0c8d5e-9b1a-4c7e-8f2d-1a2b3c4d5e6f'),
          actions: ['ce:Get*', 'sts:AssumeRole'],
        },
        { name: 'MonthlyReports', statement: lets(ACCOUNTS.reports, 'vnt-77f0a2d99c'), actions: ['ce:Get*'] },
        {
          name: 'PilotDataAccess',
          statement: lets(ACCOUNTS.pilot, 'pl-18cc02fe71'),
          actions: ['s3:GetObject', 's3:ListAllMyBuckets'],
        },
        {
          name: 'Warehouse',
          statement: {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${DATA}:role/CostReader` },
            Action: 'sts:AssumeRole',
          },
          actions: ['s3:GetObject', 's3:PutObject', 'glue:*'],
        },
        {
          name: 'DropBox',
          statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
          actions: ['s3:PutObject'],
        },
      ];
    case SANDBOX:
      return [
        audit,
        {
          name: 'InfrastructureDeploy',
          statement: lets(ACCOUNTS.deploys, 'meridian@01J7ZQ4N2B'),
          actions: ['ec2:*', 'iam:*'],
        },
        { name: 'Operations', statement: lets(ACCOUNTS.people), actions: ['ec2:*', 'logs:*'] },
      ];
    default:
      return [];
  }
}

function lets(account: string, externalId?: string): object {
  return {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole',
    ...(externalId && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  };
}
