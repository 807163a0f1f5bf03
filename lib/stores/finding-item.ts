/**
 * One remembered finding as an item of a DynamoDB table, and back.
 *
 * Key: `state` (which state it belongs to, as `s3://bucket/prefix`) and `finding` (its id). `memory` is the line of JSON
 * that other homes write, and `due` its alert, apart, so that a mark can take it off without knowing the rest. `seen` is
 * the last time that it was seen; an open finding of the last run has none, so that a run writes only what changed, and
 * not every finding that is still there. `expires` is the time to live, in seconds: only a closed finding whose alert was
 * delivered has one, since all else is still to be told or compared.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { FindingMemory } from '../history/history';
import { parseMemory, renderMemory } from '../history/saved-finding';

export type Item = Record<string, AttributeValue>;

/** Of the items; a higher one was written by a later program. */
export const ITEM_VERSION = 1;

/** How long a closed finding is remembered, so that it is `reopened` and not new when it comes back. */
const REMEMBERED_SECONDS = 400 * 86_400;

/** DynamoDB takes 400 KB; the rest is left to the other attributes. */
const MOST_DUE_BYTES = 300_000;

/** All but the key and the revision. `asOf` is the time of the run that the finding is written with. */
export function itemOf(id: string, memory: FindingMemory, asOf: string | undefined): Item {
  const { due, lastSeen, ...rest } = memory;
  const expires = expiryOf(memory);
  return {
    version: { N: String(ITEM_VERSION) },
    turn: { N: String(memory.turn) },
    memory: { S: renderMemory(id, { ...rest, lastSeen: memory.firstSeen }) },
    ...(due && { due: { S: JSON.stringify(shortened(due)) } }),
    ...((memory.state !== 'open' || lastSeen !== asOf) && { seen: { S: lastSeen } }),
    ...(expires !== undefined && { expires: { N: String(expires) } }),
  };
}

/** Reads what `itemOf` made; undefined where it is damaged. `asOf` is the time of the last run. */
export function memoryOf(item: Item, asOf: string | undefined): FindingMemory | undefined {
  const raw = parseJson(item.memory?.S);
  const due = item.due && parseJson(item.due.S);
  if (typeof raw !== 'object' || (item.due && due === undefined)) return undefined;
  const memory = parseMemory({ ...raw, ...(due !== undefined && { due }) })?.[1];
  if (!memory) return undefined;
  return { ...memory, lastSeen: item.seen?.S ?? laterOf(memory.firstSeen, asOf) };
}

function laterOf(time: string, other = ''): string {
  return [time, other].sort().at(-1) ?? time;
}

function expiryOf({ state, due, lastSeen }: FindingMemory): number | undefined {
  const seen = Date.parse(lastSeen);
  return state === 'closed' && due === undefined && Number.isFinite(seen)
    ? Math.floor(seen / 1000) + REMEMBERED_SECONDS
    : undefined;
}

/** An alert that no item could hold loses evidence, from its end, and says so. */
function shortened(due: NonNullable<FindingMemory['due']>): NonNullable<FindingMemory['due']> {
  const { finding } = due;
  let rows = finding.evidence;
  let short = due;
  while (Buffer.byteLength(JSON.stringify(short)) > MOST_DUE_BYTES && rows.length > 0) {
    rows = rows.slice(0, Math.floor(rows.length / 2));
    const left = { note: `${finding.evidence.length - rows.length} more rows did not fit` };
    short = { ...due, finding: { ...finding, evidence: [...rows, left] } };
  }
  return short;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '') ?? undefined;
  } catch {
    return undefined;
  }
}
