/**
 * What callers of the made-up organization do all day, one entry for each kind of call, with its gaps.
 *
 * The mix is that of a busy account: keys and objects most of all, then inventories that monitors take, then the rest.
 * Names in gaps are those of `Caller`.
 */

export interface Call {
  /** of a hundred calls about so many */
  readonly share: number;
  /** without `.amazonaws.com` */
  readonly service: string;
  readonly name: string;
  readonly writes?: true;
  /** of data, not of management */
  readonly isDataEvent?: true;
  readonly error?: { readonly code: string; readonly message: string };
  readonly request: object | null;
  readonly response?: object;
  readonly extra?: object;
  readonly resources?: readonly object[];
}

const BUCKET = { accountId: '<account>', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::<bucket>' };
const KEY = 'arn:aws:kms:<region>:<account>:key/<keyId>';
const KEYS = [{ accountId: '<account>', type: 'AWS::KMS::Key', ARN: KEY }];

const s3Extra = (received: number | string, sent: number | string) => ({
  SignatureVersion: 'SigV4',
  CipherSuite: 'TLS_AES_128_GCM_SHA256',
  bytesTransferredIn: received,
  AuthenticationMethod: 'AuthHeader',
  'x-amz-id-2': '<base64 74>==',
  bytesTransferredOut: sent,
});

const objectCall = (name: string, share: number, writes?: true): Call => ({
  share,
  service: 's3',
  name,
  ...(writes && { writes }),
  isDataEvent: true,
  request: {
    bucketName: '<bucket>',
    Host: '<bucket>.s3.<region>.amazonaws.com',
    key: 'events/year=2026/month=11/part-<digits 5>-<uuid>.snappy.parquet',
    ...(writes && { 'x-amz-server-side-encryption': 'aws:kms' }),
  },
  ...(writes && {
    response: {
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': KEY,
    },
  }),
  extra: s3Extra(writes ? '<number 6>' : 0, writes ? 0 : '<number 6>'),
  resources: [
    { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::<bucket>/events/year=2026/month=11/part-<digits 5>' },
    BUCKET,
  ],
});

const items = (key: string, values: readonly string[]) => ({
  items: values.map((value) => ({ [key]: value })),
});

const ec2Filter = (name: string, values: readonly string[]) => ({
  filterSet: { items: [{ name, valueSet: items('value', values) }] },
});

const policyText = (statements: number): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [...Array(statements).keys()].map((n) => ({
      Sid: `Statement${n}`,
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt'],
      Resource: ['arn:aws:s3:::<bucket>/*', KEY],
    })),
  });

const instance = (n: number) => ({
  instanceId: 'i-0<hex 16>',
  imageId: 'ami-0<hex 16>',
  instanceState: { code: 0, name: 'pending' },
  privateDnsName: `ip-10-0-${n}-17.<region>.compute.internal`,
  amiLaunchIndex: n,
  productCodes: {},
  instanceType: 'm6i.large',
  launchTime: 1_795_000_000_000,
  placement: { availabilityZone: '<region>a', tenancy: 'default' },
  monitoring: { state: 'pending' },
  subnetId: 'subnet-0<hex 16>',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  privateIpAddress: `10.0.${n}.17`,
  stateReason: { code: 'pending', message: 'pending' },
  architecture: 'x86_64',
  rootDeviceType: 'ebs',
  rootDeviceName: '/dev/xvda',
  blockDeviceMapping: {},
  virtualizationType: 'hvm',
  hypervisor: 'xen',
  tagSet: items('key', ['Name', 'team', 'stack', 'aws:autoscaling:groupName']),
  groupSet: { items: [{ groupId: 'sg-0<hex 16>', groupName: 'workers' }] },
  sourceDestCheck: true,
  ebsOptimized: false,
  iamInstanceProfile: { arn: 'arn:aws:iam::<account>:instance-profile/workers', id: 'AIPA<capitals 17>' },
  enaSupport: true,
  metadataOptions: {
    state: 'pending',
    httpTokens: 'required',
    httpPutResponseHopLimit: 2,
    httpEndpoint: 'enabled',
  },
});

export const CALLS: readonly Call[] = [
  {
    share: 17,
    service: 'kms',
    name: 'Decrypt',
    request: {
      encryptionContext: {
        'aws:s3:arn': 'arn:aws:s3:::<bucket>',
        'aws:lambda:FunctionArn': 'arn:aws:lambda:<region>:<account>:function:<role>-handler',
      },
      keyId: KEY,
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    },
    extra: { keyMaterialId: '<keyMaterial>' },
    resources: KEYS,
  },
  {
    share: 6,
    service: 'kms',
    name: 'GenerateDataKey',
    request: {
      keySpec: 'AES_256',
      encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::<bucket>/events/year=2026/part-<digits 5>' },
      keyId: KEY,
    },
    extra: { keyMaterialId: '<keyMaterial>' },
    resources: KEYS,
  },
  objectCall('GetObject', 10),
  objectCall('PutObject', 5, true),
  {
    share: 4,
    service: 's3',
    name: 'GetBucketAcl',
    request: { bucketName: '<bucket>', Host: '<bucket>.s3.<region>.amazonaws.com', acl: '' },
    extra: s3Extra(0, '<number 3>'),
    resources: [BUCKET],
  },
  {
    share: 2,
    service: 's3',
    name: 'ListBuckets',
    request: { Host: 's3.<region>.amazonaws.com' },
    extra: s3Extra(0, '<number 5>'),
  },
  {
    share: 7,
    service: 'ec2',
    name: 'DescribeInstances',
    request: {
      maxResults: 1000,
      ...ec2Filter('instance-state-name', ['pending', 'running', 'stopping', 'stopped']),
      instancesSet: items(
        'instanceId',
        [...Array(6)].map(() => 'i-0<hex 16>'),
      ),
    },
  },
  {
    share: 4,
    service: 'ec2',
    name: 'DescribeNetworkInterfaces',
    request: {
      networkInterfaceIdSet: items(
        'networkInterfaceId',
        [...Array(5)].map(() => 'eni-0<hex 16>'),
      ),
      ...ec2Filter('vpc-id', ['vpc-0a1b2c3d4e5f60718']),
    },
  },
  {
    share: 3,
    service: 'ec2',
    name: 'DescribeVolumes',
    request: {
      volumeSet: items(
        'volumeId',
        [...Array(5)].map(() => 'vol-0<hex 16>'),
      ),
      filterSet: {},
    },
  },
  {
    share: 1,
    service: 'ec2',
    name: 'CreateTags',
    writes: true,
    request: {
      resourcesSet: items('resourceId', ['eni-0<hex 16>']),
      tagSet: { items: [{ key: 'cluster.k8s.amazonaws.com/name', value: 'production' }] },
    },
    response: { requestId: '<uuid>', _return: true },
  },
  {
    share: 0.5,
    service: 'ec2',
    name: 'RunInstances',
    writes: true,
    request: {
      instancesSet: { items: [{ minCount: 4, maxCount: 4 }] },
      instanceType: 'm6i.large',
      launchTemplate: { launchTemplateId: 'lt-0<hex 16>', version: '12' },
      clientToken: 'fleet-<uuid>',
    },
    response: {
      requestId: '<uuid>',
      reservationId: 'r-0<hex 16>',
      ownerId: '<account>',
      groupSet: {},
      instancesSet: { items: [0, 1, 2, 3].map(instance) },
    },
  },
  {
    share: 6,
    service: 'logs',
    name: 'CreateLogStream',
    writes: true,
    request: {
      logGroupName: '/aws/lambda/<role>-handler',
      logStreamName: '2026/11/24/[$LATEST]<hex 32>',
    },
  },
  {
    share: 2,
    service: 'logs',
    name: 'DescribeLogStreams',
    request: {
      logGroupName: '/aws/lambda/<role>-handler',
      orderBy: 'LastEventTime',
      descending: true,
      limit: 50,
    },
  },
  {
    share: 4,
    service: 'dynamodb',
    name: 'DescribeTable',
    request: { tableName: 'orders-<region>' },
    resources: [
      {
        accountId: '<account>',
        type: 'AWS::DynamoDB::Table',
        ARN: 'arn:aws:dynamodb:<region>:<account>:table/orders-<region>',
      },
    ],
  },
  {
    share: 3,
    service: 'secretsmanager',
    name: 'GetSecretValue',
    request: { secretId: 'arn:aws:secretsmanager:<region>:<account>:secret:<role>/database-Ab12Cd' },
  },
  {
    share: 2,
    service: 'ssm',
    name: 'GetParameters',
    request: {
      names: ['/production/<role>/database/url', '/production/<role>/database/user', '/production/flags'],
      withDecryption: true,
    },
  },
  {
    share: 4,
    service: 'ssm',
    name: 'UpdateInstanceInformation',
    writes: true,
    request: {
      instanceId: 'i-0<hex 16>',
      agentVersion: '3.3.987.0',
      agentStatus: 'Active',
      platformType: 'Linux',
      platformName: 'Amazon Linux',
      platformVersion: '2023',
      iPAddress: '<address>',
      computerName: 'ip-10-0-14-61.<region>.compute.internal',
      agentName: 'amazon-ssm-agent',
      availabilityZone: '<region>a',
      availabilityZoneId: 'use1-az4',
    },
  },
  { share: 2, service: 'iam', name: 'GetRole', request: { roleName: '<role>' } },
  {
    share: 2,
    service: 'iam',
    name: 'GetPolicyVersion',
    request: { policyArn: 'arn:aws:iam::<account>:policy/<role>-access', versionId: 'v<digits 1>' },
  },
  {
    share: 0.4,
    service: 'iam',
    name: 'PutRolePolicy',
    writes: true,
    request: { roleName: '<role>', policyName: 'inline', policyDocument: policyText(6) },
  },
  {
    share: 2,
    service: 'lambda',
    name: 'ListFunctions20150331',
    request: { maxItems: 50, masterRegion: 'ALL' },
  },
  {
    share: 2,
    service: 'elasticloadbalancing',
    name: 'DescribeTargetHealth',
    request: {
      targetGroupArn: 'arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/web/<hex 16>',
    },
  },
  {
    share: 2,
    service: 'monitoring',
    name: 'DescribeAlarms',
    request: { alarmNames: ['TargetTracking-table/orders-ProvisionedCapacityHigh-<uuid>'], maxRecords: 100 },
  },
  {
    share: 1.5,
    service: 'ecr',
    name: 'BatchGetImage',
    request: {
      registryId: '<account>',
      repositoryName: 'services/<role>',
      imageIds: [{ imageDigest: 'sha256:<hex 64>' }],
      acceptedMediaTypes: [
        'application/vnd.docker.distribution.manifest.v2+json',
        'application/vnd.oci.image.manifest.v1+json',
        'application/vnd.oci.image.index.v1+json',
      ],
    },
    resources: [{ accountId: '<account>', ARN: 'arn:aws:ecr:<region>:<account>:repository/services/<role>' }],
  },
  {
    share: 1,
    service: 'ecs',
    name: 'DescribeTasks',
    request: {
      cluster: 'arn:aws:ecs:<region>:<account>:cluster/production',
      tasks: ['<hex 32>', '<hex 32>', '<hex 32>'].map(
        (id) => `arn:aws:ecs:<region>:<account>:task/production/${id}`,
      ),
      include: ['TAGS'],
    },
  },
  {
    share: 1,
    service: 'config',
    name: 'PutEvaluations',
    writes: true,
    request: {
      evaluations: [
        {
          complianceResourceType: 'AWS::S3::Bucket',
          complianceResourceId: '<bucket>',
          complianceType: 'COMPLIANT',
          annotation: 'The bucket "<bucket>" is encrypted {default: aws:kms}',
          orderingTimestamp: 'Nov 24, 2026, 8:00:00 AM',
        },
      ],
      resultToken: '<base64 300>',
      testMode: false,
    },
    response: { failedEvaluations: [] },
  },
  { share: 1, service: 'cloudformation', name: 'DescribeStacks', request: { stackName: 'stack-<role>' } },
  { share: 1, service: 'rds', name: 'DescribeDBInstances', request: { maxRecords: 100 } },
  {
    share: 1,
    service: 'ec2',
    name: 'DescribeInstanceAttribute',
    error: {
      code: 'Client.UnauthorizedOperation',
      message:
        'You are not authorized to perform this operation. User: arn:aws:sts::<account>:assumed-role/<role>/<session> is not authorized to perform: ec2:DescribeInstanceAttribute on resource: arn:aws:ec2:<region>:<account>:instance/i-0<hex 16> because no identity-based policy allows the ec2:DescribeInstanceAttribute action',
    },
    request: { instanceId: 'i-0<hex 16>', attribute: 'userData' },
  },
];
