/**
 * Roles of the management, security, log, network and tooling accounts.
 */
import { hexOf } from '../chance.mjs';
import { ACCOUNT, HOME, OUTSIDER } from '../company.mjs';
import {
  ADMINISTRATOR,
  buckets,
  DEPLOY,
  LAMBDA_BASIC,
  POWER_USER,
  permit,
  SECURITY_AUDIT,
  SSM_CORE,
  WRITE_LOGS,
} from '../permissions.mjs';
import {
  byAws,
  byCertificate,
  byOidc,
  byService,
  externalId,
  GITHUB,
  GITLAB,
  ourOrganization,
  roleArn,
  rootArn,
  TERRAFORM,
  trust,
  withMfa,
} from '../trust.mjs';
import { role } from './role.mjs';

/** Two vendors were given the same external id, and it is easy to guess. */
export const SHARED_EXTERNAL_ID = 'meridian-freight';

export const datadogExternalId = (account) => hexOf(32, 'datadog', account);

/** Datadog's role is the same in each account that it watches. */
export function datadogRole(account) {
  const statement = byAws(rootArn(OUTSIDER.datadog), externalId(datadogExternalId(account)));
  return role(account, 'DatadogIntegrationRole', trust(statement), {
    attached: [SECURITY_AUDIT],
    inline: {
      DatadogMetrics: permit([['cloudwatch:Get*', 'cloudwatch:List*', 'ec2:Describe*', 'tag:GetResources']]),
    },
    tags: { owner: 'observability' },
  });
}

const github = (fullName, claims, rest) =>
  role(ACCOUNT.tooling, `ci/${fullName}`, trust(byOidc(ACCOUNT.tooling, GITHUB, claims)), rest);

const TOOLING = [
  github(
    'GitHubDeploy',
    { StringEquals: { aud: 'sts.amazonaws.com', sub: 'repo:meridian-freight/platform:ref:refs/heads/main' } },
    { inline: { EnterDeployTargets: permit([['sts:AssumeRole'], 'arn:aws:iam::*:role/DeployTarget']) } },
  ),
  github(
    'GitHubOrgBuild',
    { StringEquals: { aud: 'sts.amazonaws.com' }, StringLike: { sub: 'repo:meridian-freight/*' } },
    {
      inline: { PushImages: permit([['ecr:PutImage', 'ecr:UploadLayerPart', 'ecr:GetAuthorizationToken']]) },
    },
  ),
  github(
    'GitHubRelease',
    { StringEquals: { aud: 'sts.amazonaws.com' }, StringLike: { sub: 'repo:meridian*' } },
    {
      inline: {
        PublishReleases: permit([['s3:PutObject', 's3:DeleteObject'], buckets('meridian-releases')]),
      },
    },
  ),
  github(
    'GitHubLegacy',
    { StringEquals: { aud: 'sts.amazonaws.com' } },
    {
      inline: { ReadArtifacts: permit([['s3:GetObject'], buckets('meridian-artifacts')]) },
      idleSince: '2026-05-04',
    },
  ),
  github(
    'GitHubCustomsApi',
    {
      StringEquals: {
        aud: 'sts.amazonaws.com',
        sub: 'repo:meridian-freight@48151623/customs-api@90210042:ref:refs/heads/main',
      },
    },
    {
      inline: { PushImages: permit([['ecr:PutImage', 'ecr:UploadLayerPart', 'ecr:GetAuthorizationToken']]) },
    },
  ),
  role(
    ACCOUNT.tooling,
    'ci/GitLabTerminal',
    trust(
      byOidc(ACCOUNT.tooling, GITLAB, {
        StringEquals: {
          aud: 'https://gitlab.com',
          sub: 'project_path:meridian-freight/terminal:ref_type:branch:ref:main',
        },
      }),
    ),
    { inline: { Deploy: DEPLOY } },
  ),
  role(
    ACCOUNT.tooling,
    'ci/TerraformCloud',
    trust(
      byOidc(ACCOUNT.tooling, TERRAFORM, {
        StringEquals: { aud: 'aws.workload.identity' },
        StringLike: { sub: 'organization:meridian-freight:project:platform:workspace:*:run_phase:*' },
      }),
    ),
    { attached: [ADMINISTRATOR] },
  ),
  role(
    ACCOUNT.tooling,
    'SpaceliftIntegration',
    trust(byAws(rootArn(OUTSIDER.spacelift), externalId(SHARED_EXTERNAL_ID))),
    {
      attached: [POWER_USER],
      inline: {
        ManageRoles: permit([
          ['iam:CreateRole', 'iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:PassRole'],
        ]),
      },
    },
  ),
  role(ACCOUNT.tooling, 'ci/BuildRunner', trust(byService('ec2')), {
    attached: [SSM_CORE],
    inline: {
      EnterSiblings: permit([
        ['sts:AssumeRole'],
        ['arn:aws:iam::*:role/*Deploy*', 'arn:aws:iam::*:role/CarrierRatesExport'],
      ]),
    },
    instanceProfile: true,
  }),
];

const SECURITY = [
  role(
    ACCOUNT.security,
    'LaceworkAudit',
    trust(byAws(rootArn(OUTSIDER.lacework), externalId(SHARED_EXTERNAL_ID))),
    { attached: [SECURITY_AUDIT] },
  ),
  role(ACCOUNT.security, 'audit/SecurityTooling', trust(byService('lambda')), {
    attached: [LAMBDA_BASIC],
    inline: {
      EnterAuditRoles: permit([
        ['sts:AssumeRole'],
        ['arn:aws:iam::*:role/SecurityAuditor', 'arn:aws:iam::*:role/OrgLogReader'],
      ]),
    },
  }),
  role(
    ACCOUNT.security,
    'IncidentResponse',
    trust(byAws(`arn:aws:iam::${ACCOUNT.security}:user/dana`, withMfa)),
    { attached: [ADMINISTRATOR], idleSince: '2026-03-12' },
  ),
];

/** The security account's function reads each of these accounts on Sundays. */
export const AUDITED = [ACCOUNT.logs, ACCOUNT.prodApps, ACCOUNT.prodData, ACCOUNT.prodEdge, ACCOUNT.devData];

const AUDITORS = AUDITED.map((account) =>
  role(
    account,
    'SecurityAuditor',
    trust(byAws(roleArn(ACCOUNT.security, 'audit/SecurityTooling'), ourOrganization)),
    {
      attached: [SECURITY_AUDIT],
    },
  ),
);

const LOGS = [
  role(ACCOUNT.logs, 'OrgLogReader', trust(byAws('*', ourOrganization)), {
    inline: { ReadTrail: permit([['s3:GetObject', 's3:ListBucket'], buckets('meridian-trail')]) },
  }),
  role(ACCOUNT.logs, 'app/LogForwarder', trust(byService('lambda')), {
    attached: [LAMBDA_BASIC],
    inline: { ReadTrail: permit([['s3:GetObject'], buckets('meridian-trail')]) },
  }),
];

const trustAnchor = `arn:aws:rolesanywhere:${HOME}:${ACCOUNT.network}:trust-anchor/6f1c2d3e-0a4b-4c5d-8e9f-102030405060`;

const NETWORK = [
  datadogRole(ACCOUNT.network),
  role(
    ACCOUNT.network,
    'BranchRouter',
    trust(
      byCertificate({
        StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'router.rotterdam.meridian-freight.example' },
        ArnEquals: { 'aws:SourceArn': trustAnchor },
      }),
    ),
    { inline: { PutMetrics: permit([['cloudwatch:PutMetricData']]) } },
  ),
  role(ACCOUNT.network, 'WarehouseScanner', trust(byCertificate()), {
    inline: { QueueScans: permit([['sqs:SendMessage'], `arn:aws:sqs:${HOME}:${ACCOUNT.network}:scans`]) },
    idleSince: '2026-08-02',
  }),
  role(
    ACCOUNT.network,
    'FlowLogs',
    trust(byService('vpc-flow-logs', { StringEquals: { 'aws:SourceAccount': ACCOUNT.network } })),
    { inline: { WriteLogs: WRITE_LOGS }, idleSince: '2026-10-24' },
  ),
];

const MANAGEMENT = [
  role(ACCOUNT.management, 'CloudHealthRole', trust(byAws(rootArn(OUTSIDER.cloudHealth))), {
    inline: { ReadCost: permit([['ce:Get*', 'cur:Describe*', 'ec2:Describe*', 'organizations:List*']]) },
  }),
];

export const FOUNDATION_ROLES = [...MANAGEMENT, ...SECURITY, ...AUDITORS, ...LOGS, ...NETWORK, ...TOOLING];
