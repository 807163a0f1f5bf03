/**
 * Writes a made-up organization of any size to disk: authorization details per account and an organization trail.
 *
 * Deterministic: the same sizes give the same bytes. Records are as long as real ones, and as many of them are
 * role assumptions as in real trails.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Chance, chanceFrom, hex, pick, text } from './chance';
import { account as accountId, makeRole, ORGANIZATION, roleArn, VENDORS } from './make-role';

export interface EstateSize {
  readonly accounts: number;
  /** in all accounts together */
  readonly roles: number;
  readonly records: number;
}

const RECORDS_PER_FILE = 2_000;
const ASSUMPTION_SHARE = 0.03;
const REGIONS = ['us-east-1', 'eu-west-1', 'eu-central-1'];
const START = Date.UTC(2026, 9, 25);
const SPAN = 30 * 24 * 3600 * 1000;

/** Writes the estate under `folder`, which need not exist. */
export function makeEstate(folder: string, size: EstateSize): void {
  const chance = chanceFrom(1);
  const accounts = [...Array(size.accounts).keys()].map(accountId);
  writeJson(join(folder, 'organizations/list-accounts.json'), {
    Accounts: accounts.map((id) => ({
      Id: id,
      Arn: `arn:aws:organizations::${accounts[0]}:account/${ORGANIZATION}/${id}`,
      Name: `account-${id}`,
      State: 'ACTIVE',
    })),
  });
  const perAccount = Math.ceil(size.roles / size.accounts);
  for (const account of accounts) {
    writeJson(join(folder, `iam/${account}/get-account-authorization-details.json`), {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [...Array(perAccount).keys()].map((n) =>
        makeRole({ account, accounts: size.accounts }, n, chance),
      ),
      Policies: [],
    });
  }
  for (let first = 0, file = 0; first < size.records; first += RECORDS_PER_FILE, file += 1) {
    const account = pick(accounts, chance);
    const region = pick(REGIONS, chance);
    const count = Math.min(RECORDS_PER_FILE, size.records - first);
    const records = [...Array(count).keys()].map((n) =>
      record(account, region, perAccount, first + n, chance),
    );
    const day = new Date(START + (first / size.records) * SPAN).toISOString().slice(0, 10);
    const name = `${account}_CloudTrail_${region}_${day.replaceAll('-', '')}T0000Z_${String(file).padStart(16, '0')}`;
    const place = `AWSLogs/${ORGANIZATION}/${account}/CloudTrail/${region}/${day.replaceAll('-', '/')}`;
    write(
      join(folder, place, `${name}.json.gz`),
      gzipSync(JSON.stringify({ Records: records }), { level: 6 }),
    );
  }
}

function record(account: string, region: string, roles: number, n: number, chance: Chance): object {
  const time = `${new Date(START + Math.floor(chance() * SPAN)).toISOString().slice(0, 19)}Z`;
  const target = Math.floor(chance() * roles);
  const tail = {
    eventTime: time,
    awsRegion: region,
    userAgent:
      'aws-sdk-java/2.25.60 Linux/5.10.217 OpenJDK_64-Bit_Server_VM/17.0.11 Java/17.0.11 vendor/Amazon.com_Inc.',
    requestID: uuid(chance),
    eventID: uuid(chance),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `sts.${region}.amazonaws.com`,
    },
  };
  return chance() < ASSUMPTION_SHARE
    ? { ...assumption(account, target, time, chance), ...tail }
    : { ...otherCall(account, target, n, time, chance), ...tail };
}

function assumption(account: string, target: number, time: string, chance: Chance): object {
  const session = `session-${text(8, chance)}`;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AWSAccount',
      principalId: `AROAVENDOR${target % 50}:${session}`,
      accountId: pick(VENDORS, chance),
    },
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    sourceIPAddress: `203.0.113.${Math.floor(chance() * 250)}`,
    requestParameters: {
      roleArn: roleArn(account, target),
      roleSessionName: session,
      externalId: text(20, chance),
      durationSeconds: 3600,
    },
    responseElements: {
      credentials: {
        accessKeyId: `ASIA${text(16, chance)}`,
        sessionToken: text(200, chance),
        expiration: time,
      },
      assumedRoleUser: {
        assumedRoleId: `AROA${text(17, chance)}:${session}`,
        arn: `arn:aws:sts::${account}:assumed-role/role-${target}/${session}`,
      },
    },
    resources: [{ accountId: account, type: 'AWS::IAM::Role', ARN: roleArn(account, target) }],
    readOnly: true,
    sharedEventID: uuid(chance),
  };
}

function otherCall(account: string, target: number, n: number, time: string, chance: Chance): object {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${text(17, chance)}:worker`,
      arn: `arn:aws:sts::${account}:assumed-role/role-${target}/worker`,
      accountId: account,
      accessKeyId: `ASIA${text(16, chance)}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: `AROA${text(17, chance)}`,
          arn: roleArn(account, target),
          accountId: account,
          userName: `role-${target}`,
        },
        attributes: { creationDate: time, mfaAuthenticated: 'false' },
      },
    },
    eventSource: pick(
      ['ec2.amazonaws.com', 'dynamodb.amazonaws.com', 'kms.amazonaws.com', 's3.amazonaws.com'],
      chance,
    ),
    eventName: pick(['DescribeInstances', 'DescribeTable', 'Decrypt', 'GetBucketAcl'], chance),
    sourceIPAddress: `10.0.${n % 256}.${Math.floor(chance() * 250)}`,
    requestParameters: { filter: [{ name: 'tag:Name', values: [text(24, chance)] }], maxResults: 100 },
    responseElements: null,
    readOnly: true,
  };
}

function uuid(chance: Chance): string {
  return hex(32, chance).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function writeJson(path: string, value: object): void {
  // as the AWS CLI prints it
  write(path, JSON.stringify(value, undefined, 4));
}

function write(path: string, contents: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
