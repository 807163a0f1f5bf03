/**
 * Findings in a DynamoDB table, one item each, so that a scan, a watcher and whoever delivers can write at once.
 *
 * Every item counts its revisions, and is written on condition that it is at the one that was read. Where somebody was
 * quicker, the two are joined and written again: no write is refused for good, and none is lost. It is long because the
 * ways to write (one by one, in transactions, marks) share this one condition.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  BatchGetItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DeliveryMark, FindingMemory } from '../history/history';
import { joinFindings, joinFound, joinMemory } from '../history/join-findings';
import { eachAtOnce, pause } from './at-once';
import { awsCodeOf, awsFailure } from './aws-failure';
import { ITEM_VERSION, type Item, itemOf, memoryOf } from './finding-item';
import { StateError } from './state-store';

/** Keys that one request can ask for. */
const MOST_ASKED = 100;

/** Items that are written one by one: a transaction costs twice as much. */
const MOST_SINGLY = 500;

/** What one transaction takes: items, and characters, since it is held to 4 MB. */
const MOST_TOGETHER = 100;
const MOST_CHARACTERS = 1_000_000;

/** Times that an item is joined and written, or a batch is asked for the rest, before it is given up. */
const MOST_TRIES = 12;

/** What is in the table under an id. */
interface There {
  readonly item: Item;
  readonly revision: number | undefined;
  /** undefined where the item is damaged */
  readonly memory: FindingMemory | undefined;
}

/** Told of an item that could not be read, with its text. */
export type OnDamaged = (id: string, text: string) => Promise<void>;

export class DynamoFindings {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    /** the state that the findings belong to: a table can hold those of several */
    private readonly state: string,
    private readonly onDamaged: OnDamaged,
  ) {}

  /** All findings; `asOf` is the time of the run that wrote last. */
  async read(asOf: string | undefined): Promise<ReadonlyMap<string, FindingMemory>> {
    return memoriesIn(await this.#readAll(asOf));
  }

  /**
   * Replaces what a scan knew by what it leaves, joined with what others wrote meanwhile; see `joinFindings`.
   * @returns the findings as they are there now
   */
  async write(
    ours: ReadonlyMap<string, FindingMemory>,
    known: ReadonlySet<string>,
    asOf: { readonly before: string | undefined; readonly now: string | undefined },
  ): Promise<ReadonlyMap<string, FindingMemory>> {
    const there = await this.#readAll(asOf.before);
    const joined = new Map(joinFindings(ours, memoriesIn(there), known));
    const changed = [...joined].filter(([id, memory]) => {
      const now = there.get(id);
      return !now?.memory || !isSame(now.item, itemOf(id, memory, asOf.now));
    });
    const left = changed.length > MOST_SINGLY ? await this.#putTogether(changed, there, asOf.now) : changed;
    await eachAtOnce(left, async ([id, memory]) => {
      joined.set(id, await this.#put(id, there.get(id), asOf, (other) => joinMemory(other, memory)));
    });
    await eachAtOnce(there, async ([id, { revision }]) => {
      if (!joined.has(id)) await this.#delete(id, revision);
    });
    return joined;
  }

  /** See `StateStore.addFindings`. */
  async add(findings: ReadonlyMap<string, FindingMemory>, asOf: string | undefined): Promise<void> {
    const there = await this.#readSome([...findings.keys()], asOf);
    await eachAtOnce(findings, async ([id, found]) => {
      const now = there.get(id);
      await this.#put(id, now, { before: asOf, now: undefined }, (other) => joinFound(other, found));
    });
  }

  /** See `StateStore.markDelivered`. */
  async mark(marks: readonly DeliveryMark[]): Promise<void> {
    await eachAtOnce(marks, async ({ finding, turn }) => {
      await this.#onCondition(
        new UpdateItemCommand({
          TableName: this.table,
          Key: this.#key(finding),
          UpdateExpression: 'REMOVE #due ADD #revision :one',
          ConditionExpression: '#turn = :turn AND attribute_exists(#due)',
          ExpressionAttributeNames: { '#due': 'due', '#turn': 'turn', '#revision': 'revision' },
          ExpressionAttributeValues: { ':turn': { N: String(turn) }, ':one': { N: '1' } },
        }),
      );
    });
  }

  /** Writes what `join` makes of what is there, as often as somebody else is quicker; undefined writes nothing. */
  async #put<Joined extends FindingMemory | undefined>(
    id: string,
    now: There | undefined,
    asOf: { readonly before: string | undefined; readonly now: string | undefined },
    join: (other: FindingMemory | undefined) => Joined,
  ): Promise<Joined> {
    let there = now;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const memory = join(there?.memory);
      if (memory === undefined) return memory;
      const refused = await this.#onCondition(
        new PutItemCommand({
          ...this.#putOf(id, memory, there?.revision, asOf.now),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      if (!refused) return memory;
      there = refused.item && (await this.#thereOf(id, refused.item, asOf.before));
    }
    throw new StateError(
      `cannot write finding \`${id}\` to ${this.#at}: others kept on writing it; run again`,
    );
  }

  /**
   * Writes many, in transactions on the same conditions, one after the other: a request for a hundred takes little more
   * than one for one, and a partition takes no more than some at a time.
   * @returns those of the transactions in which somebody was quicker: nothing of them was written
   */
  async #putTogether(
    changed: readonly (readonly [string, FindingMemory])[],
    there: ReadonlyMap<string, There>,
    asOf: string | undefined,
  ): Promise<readonly (readonly [string, FindingMemory])[]> {
    const left: (readonly [string, FindingMemory])[] = [];
    for (const some of transactionsOf(changed)) {
      const TransactItems = some.map(([id, memory]) => ({
        Put: this.#putOf(id, memory, there.get(id)?.revision, asOf),
      }));
      try {
        await this.client.send(new TransactWriteItemsCommand({ TransactItems }));
      } catch (cause) {
        if (awsCodeOf(cause) !== 'TransactionCanceledException') throw awsFailure('write', this.#at, cause);
        left.push(...some);
      }
    }
    return left;
  }

  #putOf(id: string, memory: FindingMemory, revision: number | undefined, asOf: string | undefined) {
    const next = { N: String((revision ?? 0) + 1) };
    return {
      TableName: this.table,
      Item: { ...this.#key(id), ...itemOf(id, memory, asOf), revision: next },
      ...atRevision(revision),
    };
  }

  async #delete(id: string, revision: number | undefined): Promise<void> {
    await this.#onCondition(
      new DeleteItemCommand({ TableName: this.table, Key: this.#key(id), ...atRevision(revision) }),
    );
  }

  /** Undefined where it was done; where the condition was not met, what is there, as far as it was told. */
  async #onCondition(
    command: PutItemCommand | UpdateItemCommand | DeleteItemCommand,
  ): Promise<{ readonly item: Item | undefined } | undefined> {
    try {
      // One overload each: the union itself is none of them.
      if (command instanceof PutItemCommand) await this.client.send(command);
      else if (command instanceof UpdateItemCommand) await this.client.send(command);
      else await this.client.send(command);
      return undefined;
    } catch (cause) {
      if (awsCodeOf(cause) !== 'ConditionalCheckFailedException') throw awsFailure('write', this.#at, cause);
      return { item: itemIn(cause) };
    }
  }

  async #readAll(asOf: string | undefined): Promise<ReadonlyMap<string, There>> {
    const all = new Map<string, There>();
    let next: Item | undefined;
    do {
      const page = await this.#asking(() =>
        this.client.send(
          new QueryCommand({
            TableName: this.table,
            ConsistentRead: true,
            KeyConditionExpression: '#state = :state',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':state': { S: this.state } },
            ExclusiveStartKey: next,
          }),
        ),
      );
      await this.#take(page.Items ?? [], asOf, all);
      next = page.LastEvaluatedKey;
    } while (next !== undefined);
    return all;
  }

  async #readSome(ids: readonly string[], asOf: string | undefined): Promise<ReadonlyMap<string, There>> {
    const some = new Map<string, There>();
    for (let start = 0; start < ids.length; start += MOST_ASKED) {
      let left: Item[] = ids.slice(start, start + MOST_ASKED).map((id) => this.#key(id));
      for (let tries = 0; left.length > 0; tries += 1) {
        if (tries > 0) await pause(tries);
        if (tries === MOST_TRIES) throw new StateError(`cannot read ${this.#at}: it answers only in part`);
        const Keys = left;
        const { Responses, UnprocessedKeys } = await this.#asking(() =>
          this.client.send(
            new BatchGetItemCommand({ RequestItems: { [this.table]: { Keys, ConsistentRead: true } } }),
          ),
        );
        await this.#take(Responses?.[this.table] ?? [], asOf, some);
        left = UnprocessedKeys?.[this.table]?.Keys ?? [];
      }
    }
    return some;
  }

  async #take(items: readonly Item[], asOf: string | undefined, into: Map<string, There>): Promise<void> {
    for (const item of items) {
      const id = item.finding?.S;
      if (id !== undefined) into.set(id, await this.#thereOf(id, item, asOf));
    }
  }

  async #thereOf(id: string, item: Item, asOf: string | undefined): Promise<There> {
    if (Number(item.version?.N) > ITEM_VERSION) {
      throw new StateError(
        `${this.#at}: expected items of version ${ITEM_VERSION}; a newer trust-atlas wrote it`,
      );
    }
    const memory = memoryOf(item, asOf);
    if (!memory) await this.onDamaged(id, JSON.stringify(item));
    const revision = Number(item.revision?.N ?? Number.NaN);
    return { item, memory, revision: Number.isFinite(revision) ? revision : undefined };
  }

  async #asking<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (cause) {
      throw awsFailure('read', this.#at, cause);
    }
  }

  get #at(): string {
    return `dynamodb:${this.table}`;
  }

  #key(id: string): Item {
    return { state: { S: this.state }, finding: { S: id } };
  }
}

/** The condition that the item is at this revision; or has none, as one that is not there. */
function atRevision(revision: number | undefined) {
  const ExpressionAttributeNames = { '#revision': 'revision' };
  return revision === undefined
    ? { ConditionExpression: 'attribute_not_exists(#revision)', ExpressionAttributeNames }
    : {
        ConditionExpression: '#revision = :revision',
        ExpressionAttributeNames,
        ExpressionAttributeValues: { ':revision': { N: String(revision) } },
      };
}

/** In groups that one transaction takes each; a single one is small enough as `itemOf` makes it. */
function transactionsOf<Row extends readonly [string, FindingMemory]>(
  rows: readonly Row[],
): readonly Row[][] {
  const groups: Row[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const more = JSON.stringify(row).length;
    const last = groups.at(-1);
    characters += more;
    if (last && last.length < MOST_TOGETHER && characters <= MOST_CHARACTERS) {
      last.push(row);
    } else {
      groups.push([row]);
      characters = more;
    }
  }
  return groups;
}

function memoriesIn(there: ReadonlyMap<string, There>): ReadonlyMap<string, FindingMemory> {
  const memories = new Map<string, FindingMemory>();
  for (const [id, { memory }] of there) if (memory) memories.set(id, memory);
  return memories;
}

/** Whether what is there says the same as `item`, in whatever order its members stand; key and revision aside. */
function isSame(there: Item, item: Item): boolean {
  const { state: _, finding: __, revision: ___, ...rest } = there;
  return isDeepStrictEqual(contentsOf(rest), contentsOf(item));
}

function contentsOf(item: Item): object {
  const { memory, due, ...plain } = item;
  return { plain, memory: JSON.parse(memory?.S ?? 'null'), due: JSON.parse(due?.S ?? 'null') };
}

/** What the SDK hands over with a condition that was not met. */
function itemIn(failure: unknown): Item | undefined {
  const item =
    typeof failure === 'object' && failure !== null && 'Item' in failure ? failure.Item : undefined;
  return typeof item === 'object' && item !== null ? (item as Item) : undefined;
}
