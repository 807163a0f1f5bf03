/**
 * Openings: which assumption issued the credentials that were seen in use.
 *
 * The key tells best. Identity Center and the console hand out other keys than the one that was recorded, and the
 * role owner's copy of a call has none at all: then the role's id, the session's name and the time must do.
 */
import { secondsOf } from '../event-time';

/** Seconds by which records of one moment may differ. */
const SLACK = 60;

/** No role session lives longer. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html */
const LONGEST = 12 * 3_600;

/** Credentials issued, as an assumption tells them. */
export interface Issue {
  /** ISO 8601 */
  readonly time: string;
  readonly accessKeyId?: string;
  /** `AROA…:session` */
  readonly assumedRoleId?: string;
}

/** How credentials show when they are used. */
export interface Credentials {
  readonly accessKeyId?: string;
  readonly assumedRoleId?: string;
  /** when they were issued, where that is known; seconds since 1970 */
  readonly issued?: number;
  /** they may have been renewed since the issue that is on record, as Identity Center does */
  readonly renewed?: boolean;
  /** a moment of their use; seconds since 1970 */
  readonly used: number;
}

/** Issues by key and by name, sorted by time. Only those are held that some credentials in use may ask for. */
export interface Openings<T extends Issue> {
  readonly byKey: ReadonlyMap<string, readonly Dated<T>[]>;
  readonly byName: ReadonlyMap<string, readonly Dated<T>[]>;
}

interface Dated<T extends Issue> {
  readonly opening: T;
  /** seconds since 1970 */
  readonly at: number;
}

export interface FoundOpening<T extends Issue> {
  readonly opening: T;
  readonly byName: boolean;
  /** others would fit as well */
  readonly several: boolean;
}

/** @param issues sorted by time; of those that fit equally the last one is found */
export function indexOpenings<T extends Issue>(
  issues: Iterable<T>,
  inUse: Iterable<Credentials>,
): Openings<T> {
  const byKey = new Map<string, Dated<T>[]>();
  const byName = new Map<string, Dated<T>[]>();
  for (const { accessKeyId, assumedRoleId } of inUse) {
    if (accessKeyId !== undefined) byKey.set(accessKeyId, []);
    if (assumedRoleId !== undefined) byName.set(assumedRoleId, []);
  }
  for (const opening of issues) {
    const dated = { opening, at: secondsOf(opening.time) };
    if (opening.accessKeyId !== undefined) byKey.get(opening.accessKeyId)?.push(dated);
    if (opening.assumedRoleId !== undefined) byName.get(opening.assumedRoleId)?.push(dated);
  }
  return { byKey, byName };
}

/**
 * The issue that the credentials came from; undefined where none fits.
 * @param except an issue that cannot be it: a session never opens itself
 */
export function findOpening<T extends Issue>(
  { byKey, byName }: Openings<T>,
  credentials: Credentials,
  except?: T,
): FoundOpening<T> | undefined {
  const ofKey = nearest(byKey.get(credentials.accessKeyId ?? '') ?? [], credentials, except);
  if (ofKey !== undefined) return { opening: ofKey.opening, byName: false, several: false };
  const ofName = nearest(byName.get(credentials.assumedRoleId ?? '') ?? [], credentials, except);
  return ofName && { ...ofName, byName: true };
}

/** A session name may be opened every minute for months: only the hours that count are searched, the latest first. */
function nearest<T extends Issue>(
  issues: readonly Dated<T>[],
  credentials: Credentials,
  except: T | undefined,
): { opening: T; several: boolean } | undefined {
  const { issued } = credentials;
  const moment = issued ?? credentials.used;
  const reach = issued === undefined || credentials.renewed ? LONGEST + SLACK : SLACK;
  let found: { opening: T; several: boolean; distance: number } | undefined;
  for (let index = countUntil(issues, moment + SLACK) - 1; index >= 0; index -= 1) {
    const { opening, at } = issues[index] ?? { at: -Infinity };
    // What comes now was issued earlier still, so it can only add to the doubt.
    const isLate = found !== undefined && moment - at > SLACK;
    if (moment - at > reach || (isLate && (found?.several || issued !== undefined))) break;
    if (opening === undefined || opening === except) continue;

    const distance = distanceOf(opening, moment - at, credentials);
    if (distance === undefined) continue;
    // Where the time of issue is not known, everything open at the time could be it.
    const several = found !== undefined && (issued === undefined || found.distance === distance);
    if (found === undefined || distance < found.distance) found = { opening, several, distance };
    else found.several ||= several;
  }
  return found;
}

/** How many issues there are until a time, by halving. */
function countUntil(issues: readonly Dated<Issue>[], time: number): number {
  let from = 0;
  let to = issues.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((issues[middle]?.at ?? 0) <= time) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** How far an issue is from the use, or undefined where it is of another role or name. */
function distanceOf({ assumedRoleId }: Issue, age: number, credentials: Credentials): number | undefined {
  const name = credentials.assumedRoleId;
  if (assumedRoleId !== undefined && name !== undefined && assumedRoleId !== name) return undefined;
  if (credentials.issued !== undefined) return Math.abs(age);
  // What was issued after its use is only taken where nothing else is there.
  return age >= 0 ? age : LONGEST + SLACK - age;
}
