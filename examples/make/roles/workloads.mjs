/**
 * Roles of the production, development and sandbox accounts: most of what is planted stands here.
 */
import { hexOf, uniqueIdOf } from '../chance.mjs';
import { ACCOUNT, HOME, OUTSIDER } from '../company.mjs';
import { ADMINISTRATOR, buckets, DEPLOY, LAMBDA_BASIC, permit, READ_ONLY, S3_READ } from '../permissions.mjs';
import {
  byAws,
  byOidc,
  bySaml,
  byService,
  COGNITO,
  CORPORATE_IDP,
  EKS_DEV,
  EKS_PROD,
  externalId,
  GITHUB,
  GITLAB,
  roleArn,
  rootArn,
  SIGN_IN,
  trust,
  withMfa,
} from '../trust.mjs';
import { datadogRole } from './foundation.mjs';
import { role } from './role.mjs';

const { prodApps, prodData, prodEdge, devApps, devData, sandbox, tooling } = ACCOUNT;

export const QUBOLE_EXTERNAL_ID = hexOf(40, 'qubole', prodData);
export const HYCU_EXTERNAL_ID = hexOf(24, 'hycu', prodData);
export const IDENTITY_POOL = `${HOME}:5c0d9f6a-2b1e-4e7d-9a3c-0f1e2d3c4b5a`;

const deployers = [roleArn(tooling, 'ci/GitHubDeploy'), roleArn(tooling, 'ci/BuildRunner')];
const guests = { 'ForAnyValue:StringLike': { amr: 'unauthenticated' } };
const readTable = permit([
  ['dynamodb:GetItem', 'dynamodb:Query'],
  `arn:aws:dynamodb:${HOME}:${prodApps}:table/tracking`,
]);

/** The carrier's account stood here until 12 November; see `CARRIER_TRUST_BEFORE`. */
const carrierRatesTrust = trust(byAws(roleArn(tooling, 'ci/BuildRunner')));
export const CARRIER_TRUST_BEFORE = trust(byAws(rootArn(OUTSIDER.carrier), externalId('rates-7741-export')));
export const CARRIER_TRUST_NOW = carrierRatesTrust;

const PROD_APPS = [
  datadogRole(prodApps),
  role(prodApps, 'DeployTarget', trust(byAws(deployers)), { attached: [ADMINISTRATOR] }),
  role(
    prodApps,
    'app/CheckoutPods',
    trust(
      byOidc(prodApps, EKS_PROD, {
        StringEquals: { aud: 'sts.amazonaws.com', sub: 'system:serviceaccount:shop:checkout' },
      }),
    ),
    { inline: { Orders: permit([['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']]) } },
  ),
  role(
    prodApps,
    'app/TrackingPods',
    trust(
      byOidc(prodApps, EKS_PROD, {
        StringEquals: { aud: 'sts.amazonaws.com' },
        StringLike: { sub: 'system:serviceaccount:*:*' },
      }),
    ),
    { inline: { Tracking: readTable }, idleSince: '2026-10-11' },
  ),
  role(
    prodApps,
    'TrackingGuests',
    trust(byOidc(prodApps, COGNITO, { StringEquals: { aud: IDENTITY_POOL }, ...guests })),
    { inline: { Tracking: readTable } },
  ),
  role(prodApps, 'TrackingGuestsOld', trust(byOidc(prodApps, COGNITO, guests)), {
    inline: { Tracking: readTable },
    idleSince: '2025-12-19',
  }),
  role(
    prodApps,
    'CorporateAdmin',
    trust(bySaml(prodApps, CORPORATE_IDP, { StringEquals: { 'SAML:aud': SIGN_IN } })),
    { attached: [ADMINISTRATOR] },
  ),
  role(prodApps, 'ContractorSupport', trust(byAws(rootArn(OUTSIDER.contractor))), {
    attached: [ADMINISTRATOR],
    tags: { ticket: 'OPS-1182', purpose: 'warehouse migration, remove in April' },
    idleSince: '2026-04-20',
  }),
  role(prodApps, 'CarrierRatesExport', carrierRatesTrust, {
    inline: { ReadRates: permit([['s3:GetObject', 's3:ListBucket'], buckets('meridian-rates')]) },
  }),
  role(prodApps, 'app/OrdersApi', trust(byService('lambda')), {
    attached: [LAMBDA_BASIC],
    inline: { Orders: permit([['dynamodb:*'], `arn:aws:dynamodb:${HOME}:${prodApps}:table/orders`]) },
  }),
  role(prodApps, 'app/OrdersWorker', trust(byService('ecs-tasks')), {
    inline: { Queue: permit([['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'dynamodb:UpdateItem']]) },
  }),
];

const PROD_DATA = [
  datadogRole(prodData),
  role(prodData, 'QuboleDataAccess', trust(byAws(rootArn(OUTSIDER.qubole), externalId(QUBOLE_EXTERNAL_ID))), {
    inline: {
      ReadWarehouse: permit(
        [['s3:ListAllMyBuckets', 's3:ListBucket', 's3:GetObject'], ['*']],
        [['secretsmanager:ListSecrets', 'secretsmanager:GetSecretValue']],
        [['sts:AssumeRole'], roleArn(prodEdge, 'DataPlatformAdmin')],
      ),
    },
    tags: { owner: 'data-platform' },
  }),
  role(
    prodData,
    'HycuBackup',
    trust(byAws(rootArn(OUTSIDER.hycu), { StringEqualsIfExists: { 'sts:ExternalId': HYCU_EXTERNAL_ID } })),
    {
      inline: {
        BackUp: permit([
          ['ec2:CreateSnapshot', 'ec2:DeleteSnapshot', 'ec2:Describe*', 's3:PutObject', 'rds:*'],
        ]),
      },
    },
  ),
  role(prodData, 'AnalystSaml', trust(bySaml(prodData, CORPORATE_IDP)), { attached: [S3_READ] }),
  role(
    prodData,
    'ci/DataPipelineCi',
    // A star under StringEquals is a literal star: no repository has this subject.
    trust(
      byOidc(prodData, GITHUB, {
        StringEquals: { aud: 'sts.amazonaws.com', sub: 'repo:meridian-freight/data-pipeline:*' },
      }),
    ),
    { inline: { Load: permit([['s3:PutObject', 'glue:StartJobRun']]) } },
  ),
  role(prodData, 'MigrationRunner', trust(byAws(uniqueIdOf('AROA', 'gone', 'migration'))), {
    attached: [READ_ONLY],
    idleSince: '2025-11-28',
  }),
  role(prodData, 'app/GlueEtl', trust(byService('glue')), {
    inline: { Transform: permit([['s3:GetObject', 's3:PutObject', 'glue:*']]) },
  }),
  role(prodData, 'app/WarehouseLoader', trust(byService(['ecs-tasks', 'scheduler'])), {
    inline: { Load: permit([['redshift-data:ExecuteStatement', 's3:GetObject']]) },
    idleSince: '2026-10-18',
  }),
];

const PROD_EDGE = [
  role(prodEdge, 'DataPlatformAdmin', trust(byAws(rootArn(prodData))), { attached: [ADMINISTRATOR] }),
  role(prodEdge, 'EdgeDeploy', trust(byAws(deployers)), { inline: { Deploy: DEPLOY } }),
  role(prodEdge, 'PublicIntake', trust(byAws('*', { StringLike: { 'sts:ExternalId': 'intake*' } })), {
    inline: { DropFiles: permit([['s3:PutObject'], 'arn:aws:s3:::meridian-intake/*']) },
  }),
  role(
    prodEdge,
    'FormerPartnerFeed',
    trust(byAws(rootArn(OUTSIDER.carrier)), {
      Sid: 'ClosedInMarch',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
    }),
    { inline: { ReadFeed: permit([['s3:GetObject'], buckets('meridian-feed')]) }, idleSince: '2026-03-02' },
  ),
  role(prodEdge, 'app/CdnHeaders', trust(byService(['lambda', 'edgelambda'])), {
    attached: [LAMBDA_BASIC],
    idleSince: '2026-10-23',
  }),
];

const DEV_APPS = [
  datadogRole(devApps),
  role(devApps, 'DevDeploy', trust(byAws(roleArn(tooling, 'ci/BuildRunner'))), {
    inline: { Deploy: DEPLOY },
  }),
  role(
    devApps,
    'ci/PreviewEnvironments',
    trust(
      byOidc(devApps, GITHUB, {
        StringEquals: { aud: 'sts.amazonaws.com', sub: 'repo:meridian-freight/platform:pull_request' },
      }),
    ),
    { inline: { Deploy: DEPLOY } },
  ),
  role(
    devApps,
    'SharedTools',
    // No AWS document knows "PrincipalGroup": whoever it may mean cannot be told.
    trust({ ...byAws(rootArn(tooling)), PrincipalGroup: { Name: 'platform-engineers' } }),
    { attached: [READ_ONLY], idleSince: '2026-07-07' },
  ),
  // The unique id of tooling's BuildRunner, written directly: it is alive.
  role(devApps, 'DevDebug', trust(byAws(uniqueIdOf('AROA', tooling, 'ci/BuildRunner'))), {
    inline: { ReadLogs: permit([['logs:Get*', 'logs:FilterLogEvents']]) },
    idleSince: '2026-09-14',
  }),
  role(
    devApps,
    'app/DevPods',
    trust(byOidc(devApps, EKS_DEV, { StringLike: { sub: 'system:serviceaccount:preview-*:*' } })),
    { inline: { Tables: permit([['dynamodb:*']]) }, idleSince: '2026-10-19' },
  ),
];

const DEV_DATA = [
  // Anyone, by this text; the resource control policy on the Dev unit lets only our organization through.
  role(devData, 'OpenDataExchange', trust(byAws('*')), { attached: [S3_READ], idleSince: '2026-06-30' }),
  role(devData, 'TrainingData', trust(byAws(rootArn(devApps))), {
    inline: { ReadSamples: permit([['s3:GetObject', 's3:ListBucket'], buckets('meridian-samples')]) },
  }),
  role(devData, 'LegacyEtl', trust(byAws([uniqueIdOf('AIDA', 'gone', 'etl-user'), rootArn(devData)])), {
    inline: { Load: permit([['s3:PutObject'], buckets('meridian-samples')]) },
    idleSince: '2026-01-15',
  }),
  role(devData, 'WarehouseSamples', trust(byAws(roleArn(prodData, 'app/GlueEtl'))), {
    inline: { WriteSamples: permit([['s3:PutObject'], buckets('meridian-samples')]) },
    boundary: `arn:aws:iam::${devData}:policy/DevBoundary`,
    idleSince: '2026-10-09',
  }),
  role(devData, 'app/Notebooks', trust(byService('sagemaker')), {
    attached: [`arn:aws:iam::${devData}:policy/NotebookAccess`],
    boundary: `arn:aws:iam::${devData}:policy/DevBoundary`,
    idleSince: '2026-10-21',
  }),
];

const SANDBOX = [
  role(
    sandbox,
    'GitLabHackathon',
    trust(
      byOidc(sandbox, GITLAB, {
        StringEquals: { aud: 'https://gitlab.com' },
        StringLike: { sub: 'project_path:*:ref_type:branch:ref:main' },
      }),
    ),
    { inline: { Lab: permit([['ec2:RunInstances', 'ec2:Describe*']]) }, idleSince: '2026-06-19' },
  ),
  role(sandbox, 'StudentLab', trust(byAws(`arn:aws:iam::${sandbox}:user/students/rosa`, withMfa)), {
    attached: [READ_ONLY],
  }),
  role(sandbox, 'LabAdmin', trust(byAws(rootArn(sandbox), withMfa)), { attached: [ADMINISTRATOR] }),
  role(sandbox, 'app/LabInstance', trust(byService('ec2')), {
    instanceProfile: true,
    idleSince: '2026-10-05',
  }),
  role(sandbox, 'Placeholder', trust(byService('ec2'))),
];

export const WORKLOAD_ROLES = [
  ...PROD_APPS,
  ...PROD_DATA,
  ...PROD_EDGE,
  ...DEV_APPS,
  ...DEV_DATA,
  ...SANDBOX,
];
