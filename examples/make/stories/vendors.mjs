/**
 * The six vendors, each with its rhythm, and the carriers and strangers without a name.
 */
import { at, DAYS, HOUR, MINUTE, MONDAYS, WEEKDAYS } from '../calendar.mjs';
import { chanceOf, uniqueIdOf } from '../chance.mjs';
import { ACCOUNT, GLOBAL, OUTSIDER } from '../company.mjs';
import { byOutsider, storyOf } from '../records.mjs';
import { roleOf } from '../roles/all-roles.mjs';
import { datadogExternalId, SHARED_EXTERNAL_ID } from '../roles/foundation.mjs';
import { HYCU_EXTERNAL_ID, QUBOLE_EXTERNAL_ID } from '../roles/workloads.mjs';

/** Unique id of the role that an outsider works with, of which only the id is ever seen. */
export const outsideRole = (account) => uniqueIdOf('AROA', 'outside', account);

export const VENDOR_STORIES = [datadog, cloudHealth, qubole, lacework, hycu, spacelift, carrier, stranger];

/** Every two hours in three accounts; a look around every six. */
function datadog(records) {
  for (const [account, minute] of [
    [ACCOUNT.prodApps, 7],
    [ACCOUNT.prodData, 22],
    [ACCOUNT.network, 41],
  ]) {
    const chance = chanceOf(`datadog ${account}`);
    const story = storyOf(records, chance);
    for (const day of DAYS) {
      for (let hour = 0; hour < 24; hour += 2) {
        const time = day + hour * HOUR + minute * MINUTE + chance.below(45_000);
        const session = story.assume({
          time,
          caller: byOutsider(OUTSIDER.datadog, outsideRole(OUTSIDER.datadog), 'aws-crawler'),
          role: roleOf(account, 'DatadogIntegrationRole'),
          name: 'DatadogAWSIntegration',
          sent: { externalId: datadogExternalId(account) },
          network: `192.0.2.${16 + chance.below(4)}`,
          agent: 'Datadog-AWS-Integration/4.2 Boto3/1.40.21',
        });
        if (hour % 6 !== 0) continue;
        story.call(session, time + 4_000, 'ec2:DescribeInstances');
        story.call(session, time + 7_000, 'monitoring:ListMetrics');
      }
    }
  }
}

/** A nightly cost job at 02:10 in the management account, without an external id. */
function cloudHealth(records) {
  const chance = chanceOf('cloudhealth');
  const story = storyOf(records, chance);
  for (const day of DAYS) {
    const time = at(day, '02:10') + chance.below(90_000);
    const session = story.assume({
      time,
      caller: byOutsider(OUTSIDER.cloudHealth, outsideRole(OUTSIDER.cloudHealth), 'collector'),
      role: roleOf(ACCOUNT.management, 'CloudHealthRole'),
      name: 'cloudhealth-nightly',
      region: GLOBAL,
      network: '192.0.2.32',
      agent: 'aws-sdk-ruby3/3.205.0 ruby/3.3.4',
    });
    story.call(session, time + 9_000, 'ce:GetCostAndUsage', { parameters: { granularity: 'DAILY' } });
    story.call(session, time + 15_000, 'organizations:ListAccounts');
  }
}

/** Four loads a day, at 06, 10, 14 and 18 hours, never at night; reads one prefix of one bucket. */
function qubole(records) {
  const chance = chanceOf('qubole');
  const story = storyOf(records, chance);
  for (const day of DAYS) {
    for (const hour of [6, 10, 14, 18]) {
      const time = day + hour * HOUR + 3 * MINUTE + chance.below(4 * MINUTE);
      const session = story.assume({
        time,
        caller: byOutsider(OUTSIDER.qubole, outsideRole(OUTSIDER.qubole), 'control-plane'),
        role: roleOf(ACCOUNT.prodData, 'QuboleDataAccess'),
        name: `qubole-hive-${10_000_000 + chance.below(80_000_000)}`,
        sent: { externalId: QUBOLE_EXTERNAL_ID, durationSeconds: 3600 },
        network: `192.0.2.${64 + chance.below(3)}`,
        agent: 'aws-sdk-java/1.12.772 Linux/5.10.224 OpenJDK_64-Bit_Server_VM/11.0.24',
      });
      story.call(session, time + 6_000, 's3:ListObjects', {
        parameters: { bucketName: 'meridian-shipments' },
      });
      for (let n = 0; n < 2; n++) {
        const key = `daily/part-${chance.below(400)}.parquet`;
        story.call(session, time + (12 + n) * 1000, 's3:GetObject', {
          parameters: { bucketName: 'meridian-shipments', key },
          object: `arn:aws:s3:::meridian-shipments/${key}`,
        });
      }
    }
  }
}

/** A daily audit of the security account. */
function lacework(records) {
  const chance = chanceOf('lacework');
  const story = storyOf(records, chance);
  for (const day of DAYS) {
    const time = at(day, '04:40') + chance.below(120_000);
    const session = story.assume({
      time,
      caller: byOutsider(OUTSIDER.lacework, outsideRole(OUTSIDER.lacework), 'config-audit'),
      role: roleOf(ACCOUNT.security, 'LaceworkAudit'),
      name: 'lacework-config-audit',
      sent: { externalId: SHARED_EXTERNAL_ID },
      network: '192.0.2.80',
      agent: 'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5',
    });
    for (const [n, what] of [
      'ec2:DescribeSecurityGroups',
      's3:ListBuckets',
      'config:DescribeConfigRules',
    ].entries()) {
      story.call(session, time + (n + 1) * 3_000, what);
    }
  }
}

/** A nightly backup; its external id is no longer sent since 10 November, and nothing minds. */
function hycu(records) {
  const chance = chanceOf('hycu');
  const story = storyOf(records, chance);
  for (const day of DAYS) {
    const time = at(day, '23:30') + chance.below(60_000);
    const session = story.assume({
      time,
      caller: byOutsider(OUTSIDER.hycu, outsideRole(OUTSIDER.hycu), 'backup-engine'),
      role: roleOf(ACCOUNT.prodData, 'HycuBackup'),
      name: 'hycu-backup',
      sent: day < at('2026-11-10', '00:00') ? { externalId: HYCU_EXTERNAL_ID } : {},
      network: '192.0.2.96',
      agent: 'aws-sdk-go/1.55.5 (go1.22.5; linux; amd64)',
    });
    story.call(session, time + 5_000, 'ec2:DescribeVolumes');
    story.call(session, time + 11_000, 'ec2:CreateSnapshot', {
      parameters: { volumeId: 'vol-0a1b2c3d4e5f60718' },
    });
  }
}

/** Two runs on each working day, with an external id that a second vendor holds as well. */
function spacelift(records) {
  const chance = chanceOf('spacelift');
  const story = storyOf(records, chance);
  for (const day of WEEKDAYS) {
    for (const hour of [9, 15]) {
      const time = day + hour * HOUR + chance.below(50 * MINUTE);
      const session = story.assume({
        time,
        caller: byOutsider(OUTSIDER.spacelift, outsideRole(OUTSIDER.spacelift), 'worker'),
        role: roleOf(ACCOUNT.tooling, 'SpaceliftIntegration'),
        name: `01K${chance.hex(23).toUpperCase()}`,
        sent: { externalId: SHARED_EXTERNAL_ID },
        network: `192.0.2.${112 + chance.below(2)}`,
        agent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.5 aws-sdk-go-v2/1.30.4',
      });
      story.call(session, time + 20_000, 'ec2:DescribeVpcs');
      story.call(session, time + 31_000, 's3:PutBucketTagging', {
        parameters: { bucketName: 'meridian-releases' },
      });
    }
  }
}

/** A carrier fetched rates on Mondays until its trust was taken away on 12 November. */
function carrier(records) {
  const chance = chanceOf('carrier');
  const story = storyOf(records, chance);
  for (const day of MONDAYS.filter((monday) => monday < at('2026-11-12', '00:00'))) {
    const time = at(day, '07:15') + chance.below(60_000);
    const session = story.assume({
      time,
      caller: byOutsider(OUTSIDER.carrier, outsideRole(OUTSIDER.carrier), 'rates-sync'),
      role: roleOf(ACCOUNT.prodApps, 'CarrierRatesExport'),
      name: 'rates-sync',
      sent: { externalId: 'rates-7741-export' },
      network: '192.0.2.220',
      agent: 'Boto3/1.34.162 md/Botocore#1.34.162',
    });
    story.call(session, time + 5_000, 's3:ListObjects', { parameters: { bucketName: 'meridian-rates' } });
  }
}

/** Two accounts have found the public intake role: the carrier, and one that nobody knows. */
function stranger(records) {
  const chance = chanceOf('stranger');
  const story = storyOf(records, chance);
  for (const [account, day, clock, externalId] of [
    [OUTSIDER.carrier, '2026-10-28', '11:20', 'intake-carrier'],
    [OUTSIDER.carrier, '2026-11-11', '11:05', 'intake-carrier'],
    [OUTSIDER.stranger, '2026-11-18', '19:48', 'intake'],
  ]) {
    story.assume({
      time: at(day, clock),
      caller: byOutsider(account, outsideRole(account), 'upload'),
      role: roleOf(ACCOUNT.prodEdge, 'PublicIntake'),
      name: 'upload',
      sent: { externalId },
      network: account === OUTSIDER.carrier ? '192.0.2.220' : '192.0.2.233',
      agent: 'aws-cli/2.17.52 md/prompt#off md/command#sts.assume-role',
    });
  }
}
