/**
 * A run that dies between any two requests to its state, and the run after it: no finding is lost, no alert is lost,
 * and none falls due twice. Only a death between the delivery and its mark repeats what was delivered.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { FindingMemory, History } from '../../lib/history/history';
import { EMPTY_HISTORY } from '../../lib/history/history';
import { DynamoStore } from '../../lib/stores/dynamo-store';
import type { Home } from '../../lib/stores/home';
import { MemoryHome, MemoryStore } from '../../lib/stores/memory-store';
import { S3Store } from '../../lib/stores/s3-store';
import type { StateStore } from '../../lib/stores/state-store';
import { newBucket, newTable } from '../support/aws-places';
import { describeWithAws } from '../support/moto';
import { nextTurn, remembered, withDue } from '../support/remembered';

/** Counts requests, and dies once one of them is done; a dead one makes no other request. */
class Death {
  requests = 0;

  /** @param after how many requests */
  constructor(private readonly after = Number.POSITIVE_INFINITY) {}

  async around<T>(request: () => Promise<T>): Promise<T> {
    this.requests += 1;
    if (this.requests > this.after) throw new Error('killed');
    const answer = await request();
    if (this.requests >= this.after) throw new Error('killed');
    return answer;
  }
}

/** In milliseconds: each request of a run costs two runs. */
const LONGEST = 240_000;

/** Opens a store over one state for a run that may die. */
type OpenMortal = (death: Death) => StateStore;

const BEFORE: History = {
  ...EMPTY_HISTORY,
  asOf: '2026-11-23T00:00:00Z',
  findings: new Map([
    ['undelivered', withDue(remembered())],
    ['worse', remembered({ severity: 'low' })],
    ['gone', remembered()],
    ['still', remembered({ lastSeen: '2026-11-23T00:00:00Z' })],
  ]),
};

/** The findings of the day, whatever was known before. */
function judge(before: History): History {
  const asOf = '2026-11-24T00:00:00Z';
  const findings = new Map<string, FindingMemory>();
  for (const [id, memory] of before.findings) findings.set(id, { ...memory, state: 'closed' });
  for (const id of ['undelivered', 'worse', 'still', 'new', 'watched']) {
    const known = before.findings.get(id);
    const seen = { ...(known ?? withDue(remembered())), state: 'open' as const, lastSeen: asOf };
    const isWorse = id === 'worse' && known?.severity === 'low';
    findings.set(id, isWorse ? nextTurn({ ...seen, severity: 'critical' }, 'worse') : seen);
  }
  return { ...before, asOf, findings };
}

/** One run; what it delivers goes to `delivered` as `finding turn`. */
async function run(store: StateStore, delivered: string[]): Promise<void> {
  const written = await store.writeHistory(judge(await store.readHistory()));
  const due = [...written.findings].filter(([, memory]) => memory.due);
  for (const [finding, { turn }] of due.sort(([a], [b]) => (a < b ? -1 : 1))) {
    delivered.push(`${finding} ${turn}`);
    await store.markDelivered([{ finding, turn }]);
  }
}

async function prepare(open: OpenMortal): Promise<OpenMortal> {
  await open(new Death()).writeHistory(BEFORE);
  await open(new Death()).addFindings(new Map([['watched', withDue(remembered())]]));
  return open;
}

function describeDeaths(newState: () => Promise<OpenMortal>): void {
  it(
    'is survived at every request',
    async () => {
      const whole = await prepare(await newState());
      const death = new Death();
      const delivered: string[] = [];
      await run(whole(death), delivered);
      expect(delivered).toEqual(['new 1', 'undelivered 1', 'watched 1', 'worse 2']);
      const expected = await whole(new Death()).readHistory();
      expect([...expected.findings.values()].filter(({ due }) => due)).toEqual([]);

      for (let after = 1; after <= death.requests; after += 1) {
        const open = await prepare(await newState());
        const told: string[] = [];
        await expect(run(open(new Death(after)), told)).rejects.toThrow(/killed/);
        const cutShort = told.at(-1);
        await run(open(new Death()), told);
        expect(await open(new Death()).readHistory()).toEqual(expected);
        expect([...new Set(told)].sort()).toEqual(delivered);
        const twice = told.filter((each, index) => told.indexOf(each) !== index);
        expect([[], [cutShort]]).toContainEqual(twice);
      }
    },
    LONGEST,
  );
}

/** Every method of the home counts as a request. */
function mortalHome(home: Home, death: Death): Home {
  return new Proxy(home, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => death.around(() => Reflect.apply(member, target, args));
    },
  });
}

type Sent = (args: unknown) => Promise<unknown>;

function mortal<Client extends S3Client | DynamoDBClient>(client: Client, death: Death): Client {
  const stack: { add(middleware: (next: Sent) => Sent, options: { step: 'initialize' }): void } =
    client.middlewareStack as never;
  stack.add((next) => (args) => death.around(() => next(args)), { step: 'initialize' });
  return client;
}

describe('a death between two steps over any home', () => {
  describeDeaths(async () => {
    const home = new MemoryHome();
    return (death) => new MemoryStore({}, mortalHome(home, death));
  });
});

describeWithAws('a death between two requests to AWS', (aws) => {
  const newS3 = () => new S3Client({ ...aws(), forcePathStyle: true });
  const newDynamo = () => new DynamoDBClient(aws());

  describe('with all in S3', () => {
    describeDeaths(async () => {
      const place = { bucket: await newBucket(newS3()), prefix: 'state' };
      return (death) => new S3Store(place, {}, mortal(newS3(), death));
    });
  });

  describe('with the findings in DynamoDB', () => {
    describeDeaths(async () => {
      const place = { bucket: await newBucket(newS3()), prefix: 'state' };
      const table = await newTable(newDynamo());
      return (death) =>
        new DynamoStore(place, table, {}, { s3: mortal(newS3(), death), dynamo: mortal(newDynamo(), death) });
    });
  });
});
