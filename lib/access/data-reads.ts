/**
 * Actions that hand out data or secrets, not descriptions of resources: the tier `data-read`.
 *
 * AWS's access level Read does not tell the two apart (`ec2:DescribeInstances` and `s3:GetObject` are both Read or
 * List), and some of these it calls Write (`kms:Decrypt`). Hence this list.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import { actionsMatching } from './action-set';

/** One pattern a row, by service. */
export const DATA_READ_PATTERNS: readonly string[] = [
  'appconfig:GetConfiguration',
  'appconfig:GetLatestConfiguration',
  'athena:GetQueryResults*',
  'backup-storage:GetChunk',
  'cassandra:Select',
  'cloudshell:GetFileDownloadUrls',
  'cloudtrail:GetQueryResults',
  'codeartifact:GetPackageVersionAsset',
  'codeartifact:ReadFromRepository',
  'codecommit:GetBlob',
  'codecommit:GetFile',
  'codecommit:GitPull',
  'cognito-idp:AdminGetUser',
  'cognito-idp:ListUsers',
  'connect:GetContactAttributes',
  'dax:BatchGetItem',
  'dax:GetItem',
  'dax:Query',
  'dax:Scan',
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:GetRecords',
  'dynamodb:PartiQLSelect',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ebs:GetSnapshotBlock',
  'ec2:GetConsoleOutput',
  'ec2:GetPasswordData',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'elasticfilesystem:ClientMount',
  'elasticmapreduce:GetClusterSessionCredentials',
  'emr-containers:GetManagedEndpointSessionCredentials',
  'es:ESHttpGet',
  'glacier:GetJobOutput',
  'glue:GetConnection',
  'glue:GetConnections',
  'healthlake:ReadResource',
  'healthlake:SearchWithGet',
  'iot:GetThingShadow',
  'kendra:Query',
  'kinesis:GetRecords',
  'kinesisvideo:GetMedia',
  'kms:Decrypt',
  'lakeformation:GetDataAccess',
  'lambda:GetFunction',
  'lightsail:DownloadDefaultKeyPair',
  'lightsail:GetInstanceAccessDetails',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:GetLogRecord',
  'logs:GetQueryResults',
  'logs:StartLiveTail',
  'logs:Unmask',
  'neptune-db:ReadDataViaQuery',
  'rds:DownloadCompleteDBLogFile',
  'rds:DownloadDBLogFilePortion',
  'redshift-data:GetStatementResult',
  'redshift-serverless:GetCredentials',
  'redshift:GetClusterCredentials*',
  's3-object-lambda:GetObject*',
  's3-outposts:GetObject*',
  's3:GetObject',
  's3:GetObjectTorrent',
  's3:GetObjectVersion',
  's3:GetObjectVersionTorrent',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'sqs:ReceiveMessage',
  'ssm:GetParameter',
  'ssm:GetParameterHistory',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'timestream:Select',
];

/** The actions behind `DATA_READ_PATTERNS`. */
export const DATA_READS = actionsMatching(DATA_READ_PATTERNS);

/**
 * Writes that change nothing of the account's: telemetry that every function sends, going on to another role, whose
 * worth is counted at that role, and some eighty actions that AWS calls Write although they only look.
 */
export const HARMLESS_WRITE_PATTERNS: readonly string[] = [
  '*:BatchGet*',
  '*:Describe*',
  '*:Get*',
  '*:List*',
  '*:Query*',
  '*:Search*',
  '*:View*',
  'cloudwatch:PutMetricData',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sts:AssumeRole',
  'sts:SetContext',
  'sts:SetSourceIdentity',
  'sts:TagSession',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** The actions behind `HARMLESS_WRITE_PATTERNS`. */
export const HARMLESS_WRITES = actionsMatching(HARMLESS_WRITE_PATTERNS);
