/**
 * Checkpoint: what readings of CloudTrail have done so far, so that an interrupted one goes on, and the next one reads
 * only what is new, changed or late.
 *
 * It is kept in parts. A part holds some objects that were read whole, and what was folded from them and from nothing
 * else: keys and totals in one, since either is of no use without the other. What is folded depends on the set of
 * records alone, so parts that still hold and a reading of all other objects add up to one uninterrupted reading.
 */
import { type Activity, addActivity, emptyActivity, followingOnly } from '../activity/activity';

/** One log object as it was when it was read. */
export interface ObjectRead {
  /** its path */
  readonly key: string;
  /** bytes as stored */
  readonly size: number;
  /** what changes when its contents do, such as the time of the last change */
  readonly stamp: string;
}

/** What a reading asks for. */
export interface Asked {
  /** the program, and the events that matter whoever made them, as one text: parts of another scope say nothing here */
  readonly scope: string;
  /** whose calls: ids of roles and keys */
  readonly followed: readonly string[];
}

export interface CheckpointPart extends Asked {
  /** on which all its objects were delivered, `YYYY-MM-DD`, since old days go as a whole; empty where not known */
  readonly day: string;
  readonly objects: readonly ObjectRead[];
  /** records in these objects, and the times of the first and last event */
  readonly records: number;
  readonly from: string;
  readonly until: string;
  readonly activity: Activity;
}

/** All of a part but what was folded, and for whom. */
export type CheckpointHead = Omit<CheckpointPart, 'activity' | 'followed'>;

/** A part that is added to. */
export interface GrowingPart extends CheckpointPart {
  readonly objects: ObjectRead[];
  records: number;
  from: string;
  until: string;
}

export function emptyPart({ scope, followed }: Asked, day: string): GrowingPart {
  return { scope, followed, day, objects: [], records: 0, from: '', until: '', activity: emptyActivity() };
}

/** Adds what was read of other objects, in place; the activity added stays as it is. */
export function addToPart(part: GrowingPart, read: Omit<CheckpointPart, keyof Asked | 'day'>): void {
  for (const object of read.objects) part.objects.push(object);
  part.records += read.records;
  if (part.from === '' || read.from < part.from) part.from = read.from;
  if (read.until > part.until) part.until = read.until;
  addActivity(part.activity, read.activity);
}

/** What is there to be read now: an object's size and stamp by its key; undefined where it is gone. */
export type ObjectNow = (key: string) => Pick<ObjectRead, 'size' | 'stamp'> | undefined;

/**
 * What a part tells that still holds: all its objects are there and unchanged, none is done already, and it fits what is
 * asked. Then its keys join `done`, in place. Undefined where its objects are to be read again.
 */
export function resumePart(
  done: Set<string>,
  part: CheckpointPart,
  asked: AskedNow,
  now: ObjectNow,
): Activity | undefined {
  const keys = new Set(part.objects.map(({ key }) => key));
  const isThere =
    keys.size === part.objects.length &&
    part.objects.every((object) => !done.has(object.key) && isUnchanged(object, now(object.key)));
  const activity = isThere ? fitPart(part, asked) : undefined;
  if (activity) for (const key of keys) done.add(key);
  return activity;
}

export interface AskedNow extends Asked {
  /** when roles were made, by id, ISO 8601: no earlier record is of theirs */
  readonly created: ReadonlyMap<string, string>;
}

/**
 * What a part tells, as if it had been read for what is asked now. Others may have been followed then: whoever is
 * followed since must have been made on a later day than the part's last record, and whoever is not any more is left out.
 */
export function fitPart(part: CheckpointPart, { scope, followed, created }: AskedNow): Activity | undefined {
  if (part.scope !== scope) return undefined;
  const before = new Set(part.followed);
  const lastDay = dayOf(part.until);
  const isLacking = (id: string) => !before.has(id) && dayOf(created.get(id) ?? '') <= lastDay;
  if (followed.some(isLacking)) return undefined;
  const kept = new Set(followed);
  return followingOnly(part.activity, new Set(part.followed.filter((id) => !kept.has(id))), kept);
}

function dayOf(time: string): string {
  return time.slice(0, 10);
}

function isUnchanged(before: ObjectRead, now: ReturnType<ObjectNow>): boolean {
  return now !== undefined && now.size === before.size && now.stamp === before.stamp;
}

/** A part is small below so many objects, and so many small ones of a day stay as they are. */
const SMALL = 4096;
const MOST_SMALL = 8;

/**
 * Which parts to write anew as one: small ones of one scope and day, once there are many. So there are few parts for
 * each day however often the trail is read, and each object is written anew a few times at most.
 *
 * @param heads by the id of the part
 * @returns     groups of ids
 */
export function findPartsToMerge(heads: ReadonlyMap<string, CheckpointHead>): readonly ReadonlySet<string>[] {
  const groups = new Map<string, Set<string>>();
  for (const [id, { scope, day, objects }] of heads) {
    if (objects.length >= SMALL) continue;
    const group = JSON.stringify([scope, day]);
    groups.set(group, (groups.get(group) ?? new Set()).add(id));
  }
  return [...groups.values()].filter(({ size }) => size > MOST_SMALL);
}
