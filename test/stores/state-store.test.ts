import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { History } from '../../lib/history/history';
import { EMPTY_BASELINE } from '../../lib/history/usual-use';
import { DynamoStore } from '../../lib/stores/dynamo-store';
import { FolderStore } from '../../lib/stores/folder-store';
import { MemoryHome, MemoryStore } from '../../lib/stores/memory-store';
import { S3Store } from '../../lib/stores/s3-store';
import { newBucket, newTable } from '../support/aws-places';
import { describeWithAws } from '../support/moto';
import { describeState } from './state-cases';

const HISTORY: History = {
  organization: 'o-exampleorg1',
  asOf: '2026-11-24T00:00:00Z',
  baseline: EMPTY_BASELINE,
  findings: new Map([
    [
      'f1',
      {
        rule: 'anyone-can-enter',
        subject: 'arn:aws:iam::111122223333:role/Open',
        title: 'anyone',
        firstSeen: '2026-11-01T00:00:00Z',
        lastSeen: '2026-11-24T00:00:00Z',
        severity: 'critical',
        state: 'open',
        turn: 1,
      },
    ],
  ]),
  trailUntil: '2026-11-23T23:59:59Z',
};

const newFolder = () => mkdtemp(join(tmpdir(), 'trust-atlas-state-'));

describe('state in memory', () => {
  describeState(async () => {
    const home = new MemoryHome();
    return (options) => new MemoryStore(options, home);
  }, 50);
});

describeWithAws('state in AWS', (aws) => {
  const clients = () => {
    const settings = { ...aws(), maxAttempts: 5 };
    return { s3: new S3Client({ ...settings, forcePathStyle: true }), dynamo: new DynamoDBClient(settings) };
  };

  describe('in S3', () => {
    describeState(async () => {
      const { s3 } = clients();
      const place = { bucket: await newBucket(s3), prefix: 'state/of/it' };
      return (options) => new S3Store(place, options, s3);
    }, 8);
  });

  describe('in S3 and DynamoDB', () => {
    describeState(async () => {
      const { s3, dynamo } = clients();
      const place = { bucket: await newBucket(s3), prefix: '' };
      const table = await newTable(dynamo);
      return (options) => new DynamoStore(place, table, options, { s3, dynamo });
    }, 8);
  });
});

describe('state in a folder', () => {
  describeState(async () => {
    const folder = join(await newFolder(), 'made-when-needed');
    return (options) => new FolderStore(folder, options);
  }, 60);

  it('leaves no half-written file beside the history', async () => {
    const folder = await newFolder();
    await new FolderStore(folder).writeHistory(HISTORY);
    expect(await readdir(folder)).toEqual(['history.json']);
  });

  it.each([
    ['is not JSON', '{"version":', /expected saved history as JSON/],
    ['misses a member', '{"version":2}', /findings/],
    ['has a member nobody knows', '{"version":2,"findings":[],"extra":1}', /extra/],
    ['was written by a newer version', '{"version":3}', /newer trust-atlas/],
  ])('refuses state that %s and names the file', async (_, text, message) => {
    const folder = await newFolder();
    await writeFile(join(folder, 'history.json'), text);
    const reading = new FolderStore(folder).readHistory();
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow('history.json');
  });

  it('fails with a sentence where the folder cannot be made', async () => {
    const file = join(await newFolder(), 'a-file');
    await writeFile(file, '');
    await expect(new FolderStore(join(file, 'state')).writeHistory(HISTORY)).rejects.toThrow(
      /cannot (read|write) state/,
    );
  });
});

it('brings the state of the first version forward, and lets nothing in it alert anew', async () => {
  const folder = await newFolder();
  const old = { rule: 'anyone-can-enter', subject: 'x', title: 't', firstSeen: 'a', lastSeen: 'b' };
  const findings = [
    { id: 'f1', ...old, closed: false },
    { id: 'f2', ...old, closed: true },
  ];
  await writeFile(
    join(folder, 'history.json'),
    JSON.stringify({ version: 1, asOf: 'b', grants: ['g'], findings }),
  );
  const history = await new FolderStore(folder).readHistory();
  expect([...history.findings.values()].map(({ state, turn, due }) => [state, turn, due])).toEqual([
    ['open', 1, undefined],
    ['closed', 1, undefined],
  ]);
});
