import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Activity, addActivity, emptyActivity, foldRecord } from '../../../../lib/activity/activity';
import { finishFold } from '../../../../lib/activity/fold-use';
import { interestIn } from '../../../../lib/sources/trail/scan/interest';
import { LogObjectReader } from '../../../../lib/sources/trail/scan/log-object';
import { type LogReader, openLogReader } from '../../../../lib/sources/trail/scan/log-reader';
import { readExports } from '../../../support/read-exports';
import { type Files, removeTemporaryFolders, temporaryFolder } from '../../../support/temporary-folder';

afterAll(removeTemporaryFolders);

const INTEREST = interestIn(new Set(['AROAEXAMPLEROLE00003']));
const ROOT = join(__dirname, '../../../..');

function assume(n: number, more: object = {}) {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AWSAccount',
      principalId: `AROAEXAMPLEROLE0000${n}:job`,
      accountId: '444455556666',
    },
    eventTime: `2026-11-24T08:0${n}:00Z`,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.7',
    requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Reader', roleSessionName: 'job' },
    resources: [{ type: 'AWS::IAM::Role', ARN: 'arn:aws:iam::111122223333:role/Reader' }],
    eventID: `record-${n}`,
    recipientAccountId: '111122223333',
    ...more,
  };
}
const other = (n: number) => assume(n, { eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances' });
const logOf = (...records: readonly unknown[]) => JSON.stringify({ Records: records });
const zipped = (text: string) => gzipSync(text);

async function readAll(folder: string, logs?: LogReader) {
  const activity: Activity = emptyActivity();
  const { inventory, trail } = await readExports([folder], {
    ...(logs && { logs }),
    onLogs: (logs) => addActivity(activity, logs.activity),
    onRecord: (record, { file, index }) =>
      foldRecord(activity, record, `${file}#${index}`, INTEREST.followed),
  });
  await logs?.close();
  const { problems, unrecognised } = inventory;
  return { trail, problems, unrecognised, ofRecords: activity.problems, use: finishFold(activity.uses) };
}

const FILES: Files = {
  'plain.json.gz': zipped(logOf(assume(1), other(2), assume(3))),
  'plain.json': logOf(other(4), assume(5)),
  'again.json.gz': zipped(logOf(assume(1), assume(5))),
  'members.json.gz': Buffer.concat([
    zipped(logOf(assume(6)).slice(0, 100)),
    zipped(logOf(assume(6)).slice(100)),
  ]),
  'pretty.json.gz': zipped(JSON.stringify({ Records: [assume(7)] }, undefined, 2)),
  'lines.json': [assume(1), other(2)].map((each) => JSON.stringify(each)).join('\n'),
  'cut-off.json.gz': zipped(logOf(assume(2), assume(8), other(9))).subarray(0, -30),
  'damaged.json': logOf(assume(9), other(1)).replace('"DescribeInstances"', '"Describe'),
  'without-id.json.gz': zipped(logOf(other(1), assume(2, { eventID: undefined }))),
  'odd-time.json.gz': zipped(logOf(assume(3, { eventTime: 'yesterday' }), assume(4))),
  'bucket-events.json': logOf({ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', eventTime: 'x' }),
  'roles.json.gz': zipped(JSON.stringify({ Roles: [] })),
  'empty.json.gz': zipped(''),
  'no-gzip.json.gz': Buffer.from([0x1f, 0x8b, 0]),
  'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/24/digest.json.gz': zipped('{}'),
};

describe('log objects', () => {
  it('are read whole where they are what CloudTrail writes', () => {
    const folder = temporaryFolder(FILES);
    const reader = new LogObjectReader(INTEREST);
    const paths = Object.keys(FILES).map((name) => join(folder, name));
    const { objects } = reader.read(paths);
    expect([...objects.keys()].map((path) => relative(folder, path))).toEqual([
      'plain.json.gz',
      'plain.json',
      'again.json.gz',
      'pretty.json.gz',
      'lines.json',
      'without-id.json.gz',
    ]);
  });

  it('are told apart from what is not there, or packs too well', () => {
    const reader = new LogObjectReader(INTEREST);
    const folder = temporaryFolder({ 'bomb.json.gz': gzipSync(`${' '.repeat(1e7)}${logOf(assume(1))}`) });
    const paths = ['missing.json.gz', 'bomb.json.gz'].map((name) => join(folder, name));
    expect(reader.read(paths).objects.size).toBe(0);
  });

  it('tell the same as when they are read piece by piece', async () => {
    const folder = temporaryFolder(FILES);
    const piecemeal = await readAll(folder);
    expect(piecemeal.use.coverage.assumptions).toBe(9);
    expect(await readAll(folder, openLogReader(INTEREST, 1, 15))).toEqual(piecemeal);
  });

  it('tell the same whatever the number of threads', () => {
    const many = Array.from({ length: 60 }, (_, n) => [
      `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/24/${n}.json.gz`,
      zipped(
        logOf(
          assume(n % 10, { eventID: `event-${n}` }),
          other(n % 10),
          assume(n % 7, { eventID: undefined }),
        ),
      ),
    ]);
    const folder = temporaryFolder({ ...FILES, ...Object.fromEntries(many) });
    // threads need the program as it is shipped
    mkdirSync(join(ROOT, 'build'), { recursive: true });
    const built = mkdtempSync(join(ROOT, 'build/threads-'));
    try {
      run(
        'node_modules/typescript/bin/tsc',
        '-p',
        'tsconfig.build.json',
        '--outDir',
        built,
        '--sourceMap',
        'false',
      );
      const scan = (threads: string) =>
        run(
          join(built, 'bin/trust-atlas.js'),
          'scan',
          '--from',
          folder,
          '--threads',
          threads,
          ...SCAN_OPTIONS,
        );
      const [alone, ...more] = ['1', '2', '3', '5'].map(scan);
      expect(JSON.parse(alone ?? '').coverage.activity).toMatchObject({ files: 70, assumptions: 69 });
      expect(more).toEqual([alone, alone, alone]);
    } finally {
      rmSync(built, { recursive: true });
    }
  });
});

const SCAN_OPTIONS = ['--format', 'json', '--as-of', '2026-11-24T12:00:00Z'];

/** Its output; the exit code says that some of the files could not be read whole. */
function run(script: string, ...args: readonly string[]): string {
  return spawnSync(process.execPath, [script, ...args], { cwd: ROOT, encoding: 'utf8' }).stdout;
}
