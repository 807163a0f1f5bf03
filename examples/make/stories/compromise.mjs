/**
 * The planted compromise, in the night to Saturday 21 November 2026.
 *
 * Somebody who owns the data vendor's account enters the role that the vendor always enters, with the right
 * external id. Everything else is new: hour, networks, agent, the shape of the session's name, what is called,
 * and a second role in another account, reached from the first.
 */
import { at } from '../calendar.mjs';
import { chanceOf } from '../chance.mjs';
import { ACCOUNT, OUTSIDER } from '../company.mjs';
import { byOutsider, bySession, storyOf } from '../records.mjs';
import { roleOf } from '../roles/all-roles.mjs';
import { QUBOLE_EXTERNAL_ID } from '../roles/workloads.mjs';
import { roleArn } from '../trust.mjs';
import { outsideRole } from './vendors.mjs';

const HOSTING = '203.0.113.45';
const VPN = '198.51.100.23';
const AGENT = 'aws-cli/2.15.30 Python/3.11.8 Linux/6.6.9-amd64 exe/x86_64.kali.2024';
const NIGHT = '2026-11-21';

export function compromise(records) {
  const chance = chanceOf('compromise');
  const story = storyOf(records, chance);
  const enter = (clock, network) =>
    story.assume({
      time: at(NIGHT, clock),
      caller: byOutsider(OUTSIDER.qubole, outsideRole(OUTSIDER.qubole), 'control-plane'),
      role: roleOf(ACCOUNT.prodData, 'QuboleDataAccess'),
      name: `botocore-session-${at(NIGHT, clock) / 1000}`,
      sent: { externalId: QUBOLE_EXTERNAL_ID },
      network,
      agent: AGENT,
    });

  const first = enter('02:03:11', HOSTING);
  lookAround(story, first);
  readSecrets(story, first, '02:12', [
    'prod/warehouse',
    'prod/redshift-admin',
    'prod/carrier-api',
    'prod/smtp',
  ]);
  tryOtherRoles(story, first);

  const second = enter('02:24:40', VPN);
  readObjects(story, second, '02:26', 'meridian-shipments', 24);
  readObjects(story, second, '02:33', 'meridian-customers', 16);

  goOn(story, first);
}

function lookAround(story, session) {
  const calls = [
    's3:ListBuckets',
    'secretsmanager:ListSecrets',
    ...['meridian-shipments', 'meridian-customers', 'meridian-finance'].map((bucket) => [
      's3:ListObjects',
      bucket,
    ]),
  ];
  story.call(session, at(NIGHT, '02:03:40'), 'sts:GetCallerIdentity');
  for (const [n, item] of calls.entries()) {
    const [what, bucketName] = [item].flat();
    story.call(session, at(NIGHT, '02:04') + n * 7_000, what, bucketName && { parameters: { bucketName } });
  }
  for (const [n, what] of [
    'iam:ListRoles',
    'iam:ListUsers',
    'ec2:DescribeInstances',
    'rds:DescribeDBInstances',
  ].entries()) {
    story.call(session, at(NIGHT, '02:06') + n * 9_000, what, { refused: true });
  }
}

function readSecrets(story, session, clock, names) {
  for (const [n, secretId] of names.entries()) {
    story.call(session, at(NIGHT, clock) + n * 11_000, 'secretsmanager:GetSecretValue', {
      parameters: { secretId },
    });
  }
}

function readObjects(story, session, clock, bucketName, count) {
  for (let n = 0; n < count; n++) {
    const key = `export/2026/part-${String(n).padStart(4, '0')}.parquet`;
    story.call(session, at(NIGHT, clock) + n * 3_000, 's3:GetObject', {
      parameters: { bucketName, key },
      object: `arn:aws:s3:::${bucketName}/${key}`,
    });
  }
}

function tryOtherRoles(story, session) {
  const targets = [
    roleArn(ACCOUNT.prodApps, 'DeployTarget'),
    roleArn(ACCOUNT.prodEdge, 'OrganizationAccountAccessRole'),
    roleArn(ACCOUNT.prodData, 'OrganizationAccountAccessRole'),
  ];
  for (const [n, arn] of targets.entries()) {
    story.refuse({
      time: at(NIGHT, '02:15') + n * 8_000,
      caller: bySession(session),
      roleArn: arn,
      network: session.network,
      agent: session.agent,
    });
  }
}

/** From the vendor's role into the edge account's administrator role, which trusts the whole data account. */
function goOn(story, session) {
  const edge = story.assume({
    time: at(NIGHT, '02:41:05'),
    caller: bySession(session),
    role: roleOf(ACCOUNT.prodEdge, 'DataPlatformAdmin'),
    name: `botocore-session-${at(NIGHT, '02:41:05') / 1000}`,
    network: session.network,
    agent: session.agent,
  });
  story.call(edge, at(NIGHT, '02:41:30'), 'sts:GetCallerIdentity');
  story.call(edge, at(NIGHT, '02:42:02'), 'iam:ListUsers');
  story.call(edge, at(NIGHT, '02:42:20'), 's3:ListBuckets');
  story.call(edge, at(NIGHT, '02:42:41'), 'secretsmanager:ListSecrets');
  readSecrets(story, edge, '02:44', ['edge/tls-origin', 'edge/cdn-signing-key']);
  readObjects(story, edge, '02:47', 'meridian-edge', 8);
  story.call(edge, at(NIGHT, '02:52:13'), 'iam:CreateAccessKey', {
    parameters: { userName: 'edge-publisher' },
  });
  story.call(edge, at(NIGHT, '02:53:01'), 'cloudtrail:DescribeTrails');
}
