/**
 * One checkpoint part as the bytes of a file: a line with the digest of the rest, the head as a line of JSON, and the
 * activity and whom it follows as V8 writes plain data, since totals are made of maps and arrays of numbers, deflated to
 * a tenth.
 *
 * A part that is not whole, that was changed, or whose activity has other members than ours, is no part: its objects
 * are read again, which costs time and nothing else.
 */
import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { deflateSync, inflateSync } from 'node:zlib';
import { emptyActivity } from '../activity/activity';
import type { CheckpointPart } from '../history/checkpoint';
import { parseCheckpointHead, renderCheckpointHead } from '../history/saved-checkpoint';

/** What no person reads. */
type Folded = Pick<CheckpointPart, 'activity' | 'followed'>;

const MARK = 'trust-atlas checkpoint sha256 ';
const LINE_FEED = 0x0a;

/** The chunks of the file. */
export function encodePart({ activity, followed, ...head }: CheckpointPart): readonly Buffer[] {
  const rest = [
    Buffer.from(`${renderCheckpointHead(head)}\n`, 'utf8'),
    deflateSync(serialize({ activity, followed } satisfies Folded), { level: 1 }),
  ];
  return [Buffer.from(`${MARK}${digestOf(rest)}\n`, 'utf8'), ...rest];
}

/** Reads what `encodePart` wrote; undefined for all else. Never throws. */
export function decodePart(file: Buffer): CheckpointPart | undefined {
  const [mark, rest] = cutLine(file);
  if (mark !== `${MARK}${digestOf([rest])}`) return undefined;
  const [line, payload] = cutLine(rest);
  const head = parseCheckpointHead(line);
  const folded = foldedIn(payload);
  return head && folded && { ...head, ...folded };
}

function cutLine(bytes: Buffer): readonly [line: string, rest: Buffer] {
  const end = bytes.indexOf(LINE_FEED);
  return end < 0 ? ['', bytes] : [bytes.toString('utf8', 0, end), bytes.subarray(end + 1)];
}

function digestOf(chunks: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

/** The digest says that a program of ours wrote it, the layout that it was not one with another idea of activity. */
function foldedIn(payload: Buffer): Folded | undefined {
  const model: Folded = { activity: emptyActivity(), followed: [] };
  try {
    const found: unknown = deserialize(inflateSync(payload));
    return isLaidOutAs(model, found) ? (found as Folded) : undefined;
  } catch {
    return undefined;
  }
}

/** Same kinds of members under the same names, through all objects; maps and lists are not entered. */
function isLaidOutAs(model: unknown, found: unknown): boolean {
  if (tagOf(model) !== tagOf(found)) return false;
  if (tagOf(model) !== '[object Object]') return true;
  const members = new Map(Object.entries(found ?? {}));
  const expected = Object.entries(model ?? {});
  return (
    members.size === expected.length &&
    expected.every(([name, member]) => members.has(name) && isLaidOutAs(member, members.get(name)))
  );
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}
