/**
 * Reads a stream of CloudTrail events as they come: records, EventBridge envelopes, lists of either, in any mix.
 *
 * What has come is handed on as soon as nothing more is there to read, and never more than a batch is held. A piece
 * that cannot be read costs itself only, and is counted.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type JsonPiece, JsonSplitter } from '../documents/json-splitter';
import { toUtf8 } from '../documents/to-utf8';
import { isBesideCalls, unwrapRecord } from '../trail/unwrap-record';

export interface EventBatch {
  /** CloudTrail records as they came, in order */
  readonly records: readonly unknown[];
  /** JSON that is no record of a call, such as another service's event */
  readonly others: number;
  /** pieces that are no JSON */
  readonly malformed: number;
}

/** Lists that hold records: of log objects, and of `lookup-events`. */
const LISTS: ReadonlySet<string> = new Set(['Records', 'Events']);

const MOST_RECORDS = 1_000;

/** Milliseconds without anything new after which the batch is handed on. */
const PATIENCE = 20;

/** Hands on batches until the source ends; none of them is empty. */
export async function* readEvents(source: AsyncIterable<Buffer>): AsyncGenerator<EventBatch> {
  const chunks = toUtf8(source)[Symbol.asyncIterator]();
  const splitter = new JsonSplitter(LISTS);
  const batch = new Batch();
  let next = chunks.next();
  for (;;) {
    if (!batch.isEmpty && (await isSlow(next))) yield batch.take();
    const { done, value } = await next;
    for (const piece of done ? splitter.end() : splitter.push(value)) {
      batch.add(piece);
      if (batch.isFull) yield batch.take();
    }
    if (done) break;
    next = chunks.next();
  }
  if (!batch.isEmpty) yield batch.take();
}

/** Whether nothing comes for a while. */
async function isSlow(next: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const slow = wait(PATIENCE, true, { signal: timer.signal }).catch(() => false);
  const result = await Promise.race([next.then(() => false), slow]);
  timer.abort();
  return result;
}

class Batch {
  private records: unknown[] = [];
  private others = 0;
  private malformed = 0;

  get isEmpty(): boolean {
    return this.records.length + this.others + this.malformed === 0;
  }

  get isFull(): boolean {
    return this.records.length + this.others + this.malformed >= MOST_RECORDS;
  }

  add(piece: JsonPiece): void {
    if (piece.kind === 'broken') {
      this.malformed += 1;
      return;
    }
    const value = valueIn(piece.bytes);
    if (value === undefined) this.malformed += 1;
    else if (isEmptied(piece, value)) return;
    else {
      const record = isBesideCalls(value) ? undefined : unwrapRecord(value);
      if (record === undefined) this.others += 1;
      else this.records.push(record);
    }
  }

  take(): EventBatch {
    const { records, others, malformed } = this;
    this.records = [];
    this.others = 0;
    this.malformed = 0;
    return { records, others, malformed };
  }
}

/** A document whose list was handed out item by item. */
function isEmptied({ kind }: JsonPiece, value: unknown): boolean {
  if (kind !== 'document' || typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, list]) => LISTS.has(name) && Array.isArray(list));
}

function valueIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) ?? undefined;
  } catch {
    return undefined;
  }
}
