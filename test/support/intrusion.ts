/**
 * A supplier's compromise on a small scale: the vendor's account enters the role it always used, from another network,
 * reads secrets, goes on to a second role and reads objects there. Our own people work beside it.
 */
import { emptyActivity, foldRecord } from '../../lib/activity/activity';
import { finishFold } from '../../lib/activity/fold-use';
import { finishSessions } from '../../lib/activity/sessions/finish-sessions';
import { analyse, judgeInventory } from '../../lib/app/analyse';
import type { Analysis } from '../../lib/findings/analysis';
import { EMPTY_HISTORY } from '../../lib/history/history';
import { renderJson } from '../../lib/outputs/render-json';
import { readInventory } from '../../lib/sources/offline/read-inventory';
import { allowAccount, exportedRole, exportFolder } from './export-folder';

const OURS = '111122223333';
const SIBLING = '444455556666';
export const VENDOR = '805246085872';
export const ENTRY = `arn:aws:iam::${OURS}:role/QuboleAccess`;
export const ONWARD = `arn:aws:iam::${OURS}:role/DataReader`;
const OPS = `arn:aws:iam::${OURS}:role/Ops`;

/** Sessions by their access keys. */
export const KEYS = {
  vendor: 'ASIAEXAMPLEVENDOR01',
  onward: 'ASIAEXAMPLEONWARD01',
  unseen: 'ASIAEXAMPLEUNSEEN01',
  ops: 'ASIAEXAMPLEINSIDE01',
  opsUnseen: 'ASIAEXAMPLEINSIDE02',
} as const;

/** Written by whoever opens a session. */
export interface Hostile {
  readonly userAgent?: string;
  readonly sessionName?: string;
  /** of one more call */
  readonly eventSource?: string;
}

const FOLLOWED = { roles: 2, late: 0, leftOut: 0, secondPassFiles: 0, dropped: 0, estimated: 0 };
const AS_OF = '2026-11-24T00:00:00Z';

/** The analysis; `hostile` takes the place of what the intruder writes. */
export async function intrusion(hostile: Hostile = {}): Promise<Analysis> {
  const folder = exportFolder({
    'roles.json': {
      Roles: [
        exportedRole('QuboleAccess', allowAccount(VENDOR, { StringEquals: { 'sts:ExternalId': 'k7-prod' } })),
        exportedRole('DataReader', { Effect: 'Allow', Principal: { AWS: ENTRY }, Action: 'sts:AssumeRole' }),
        exportedRole('Ops', allowAccount(SIBLING)),
      ],
    },
    'accounts.json': {
      Accounts: [OURS, SIBLING].map((Id) => ({ Id, Name: `account ${Id}`, State: 'ACTIVE' })),
    },
    'organization.json': { Organization: { Id: 'o-exampleorg1', MasterAccountId: SIBLING } },
  });
  const { inventory } = await readInventory([folder], undefined);
  const records = recordsOf(hostile);
  const activity = emptyActivity();
  const followed = new Set([ENTRY, ONWARD, OPS].map(roleId));
  for (const record of records) foldRecord(activity, record, 'trail.json', followed);
  const { uses, coverage, calls } = finishFold(activity.uses);
  return analyse(
    judgeInventory(inventory, undefined, AS_OF),
    {
      uses,
      sessions: finishSessions(activity.sessions, calls).sessions,
      activity: { files: 1, records: records.length, malformed: 0, ...coverage, followed: FOLLOWED },
    },
    EMPTY_HISTORY,
  );
}

/** The same, saved as `scan --format json` saves it; gives the file's path. */
export async function savedIntrusion(hostile: Hostile = {}): Promise<string> {
  const json = [...renderJson(await intrusion(hostile), { salt: '', showExternalIds: false })].join('');
  return `${exportFolder({ 'analysis.json': json })}/analysis.json`;
}

function recordsOf({
  userAgent = 'aws-cli/2.15',
  sessionName = 'qubole-hive',
  eventSource,
}: Hostile): readonly object[] {
  const from = { sourceIPAddress: '198.51.100.23', userAgent };
  const vendor = session(ENTRY, KEYS.vendor, '08:00:00', sessionName);
  const onward = session(ONWARD, KEYS.onward, '08:10:00', sessionName);
  const caller = (account: string, id: string) => ({
    type: 'AWSAccount',
    accountId: account,
    principalId: id,
  });
  return [
    opening(
      'a1',
      '08:00:00',
      caller(VENDOR, 'AROAEXAMPLEQUBOLE01:hive'),
      ENTRY,
      KEYS.vendor,
      sessionName,
      from,
    ),
    call('a2', '08:01:00', vendor, 's3', 'ListBuckets', from),
    call('a3', '08:02:00', vendor, 'secretsmanager', 'ListSecrets', { ...from, errorCode: 'AccessDenied' }),
    call('a4', '08:03:00', vendor, 'secretsmanager', 'GetSecretValue', from),
    opening('a5', '08:10:00', vendor, ONWARD, KEYS.onward, sessionName, from),
    ...['b1', 'b2', 'b3'].map((id, index) =>
      call(id, `08:1${index + 1}:00`, onward, 's3', 'GetObject', from),
    ),
    ...(eventSource === undefined
      ? []
      : [call('a6', '08:04:00', vendor, 's3', 'ListBuckets', { ...from, eventSource })]),
    call('c1', '09:00:00', session(ENTRY, KEYS.unseen, '07:00:00', 'old'), 's3', 'ListBuckets', {}),
    opening('d1', '09:00:00', caller(SIBLING, 'AIDAEXAMPLEDANA0001'), OPS, KEYS.ops, 'dana', {}),
    call('d2', '09:01:00', session(OPS, KEYS.ops, '09:00:00', 'dana'), 's3', 'ListBuckets', {}),
    call('e1', '09:01:00', session(OPS, KEYS.opsUnseen, '07:00:00', 'kim'), 's3', 'ListBuckets', {}),
  ];
}

function opening(
  eventID: string,
  time: string,
  userIdentity: object,
  role: string,
  accessKeyId: string,
  name: string,
  changes: object,
): object {
  return {
    ...call(eventID, time, userIdentity, 'sts', 'AssumeRole', changes),
    requestParameters: { roleArn: role, roleSessionName: name, externalId: 'k7-prod' },
    responseElements: {
      credentials: { accessKeyId, sessionToken: 'secret-token', expiration: 'Nov 20, 2026, 9:00:00 AM' },
      assumedRoleUser: { assumedRoleId: `${roleId(role)}:${name}`, arn: sessionArn(role, name) },
    },
    resources: [{ accountId: OURS, type: 'AWS::IAM::Role', ARN: role }],
  };
}

function call(
  eventID: string,
  time: string,
  userIdentity: object,
  service: string,
  eventName: string,
  changes: object,
): object {
  return {
    eventVersion: '1.10',
    eventID,
    eventTime: `2026-11-20T${time}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'Boto3/1.43',
    userIdentity,
    recipientAccountId: OURS,
    ...changes,
  };
}

function session(role: string, accessKeyId: string, issued: string, name: string): object {
  return {
    type: 'AssumedRole',
    principalId: `${roleId(role)}:${name}`,
    arn: sessionArn(role, name),
    accountId: OURS,
    accessKeyId,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: roleId(role), arn: role, accountId: OURS },
      attributes: { creationDate: `2026-11-20T${issued}Z` },
    },
  };
}

/** As `exportedRole` makes it. */
function roleId(role: string): string {
  const name = role.slice(role.lastIndexOf('/') + 1);
  return `AROA${name.toUpperCase().padEnd(17, 'X').slice(0, 17)}`;
}

function sessionArn(role: string, name: string): string {
  return `arn:aws:sts::${OURS}:assumed-role/${role.slice(role.lastIndexOf('/') + 1)}/${name}`;
}
