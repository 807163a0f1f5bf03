/**
 * Sends things in batches to a service that may refuse a batch, or some of it.
 *
 * The SDK repeats a call that failed; what is left to us are the entries of a batch that failed alone, and the end:
 * a service that refuses everything is asked no more in this run.
 */
import { setTimeout as wait } from 'node:timers/promises';

export interface BatchLimits<Item> {
  readonly count: number;
  readonly bytes: number;
  readonly bytesOf: (item: Item) => number;
}

/** What the service said of one entry; `again` where another try may help. */
export interface EntryFailure {
  readonly reason: string;
  readonly again: boolean;
}

/** What came of one batch. */
export interface BatchResult<Item> {
  readonly taken: readonly Item[];
  readonly refused: readonly { readonly item: Item; readonly reason: string }[];
}

/** How often an entry that failed alone is sent, and milliseconds before the second time, at most; doubled each time. */
const TRIES = 4;
const FIRST_PAUSE = 400;

/** Calls in a row that failed after the SDK's own repetitions: the next would too. */
const MOST_FAILING = 3;

/**
 * @param send sends a batch; the place of each answer is the entry's, undefined where it was taken. It throws where
 *   the call failed as a whole.
 */
export async function* sendInBatches<Item>(
  items: Iterable<Item>,
  limits: BatchLimits<Item>,
  send: (batch: readonly Item[]) => Promise<readonly (EntryFailure | undefined)[]>,
): AsyncGenerator<BatchResult<Item>> {
  let failing = 0;
  let ended: string | undefined;
  for (const batch of batchesOf(items, limits)) {
    if (ended !== undefined) {
      const reason = ended;
      yield { taken: [], refused: batch.map((item) => ({ item, reason })) };
      continue;
    }
    const taken: Item[] = [];
    let left = batch;
    let refused: BatchResult<Item>['refused'] = [];
    try {
      for (let round = 1; left.length > 0; round += 1) {
        const answers = await send(left);
        taken.push(...left.filter((_, index) => answers[index] === undefined));
        const failed = left.flatMap((item, index) => {
          const failure = answers[index];
          return failure === undefined ? [] : [{ item, ...failure }];
        });
        const isLast = round === TRIES;
        refused = [...refused, ...failed.filter(({ again }) => isLast || !again)];
        left = isLast ? [] : failed.filter(({ again }) => again).map(({ item }) => item);
        if (left.length > 0) await wait(Math.random() * FIRST_PAUSE * 2 ** (round - 1));
      }
      failing = 0;
    } catch (error) {
      const reason = sentenceOf(error);
      refused = [...refused, ...left.map((item) => ({ item, reason }))];
      failing += 1;
      if (refusesAll(error) || failing === MOST_FAILING) ended = reason;
    }
    yield { taken, refused };
  }
}

function* batchesOf<Item>(
  items: Iterable<Item>,
  { count, bytes, bytesOf }: BatchLimits<Item>,
): Iterable<readonly Item[]> {
  let batch: Item[] = [];
  let room = bytes;
  for (const item of items) {
    const size = bytesOf(item);
    if (batch.length > 0 && (batch.length === count || size > room)) {
      yield batch;
      batch = [];
      room = bytes;
    }
    batch.push(item);
    room -= size;
  }
  if (batch.length > 0) yield batch;
}

/** Errors after which every further call would fail alike, by what the services and the SDK call them. */
const FOR_ALL =
  /^(AccessDenied|Authorization|NotFound|ResourceNotFound|InvalidAccess|InvalidClientTokenId|InvalidSecurity|SignatureDoesNotMatch|UnrecognizedClient|ExpiredToken|Credentials|TokenProvider|KMS|OptInRequired|EndpointDisabled)/;

function refusesAll(error: unknown): boolean {
  return error instanceof Error && FOR_ALL.test(error.name);
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const named = error.name === 'Error' ? [] : [error.name];
  return [...named, error.message].filter((part) => part !== '').join(': ');
}
