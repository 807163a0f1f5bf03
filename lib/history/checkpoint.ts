/**
 * Checkpoint: what a reading of CloudTrail has done so far, so that an interrupted one goes on.
 *
 * It is kept in parts. A part holds some objects that were read whole, and what was folded from them and from nothing
 * else: keys and totals in one, since either is of no use without the other. What is folded depends on the set of
 * records alone, so parts that still hold and a reading of all other objects add up to one uninterrupted reading.
 */
import type { Activity } from '../activity/activity';

/** One log object as it was when it was read. */
export interface ObjectRead {
  /** its path */
  readonly key: string;
  /** bytes as stored */
  readonly size: number;
  /** what changes when its contents do, such as the time of the last change */
  readonly stamp: string;
}

export interface CheckpointPart {
  /** what was asked for and by which program, as one text: parts of another scope say nothing here */
  readonly scope: string;
  readonly objects: readonly ObjectRead[];
  /** records in these objects, and the times of the first and last event */
  readonly records: number;
  readonly from: string;
  readonly until: string;
  readonly activity: Activity;
}

/** What is there to be read now: an object's size and stamp by its key; undefined where it is gone. */
export type ObjectNow = (key: string) => Pick<ObjectRead, 'size' | 'stamp'> | undefined;

/**
 * Whether a part still holds: it is of this scope, all its objects are there and unchanged, and none is done already.
 * If so, its keys join `done`, in place, and its activity is to be added; else its objects are read again.
 */
export function resumePart(done: Set<string>, part: CheckpointPart, scope: string, now: ObjectNow): boolean {
  const keys = new Set(part.objects.map(({ key }) => key));
  const holds =
    part.scope === scope &&
    keys.size === part.objects.length &&
    part.objects.every((object) => !done.has(object.key) && isUnchanged(object, now(object.key)));
  if (holds) for (const key of keys) done.add(key);
  return holds;
}

function isUnchanged(before: ObjectRead, now: ReturnType<ObjectNow>): boolean {
  return now !== undefined && now.size === before.size && now.stamp === before.stamp;
}
