/**
 * Where CloudTrail and IAM speak differently: event sources and names of the table of tactics that are no IAM
 * prefix or action, each with the reason. Everything else in the table must be an action of AWS's own list.
 */

/** Event sources whose actions have another prefix in IAM. */
export const IAM_PREFIX: ReadonlyMap<string, string> = new Map([
  ['amazonmq', 'mq'],
  ['cloudcontrolapi', 'cloudformation'],
  ['iotsecuredtunneling', 'iot'],
  ['monitoring', 'cloudwatch'],
  ['rdsdata', 'rds-data'],
  ['tagging', 'tag'],
]);

export interface KnownException {
  readonly source: string;
  readonly events: readonly string[];
  /** the IAM actions that allow the call, none where IAM has no say in it */
  readonly actions: readonly string[];
  readonly reason: string;
}

export const KNOWN_EXCEPTIONS: readonly KnownException[] = [
  // IAM allows the call by another name.
  exception('s3', 'ListBuckets', 'ListAllMyBuckets', 'IAM has its older name'),
  exception('s3', 'HeadBucket ListObjects', 'ListBucket', 'a HEAD and a list of keys are one permission'),
  exception('s3', 'ListObjectVersions', 'ListBucketVersions', 'IAM names the bucket'),
  exception('s3', 'ListMultipartUploads', 'ListBucketMultipartUploads', 'IAM names the bucket'),
  exception('s3', 'ListParts', 'ListMultipartUploadParts', 'IAM names the upload'),
  exception(
    's3',
    'HeadObject SelectObjectContent',
    'GetObject',
    'a HEAD and a query are reads of the object',
  ),
  exception('s3', 'CopyObject UploadPartCopy', 'GetObject PutObject', 'a copy is a read and a write'),
  exception('s3', 'DeleteObjects', 'DeleteObject DeleteObjectVersion', 'many deletions in one call'),
  exception('s3', 'PutBucketCors', 'PutBucketCORS', 'other letter case'),
  exception('s3', 'GetBucketCors', 'GetBucketCORS', 'other letter case'),
  exception('s3', 'GetBucketEncryption', 'GetEncryptionConfiguration', 'IAM names the configuration'),
  exception(
    's3',
    'PutBucketEncryption DeleteBucketEncryption',
    'PutEncryptionConfiguration',
    'IAM names the configuration, and deleting is putting none',
  ),
  exception('s3', 'GetBucketLifecycle', 'GetLifecycleConfiguration', 'IAM names the configuration'),
  exception(
    's3',
    'PutBucketLifecycle DeleteBucketLifecycle',
    'PutLifecycleConfiguration',
    'IAM names the configuration, and deleting is putting none',
  ),
  exception('s3', 'GetBucketReplication', 'GetReplicationConfiguration', 'IAM names the configuration'),
  exception(
    's3',
    'PutBucketReplication DeleteBucketReplication',
    'PutReplicationConfiguration',
    'IAM names the configuration, and deleting is putting none',
  ),
  exception(
    's3',
    'PutBucketInventoryConfiguration',
    'PutInventoryConfiguration',
    'IAM leaves the bucket out',
  ),
  exception(
    's3',
    'GetBucketInventoryConfiguration',
    'GetInventoryConfiguration',
    'IAM leaves the bucket out',
  ),
  exception(
    's3',
    'GetBucketAnalyticsConfiguration',
    'GetAnalyticsConfiguration',
    'IAM leaves the bucket out',
  ),
  exception('s3', 'GetBucketMetricsConfiguration', 'GetMetricsConfiguration', 'IAM leaves the bucket out'),
  exception('s3', 'DeleteBucketPublicAccessBlock', 'PutBucketPublicAccessBlock', 'deleting is putting none'),
  exception(
    's3',
    'DeleteAccountPublicAccessBlock',
    'PutAccountPublicAccessBlock',
    'deleting is putting none',
  ),
  exception('kms', 'ReEncrypt', 'ReEncryptFrom ReEncryptTo', 'one permission for each key'),
  exception('lambda', 'Invoke', 'InvokeFunction', 'the API has the shorter name'),
  exception('dynamodb', 'TransactGetItems', 'GetItem', 'many reads in one call'),
  exception(
    'dynamodb',
    'ExecuteStatement BatchExecuteStatement ExecuteTransaction',
    'PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete',
    'IAM allows by the kind of statement',
  ),
  exception('bedrock', 'Converse', 'InvokeModel', 'another way to invoke a model'),
  exception('bedrock', 'ConverseStream', 'InvokeModelWithResponseStream', 'another way to invoke a model'),
  exception('budgets', 'UpdateBudget DeleteBudget', 'ModifyBudget', 'one permission for every change'),
  exception('access-analyzer', 'ListFindingsV2', 'ListFindings', 'a newer form of the same list'),
  exception('sso', 'UpdateSsoConfiguration', 'UpdateSSOConfiguration', 'other letter case'),
  exception('signin', 'SwitchRole', '', 'allowed as sts:AssumeRole'),
  exception('apigateway', 'GetApiKey GetApiKeys GetRestApis GetApis', 'GET', 'IAM allows by HTTP method'),
  exception(
    'apigateway',
    'CreateApiKey CreateApi CreateRestApi CreateRoute CreateIntegration CreateStage',
    'POST',
    'IAM allows by HTTP method',
  ),
  exception('apigateway', 'UpdateAuthorizer', 'PATCH', 'IAM allows by HTTP method'),
  exception('apigateway', 'DeleteAuthorizer', 'DELETE', 'IAM allows by HTTP method'),

  // No action allows it.
  exception('signin', 'ConsoleLogin GetSigninToken RenewRole', '', 'sign-in to the console'),
];

function exception(source: string, events: string, actions: string, reason: string): KnownException {
  return { source, events: words(events), actions: words(actions), reason };
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
