/**
 * What roles may do once entered: AWS's managed policies that are attached somewhere, and short inline ones.
 *
 * The managed documents of AWS are cut to a few typical lines. `AmazonSSMManagedInstanceCore` is left out on
 * purpose: one role is attached to a policy whose text is not in the export.
 */

const allow = (Action, Resource = '*') => ({ Effect: 'Allow', Action, Resource });

/** A policy document that allows the actions; each argument is one statement's `[actions, resources]`. */
export function permit(...grants) {
  return {
    Version: '2012-10-17',
    Statement: grants.map(([actions, resources]) => allow(actions, resources)),
  };
}

const awsPolicy = (name, path = '') => `arn:aws:iam::aws:policy/${path}${name}`;

export const ADMINISTRATOR = awsPolicy('AdministratorAccess');
export const POWER_USER = awsPolicy('PowerUserAccess');
export const READ_ONLY = awsPolicy('ReadOnlyAccess');
export const SECURITY_AUDIT = awsPolicy('SecurityAudit');
export const S3_READ = awsPolicy('AmazonS3ReadOnlyAccess');
export const LAMBDA_BASIC = awsPolicy('AWSLambdaBasicExecutionRole', 'service-role/');
export const SSM_CORE = awsPolicy('AmazonSSMManagedInstanceCore');

const METADATA = [
  'ec2:Describe*',
  'iam:Get*',
  'iam:List*',
  's3:GetBucket*',
  's3:ListAllMyBuckets',
  'config:Describe*',
];

/** Documents of AWS's managed policies by ARN, as far as the exports hold them. */
export const AWS_MANAGED = new Map([
  [ADMINISTRATOR, permit(['*'])],
  [
    POWER_USER,
    {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
        allow(['iam:CreateServiceLinkedRole', 'iam:ListRoles', 'organizations:DescribeOrganization']),
      ],
    },
  ],
  [
    READ_ONLY,
    permit([
      ['ec2:Describe*', 'ecs:List*', 'lambda:Get*', 's3:Get*', 's3:List*', 'dynamodb:GetItem', 'logs:Get*'],
    ]),
  ],
  [SECURITY_AUDIT, permit([METADATA])],
  [S3_READ, permit([['s3:Get*', 's3:List*']])],
  [LAMBDA_BASIC, permit([['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']])],
]);

/** Both the buckets and what is in them. */
export const buckets = (...names) =>
  names.flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]);

export const WRITE_LOGS = permit([['logs:CreateLogStream', 'logs:PutLogEvents']]);
export const DEPLOY = permit(
  [['lambda:UpdateFunctionCode', 'ecs:UpdateService', 'ecs:RegisterTaskDefinition', 'cloudformation:*']],
  [['iam:PassRole', 'iam:GetRole'], 'arn:aws:iam::*:role/app/*'],
);
