import { isSensitive, tacticsOf } from '../../../lib/activity/tactics/event-tactics';
import type { Weight } from '../../../lib/activity/tactics/weight';
import type { Tactic } from '../../../lib/model/tactic';

describe('the tactics of an event', () => {
  it('come with techniques and a weight, the main tactic first', () => {
    expect(tacticsOf('secretsmanager.amazonaws.com', 'ListSecrets')).toEqual({
      tactics: ['discovery', 'credential-access'],
      techniques: ['T1555.006'],
      weight: 2,
    });
  });

  it.each<[string, string, Tactic]>([
    ['secretsmanager', 'BatchGetSecretValue', 'credential-access'],
    ['ssm', 'GetParametersByPath', 'credential-access'],
    ['kms', 'Decrypt', 'credential-access'],
    ['iam', 'CreateAccessKey', 'credential-access'],
    ['iam', 'CreateLoginProfile', 'persistence'],
    ['ssm', 'StartSession', 'lateral-movement'],
    ['ec2-instance-connect', 'SendSSHPublicKey', 'lateral-movement'],
    ['sts', 'AssumeRole', 'lateral-movement'],
    ['ec2', 'ModifySnapshotAttribute', 'exfiltration'],
    ['ec2', 'ModifyImageAttribute', 'exfiltration'],
    ['rds', 'ModifyDBSnapshotAttribute', 'exfiltration'],
    ['s3', 'GetObject', 'collection'],
    ['dynamodb', 'ExportTableToPointInTime', 'collection'],
    ['s3', 'PutBucketReplication', 'exfiltration'],
    ['ecr', 'PutReplicationConfiguration', 'exfiltration'],
    ['cloudtrail', 'StopLogging', 'defense-impairment'],
    ['s3', 'DeleteObjects', 'impact'],
    ['iam', 'AttachRolePolicy', 'privilege-escalation'],
    ['ec2', 'DescribeInstances', 'discovery'],
  ])('of %s %s are mainly %s', (source, name, main) => {
    expect(tacticsOf(`${source}.amazonaws.com`, name)?.tactics[0]).toBe(main);
  });

  it.each([
    ['lambda', 'GetFunction20150331v2', 'GetFunction'],
    ['lambda', 'ListFunctions20150331', 'ListFunctions'],
    ['lambda', 'PublishLayerVersion20181031', 'PublishLayerVersion'],
    ['cloudfront', 'UpdateDistribution2020_05_31', 'UpdateDistribution'],
  ])('of %s %s are those of %s', (source, versioned, plain) => {
    const told = tacticsOf(`${source}.amazonaws.com`, versioned);
    expect(told).toBeDefined();
    expect(told).toBe(tacticsOf(`${source}.amazonaws.com`, plain));
  });

  it.each([
    ['a source that is not in the table', 'example.amazonaws.com', 'GetObject'],
    ['a source without its domain', 's3', 'GetObject'],
    ['a source with a region', 's3.eu-west-1.amazonaws.com', 'GetObject'],
    ['a name of another source', 's3.amazonaws.com', 'GetSecretValue'],
    ['a name in other letter case', 's3.amazonaws.com', 'getobject'],
    ['a version in the middle', 'lambda.amazonaws.com', 'GetFunction20150331v2Again'],
    ['a version alone', 'lambda.amazonaws.com', '20150331v2'],
    ['an empty name', 's3.amazonaws.com', ''],
    ['a name of JavaScript', 's3.amazonaws.com', '__proto__'],
    ['a source of JavaScript', 'constructor.amazonaws.com', 'constructor'],
    ['a very long name', 's3.amazonaws.com', '2020'.repeat(1_000_000)],
  ])('are not known for %s', (_, source, name) => {
    expect(tacticsOf(source, name)).toBeUndefined();
  });

  it('say where a default trail shows nothing', () => {
    expect(tacticsOf('s3.amazonaws.com', 'GetObject')?.isDataEvent).toBe(true);
    expect(tacticsOf('s3.amazonaws.com', 'PutBucketPolicy')).not.toHaveProperty('isDataEvent');
  });
});

describe('a sensitive call', () => {
  it.each<[Weight, Tactic, boolean]>([
    [5, 'discovery', true],
    [4, 'impact', true],
    [4, 'discovery', true],
    [3, 'credential-access', true],
    [3, 'lateral-movement', true],
    [3, 'collection', true],
    [3, 'exfiltration', true],
    [3, 'persistence', false],
    [3, 'privilege-escalation', false],
    [3, 'defense-impairment', false],
    [3, 'impact', false],
    [3, 'discovery', false],
    [2, 'credential-access', false],
    [1, 'collection', false],
  ])('of weight %i and tactic %s: %s', (weight, tactic, sensitive) => {
    expect(isSensitive({ tactics: [tactic], techniques: [], weight })).toBe(sensitive);
  });

  it('may have its taking tactic behind the main one', () => {
    expect(isSensitive({ tactics: ['discovery', 'credential-access'], techniques: [], weight: 3 })).toBe(
      true,
    );
  });
});
