/**
 * Seen objects: which log objects earlier runs have read, so that what arrives late is read once, and once only.
 *
 * CloudTrail delivers an object within minutes as a rule, and hours late at times. A run therefore looks back over
 * some hours, and tells by this set what is new there. Older objects are forgotten, and not read any more.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html
 */

/** One log object as it was when it was read. */
export interface ObjectRead {
  /** its S3 key, or its path below the folder that was read, with forward slashes */
  readonly key: string;
  /** bytes as stored */
  readonly size: number;
  /** what changes when its contents do: the ETag, or the time of the last change */
  readonly stamp: string;
}

/** An object whose key tells when CloudTrail published it; ISO 8601 UTC. */
export interface PublishedObject extends ObjectRead {
  readonly published: string;
}

export interface SeenObjects {
  /** nothing is known any more of objects published up to then; absent while none was forgotten */
  readonly forgotten?: string;
  /** by key */
  readonly objects: ReadonlyMap<string, Omit<PublishedObject, 'key'>>;
}

/** Before the first run. */
export const NOTHING_SEEN: SeenObjects = { objects: new Map() };

/** Objects kept; some 20 MB. Where more were published within the window, it gets shorter. */
export const OBJECTS_KEPT = 100_000;

/**
 * What is known of an object.
 * @returns `new` or `changed`: to be read; `seen`: read as it is; `too-late`: published before the window, so that
 *   nobody knows whether it was read. Who meets one has to say so
 */
export function recogniseObject(
  { forgotten, objects }: SeenObjects,
  { key, size, stamp, published }: PublishedObject,
): 'new' | 'changed' | 'seen' | 'too-late' {
  const known = objects.get(key);
  if (known) return known.size === size && known.stamp === stamp ? 'seen' : 'changed';
  return forgotten !== undefined && published <= forgotten ? 'too-late' : 'new';
}

/** A set with these objects too; the given one stays as it is. Those from before the window are passed over. */
export function rememberObjects(
  seen: SeenObjects,
  read: Iterable<PublishedObject>,
  limit = OBJECTS_KEPT,
): SeenObjects {
  const objects = new Map(seen.objects);
  for (const { key, ...object } of read) objects.set(key, object);
  return forgetUntil({ ...seen, objects }, tooMany(objects, limit) ?? '');
}

/** A set without the objects that were published up to `time`, ISO 8601 UTC. What was forgotten stays so. */
export function forgetUntil(seen: SeenObjects, time: string): SeenObjects {
  const { forgotten = '' } = seen;
  const until = time > forgotten ? time : forgotten;
  if (until === '') return seen;
  const objects = new Map([...seen.objects].filter(([, { published }]) => published > until));
  return { forgotten: until, objects };
}

/** Up to when objects have to go so that `limit` are left; all those of the latest time always stay. */
function tooMany(objects: SeenObjects['objects'], limit: number): string | undefined {
  if (objects.size <= limit) return undefined;
  const times = [...objects.values()].map(({ published }) => published).sort();
  const last = times[times.length - limit - 1];
  return last === times.at(-1) ? times.findLast((time) => time !== last) : last;
}
