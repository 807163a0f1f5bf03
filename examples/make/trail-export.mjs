/**
 * The trail: all stories told, cut into log objects as an organization trail lays them out in its bucket.
 *
 * CloudTrail writes an object every five minutes or so; here one object holds a day of one account and region.
 * Records inside an object have no order, which is true of CloudTrail as well.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 */
import { hexOf } from './chance.mjs';
import { ACCOUNT, HOME, ORGANIZATION } from './company.mjs';
import { compromise } from './stories/compromise.mjs';
import { PEOPLE_STORIES } from './stories/people.mjs';
import { PIPELINE_STORIES } from './stories/pipelines.mjs';
import { VENDOR_STORIES } from './stories/vendors.mjs';

/** All records of the 30 days, story by story. */
export function tellTrail() {
  const records = [];
  for (const tell of [...VENDOR_STORIES, ...PIPELINE_STORIES, ...PEOPLE_STORIES, compromise]) tell(records);
  return records;
}

/** The last record in which each role was entered or its credentials were used, by role ARN. */
export function lastUsesIn(records) {
  const last = new Map();
  for (const record of records) {
    for (const arn of [
      record.requestParameters?.roleArn,
      record.userIdentity.sessionContext?.sessionIssuer.arn,
    ]) {
      const known = last.get(arn);
      if (arn && !(known?.eventTime > record.eventTime)) last.set(arn, record);
    }
  }
  return last;
}

/** Log objects by path below `cloudtrail/`, and the one digest that readers must leave aside. */
export function trailExport(records) {
  const objects = new Map();
  const put = (record, day) => {
    const path = objectPath(record.recipientAccountId, record.awsRegion, day);
    if (!objects.has(path)) objects.set(path, { Records: [] });
    objects.get(path).Records.push(record);
  };
  for (const record of records) put(record, record.eventTime.slice(0, 10));

  // CloudTrail may deliver a record twice: this one stands in the next day's object as well.
  const repeated = records.find((record) => record.eventTime.startsWith('2026-11-10T22'));
  put(repeated, '2026-11-11');

  return { ...Object.fromEntries(objects), [DIGEST_PATH]: digest([...objects.keys()]) };
}

function objectPath(account, region, day) {
  const [year, month, date] = day.split('-');
  const name = `${account}_CloudTrail_${region}_${year}${month}${date}T2355Z_${hexOf(16, account, region, day)}.json.gz`;
  return `AWSLogs/${ORGANIZATION}/${account}/CloudTrail/${region}/${year}/${month}/${date}/${name}`;
}

const DIGEST_PATH = [
  `AWSLogs/${ORGANIZATION}/${ACCOUNT.prodData}/CloudTrail-Digest/${HOME}/2026/11/21`,
  `${ACCOUNT.prodData}_CloudTrail-Digest_${HOME}_organization-trail_${HOME}_20261121T030000Z.json.gz`,
].join('/');

function digest(paths) {
  const covered = paths.filter((path) =>
    path.includes(`/${ACCOUNT.prodData}/CloudTrail/${HOME}/2026/11/21/`),
  );
  return {
    awsAccountId: ACCOUNT.prodData,
    digestStartTime: '2026-11-21T02:00:00Z',
    digestEndTime: '2026-11-21T03:00:00Z',
    digestS3Bucket: 'meridian-trail',
    digestS3Object: DIGEST_PATH,
    digestSignatureAlgorithm: 'SHA256withRSA',
    logFiles: covered.map((s3Object) => ({
      s3Bucket: 'meridian-trail',
      s3Object,
      hashValue: hexOf(64, s3Object),
      hashAlgorithm: 'SHA-256',
    })),
  };
}
