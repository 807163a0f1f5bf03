/**
 * What only AWS can do to a state: lost answers, batches that are answered in part, buckets that are not there.
 */
import {
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { EMPTY_HISTORY, type FindingMemory, type History } from '../../lib/history/history';
import { DynamoStore } from '../../lib/stores/dynamo-store';
import { openState } from '../../lib/stores/open-state';
import { S3Store } from '../../lib/stores/s3-store';
import { StateConflictError, type StateOptions } from '../../lib/stores/state-store';
import { newBucket, newTable } from '../support/aws-places';
import { describeWithAws } from '../support/moto';
import { remembered, withDue } from '../support/remembered';

const DAY = '2026-11-24T00:00:00Z';
const NEXT_DAY = '2026-11-25T00:00:00Z';

const historyOf = (findings: Record<string, FindingMemory>, asOf = DAY): History => ({
  ...EMPTY_HISTORY,
  asOf,
  findings: new Map(Object.entries(findings)),
});

type Sent = (args: { input: object }) => Promise<{ output: object }>;
type Between = (next: Sent) => Sent;

/** Puts something between a client and AWS: around a whole call, or around each of its tries. */
function between(client: S3Client | DynamoDBClient, step: 'call' | 'try', middleware: Between): void {
  const stack: { add(middleware: Between, options: object): void } = client.middlewareStack as never;
  stack.add(middleware, { step: step === 'call' ? 'initialize' : 'deserialize', priority: 'high' });
}

describeWithAws('state in AWS', (aws) => {
  const newS3 = (config: S3ClientConfig = {}) => new S3Client({ ...aws(), forcePathStyle: true, ...config });
  const newDynamo = (config: DynamoDBClientConfig = {}) => new DynamoDBClient({ ...aws(), ...config });

  const keysIn = async (Bucket: string) =>
    ((await newS3().send(new ListObjectsV2Command({ Bucket }))).Contents ?? [])
      .map(({ Key = '' }) => Key)
      .sort();
  const textOf = async (Bucket: string, Key: string) =>
    (await newS3().send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

  describe('in S3', () => {
    const newPlace = async () => ({ bucket: await newBucket(newS3()), prefix: 'a/b' });

    it('keeps the last ten snapshots, and the pointer at the newest', async () => {
      const place = await newPlace();
      const store = new S3Store(place, {}, newS3());
      for (let day = 10; day < 23; day += 1)
        await store.writeHistory(historyOf({}, `2026-11-${day}T00:00:00Z`));
      const keys = await keysIn(place.bucket);
      expect(keys.filter((key) => /^a\/b\/snapshots\/[^/]+\/history\.json$/.test(key))).toHaveLength(10);
      const { snapshots } = JSON.parse((await textOf(place.bucket, 'a/b/state.json')) ?? '');
      const times = [];
      for (const run of snapshots) {
        const text = await textOf(place.bucket, `a/b/snapshots/${run}/history.json`);
        times.push(/"asOf":"([^"]+)"/.exec(text ?? '')?.[1]?.slice(8, 10));
      }
      expect(times).toEqual(['22', '21', '20', '19', '18', '17', '16', '15', '14', '13']);
    });

    it('leaves nothing of what was appended once it was taken in', async () => {
      const place = await newPlace();
      const store = new S3Store(place, {}, newS3());
      await store.addFindings(new Map([['a', withDue(remembered())]]));
      await store.markDelivered([{ finding: 'a', turn: 1 }]);
      expect((await keysIn(place.bucket)).filter((key) => key.startsWith('a/b/changes/'))).toHaveLength(2);
      await store.writeHistory(await store.readHistory());
      expect((await keysIn(place.bucket)).filter((key) => key.startsWith('a/b/changes/'))).toEqual([]);
    });

    it.each([
      ['the pointer', /state\.json/],
      ['the snapshot', /snapshots/],
      ['the lock', /lock\.json/],
    ])('knows its own write of %s where the answer was lost and it was sent again', async (_, object) => {
      const place = await newPlace();
      const s3 = newS3();
      let lost = 0;
      between(s3, 'try', (next) => async (args) => {
        const answer = await next(args);
        const { request } = args as unknown as { request: { method: string; path: string } };
        if (request.method === 'PUT' && object.test(request.path) && lost === 0) {
          lost += 1;
          throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', $retryable: {} });
        }
        return answer;
      });
      const store = new S3Store(place, {}, s3);
      await store.lock({ id: 'scan', until: '2999-01-01T00:00:00Z' });
      await store.writeHistory(historyOf({ a: remembered() }));
      expect(lost).toBe(1);
      expect(await new S3Store(place, {}, newS3()).readHistory()).toEqual(historyOf({ a: remembered() }));
    });

    it('keeps its findings in order through more pages than one', async () => {
      const place = await newPlace();
      const store = new S3Store(place, {}, newS3());
      const s3 = newS3();
      between(
        s3,
        'call',
        (next) => (args) => next({ ...args, input: { ...args.input, ...pageOfTwo(args.input) } }),
      );
      const ids = ['a', 'b', 'c', 'd', 'e'];
      for (const id of ids) await store.addFindings(new Map([[id, remembered()]]));
      expect([...(await new S3Store(place, {}, s3).readHistory()).findings.keys()].sort()).toEqual(ids);
    });

    it('says so where the snapshot that counts is gone', async () => {
      const place = await newPlace();
      await new S3Store(place, {}, newS3()).writeHistory(historyOf({}));
      const snapshot = (await keysIn(place.bucket)).find((key) => key.includes('snapshots')) ?? '';
      await newS3().send(new DeleteObjectCommand({ Bucket: place.bucket, Key: snapshot }));
      await expect(new S3Store(place, {}, newS3()).readHistory()).rejects.toThrow(/its snapshot is gone/);
    });

    it.each([
      ['{"version":2,"snapshots":["x"]}', /newer trust-atlas/],
      ['{"version":1,"snapshots":[]}', /mend it/],
      ['{', /mend it/],
    ])('refuses a pointer that reads %s', async (text, message) => {
      const place = await newPlace();
      await newS3().send(new PutObjectCommand({ Bucket: place.bucket, Key: 'a/b/state.json', Body: text }));
      const store = new S3Store(place, {}, newS3());
      await expect(store.readHistory()).rejects.toThrow(message);
      await expect(store.writeHistory(historyOf({}))).rejects.toThrow(StateConflictError);
    });

    it('names a bucket that is not there', async () => {
      const store = new S3Store({ bucket: 'no-such-bucket', prefix: '' }, {}, newS3());
      await expect(store.readHistory()).rejects.toThrow(
        'cannot read state `s3://no-such-bucket/`: there is no such bucket (NoSuchBucket)',
      );
    });

    it('is opened by its name, with the endpoint and the region of the environment', async () => {
      const { bucket } = await newPlace();
      await (await openState(`s3://${bucket}/x/`)).writeHistory(historyOf({ a: remembered() }));
      expect(await (await openState(`s3://${bucket}/x`)).readHistory()).toEqual(
        historyOf({ a: remembered() }),
      );
    });
  });

  describe('in S3 and DynamoDB', () => {
    const newState = async () => {
      const place = { bucket: await newBucket(newS3()), prefix: 'state' };
      const table = await newTable(newDynamo());
      const open = (options: StateOptions = {}, dynamo = newDynamo()) =>
        new DynamoStore(place, table, options, { s3: newS3(), dynamo });
      const item = async (finding: string) => {
        const Key = { state: { S: `s3://${place.bucket}/state` }, finding: { S: finding } };
        return (await newDynamo().send(new GetItemCommand({ TableName: table, Key }))).Item;
      };
      return { place, table, open, item };
    };

    it('lets only a closed finding whose alert was delivered expire, 400 days after it was seen', async () => {
      const { open, item } = await newState();
      const closed = remembered({ state: 'closed' });
      const findings = { open: remembered(), told: closed, untold: withDue(closed) };
      const store = open();
      await store.writeHistory(historyOf({ ...findings, suppressed: remembered({ state: 'suppressed' }) }));
      expect((await item('told'))?.expires?.N).toBe(
        String(Date.parse(closed.lastSeen) / 1000 + 400 * 86_400),
      );
      for (const id of ['open', 'untold', 'suppressed']) expect((await item(id))?.expires).toBeUndefined();
      await store.markDelivered([{ finding: 'untold', turn: 1 }]);
      await store.writeHistory(await store.readHistory());
      expect((await item('untold'))?.expires).toBeDefined();
      await store.addFindings(new Map([['told', withDue(remembered())]]));
      expect((await item('told'))?.expires).toBeUndefined();
    });

    it('counts revisions, and writes no finding of which only the day has changed', async () => {
      const { open, item } = await newState();
      const store = open();
      const due = withDue(remembered({ lastSeen: DAY })).due;
      if (!due) throw new Error('expected an alert');
      const inOtherOrder = { finding: due.finding, why: due.why };
      await store.writeHistory(
        historyOf({
          a: remembered({ lastSeen: DAY }),
          b: remembered({ lastSeen: DAY }),
          c: remembered({ lastSeen: DAY, due: inOtherOrder }),
        }),
      );
      const next = {
        a: remembered({ lastSeen: NEXT_DAY }),
        b: withDue(remembered({ lastSeen: NEXT_DAY, turn: 2 })),
        c: remembered({ lastSeen: NEXT_DAY, due }),
      };
      await store.writeHistory(historyOf(next, NEXT_DAY));
      expect((await item('a'))?.revision?.N).toBe('1');
      expect((await item('c'))?.revision?.N).toBe('1');
      expect((await item('b'))?.revision?.N).toBe('2');
      expect(await open().readHistory()).toEqual(historyOf(next, NEXT_DAY));
    });

    it('asks again for what a batch left unanswered', async () => {
      const { open } = await newState();
      const dynamo = newDynamo();
      let partial = 0;
      between(dynamo, 'call', (next) => async (args) => {
        const asked = args.input as { RequestItems?: Record<string, { Keys: unknown[] }> };
        const [name = '', request] = Object.entries(asked.RequestItems ?? {})[0] ?? [];
        if (!request || request.Keys.length < 2) return next(args);
        partial += 1;
        const [first, ...left] = request.Keys;
        const { output } = await next({ ...args, input: { RequestItems: { [name]: { Keys: [first] } } } });
        return { output: { ...output, UnprocessedKeys: { [name]: { Keys: left } } } };
      });
      const findings = new Map(['a', 'b', 'c', 'd'].map((id) => [id, withDue(remembered())]));
      await open().writeHistory(historyOf({ c: remembered() }));
      await open({}, dynamo).addFindings(findings);
      expect(partial).toBe(3);
      const after = (await open().readHistory()).findings;
      expect(
        [...after]
          .filter(([, { due }]) => due)
          .map(([id]) => id)
          .sort(),
      ).toEqual(['a', 'b', 'd']);
    });

    it('writes many together, and those one by one that somebody else wrote meanwhile', async () => {
      const { open } = await newState();
      const ids = Array.from({ length: 650 }, (_, index) => `f${index}`);
      const many = historyOf(Object.fromEntries(ids.map((id) => [id, withDue(remembered())])));
      const dynamo = newDynamo();
      const calls: string[] = [];
      between(dynamo, 'call', (next) => async (args) => {
        const isTransaction = 'TransactItems' in args.input;
        if (isTransaction && !calls.includes('transaction')) {
          await open().addFindings(new Map([['f7', withDue(remembered())]]));
          await open().markDelivered([{ finding: 'f7', turn: 1 }]);
        }
        calls.push(isTransaction ? 'transaction' : 'Item' in args.input ? 'put' : 'other');
        return next(args);
      });
      const written = await open({}, dynamo).writeHistory(many);
      expect(calls.filter((call) => call === 'transaction')).toHaveLength(7);
      expect(calls.filter((call) => call === 'put').length).toBeLessThanOrEqual(101 + 1);
      const read = await open().readHistory();
      expect(read).toEqual(written);
      expect([...read.findings].filter(([, { due }]) => !due).map(([id]) => id)).toEqual(['f7']);
      expect(read.findings.size).toBe(650);
    });

    it('keeps the findings of two states in one table apart', async () => {
      const { place, table, open } = await newState();
      const other = new DynamoStore(
        { ...place, prefix: 'other' },
        table,
        {},
        { s3: newS3(), dynamo: newDynamo() },
      );
      await open().writeHistory(historyOf({ a: remembered() }));
      await other.writeHistory(historyOf({ b: remembered() }));
      expect([...(await open().readHistory()).findings.keys()]).toEqual(['a']);
      expect([...(await other.readHistory()).findings.keys()]).toEqual(['b']);
    });

    it('takes over the findings of a state that was all in S3, which cannot be opened without the table then', async () => {
      const { place, table, open } = await newState();
      const history = historyOf({ a: withDue(remembered()), b: remembered() });
      await new S3Store(place, {}, newS3()).writeHistory(history);
      const store = open();
      const read = await store.readHistory();
      expect(read).toEqual(history);
      await store.writeHistory({ ...read, asOf: NEXT_DAY });
      expect([...(await open().readHistory()).findings.keys()].sort()).toEqual(['a', 'b']);
      expect((await newDynamo().send(new ScanCommand({ TableName: table }))).Count).toBe(2);
      await expect(new S3Store(place, {}, newS3()).readHistory()).rejects.toThrow(
        `keeps its findings in dynamodb:${table}`,
      );
    });

    it('sets a damaged item aside, keeps the rest, and writes the finding anew', async () => {
      const { place, table, open, item } = await newState();
      await open().writeHistory(historyOf({ a: remembered(), b: remembered() }));
      const damaged = { ...(await item('a')), memory: { S: '{"id":' } };
      await newDynamo().send(new PutItemCommand({ TableName: table, Item: damaged }));
      const remarks: string[] = [];
      const store = open({ onRemark: (text) => remarks.push(text) });
      expect([...(await store.readHistory()).findings.keys()]).toEqual(['b']);
      expect(remarks).toEqual([
        expect.stringMatching(/finding `a` in dynamodb:.* could not be read; it was set aside/),
      ]);
      expect((await keysIn(place.bucket)).filter((key) => key.startsWith('state/damaged/'))).toHaveLength(1);
      await store.writeHistory(historyOf({ a: withDue(remembered()), b: remembered() }, NEXT_DAY));
      expect((await open().readHistory()).findings.get('a')?.due).toBeDefined();
    });

    it('refuses items of a newer version', async () => {
      const { table, open, item } = await newState();
      await open().writeHistory(historyOf({ a: remembered() }));
      const newer = { ...(await item('a')), version: { N: '2' } };
      await newDynamo().send(new PutItemCommand({ TableName: table, Item: newer }));
      await expect(open().readHistory()).rejects.toThrow(/newer trust-atlas/);
    });

    it('shortens the evidence of an alert that no item could hold', async () => {
      const { open } = await newState();
      const due = withDue(remembered()).due;
      if (!due) throw new Error('expected an alert');
      const evidence = Array.from({ length: 1000 }, (_, row) => ({ row, text: 'x'.repeat(1000) }));
      const long = { ...remembered(), due: { ...due, finding: { ...due.finding, evidence } } };
      await open().addFindings(new Map([['a', long]]));
      const kept = (await open().readHistory()).findings.get('a')?.due?.finding.evidence ?? [];
      expect(kept[0]).toEqual(evidence[0]);
      expect(kept.at(-1)).toEqual({ note: `${1000 - (kept.length - 1)} more rows did not fit` });
    });

    it('names a table that is not there', async () => {
      const { place } = await newState();
      const store = new DynamoStore(place, 'NoSuchTable', {}, { s3: newS3(), dynamo: newDynamo() });
      await expect(store.readHistory()).rejects.toThrow(/`dynamodb:NoSuchTable`: there is no such table/);
    });

    it('is opened by its name', async () => {
      const { place, table } = await newState();
      const name = `s3://${place.bucket}/state,dynamodb:${table}`;
      await (await openState(name)).writeHistory(historyOf({ a: remembered() }));
      expect(await (await openState(name)).readHistory()).toEqual(historyOf({ a: remembered() }));
    });
  });
});

/** Two to a page, where a list is asked for. */
function pageOfTwo(input: object): object {
  return 'Prefix' in input ? { MaxKeys: 2 } : {};
}
