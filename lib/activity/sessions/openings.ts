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

/** Issues by key and by name. Only those are held that some credentials in use may ask for. */
export interface Openings<T extends Issue> {
  readonly byKey: ReadonlyMap<string, readonly T[]>;
  readonly byName: ReadonlyMap<string, readonly T[]>;
}

export interface FoundOpening<T extends Issue> {
  readonly opening: T;
  readonly byName: boolean;
  /** others would fit as well */
  readonly several: boolean;
}

/** @param issues sorted; of those that fit equally the last one is found */
export function indexOpenings<T extends Issue>(
  issues: Iterable<T>,
  inUse: Iterable<Credentials>,
): Openings<T> {
  const byKey = new Map<string, T[]>();
  const byName = new Map<string, T[]>();
  for (const { accessKeyId, assumedRoleId } of inUse) {
    if (accessKeyId !== undefined) byKey.set(accessKeyId, []);
    if (assumedRoleId !== undefined) byName.set(assumedRoleId, []);
  }
  for (const issue of issues) {
    if (issue.accessKeyId !== undefined) byKey.get(issue.accessKeyId)?.push(issue);
    if (issue.assumedRoleId !== undefined) byName.get(issue.assumedRoleId)?.push(issue);
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

function nearest<T extends Issue>(
  issues: readonly T[],
  credentials: Credentials,
  except: T | undefined,
): { opening: T; several: boolean } | undefined {
  let found: { opening: T; several: boolean; distance: number } | undefined;
  for (const opening of issues) {
    const distance = opening === except ? undefined : distanceOf(opening, credentials);
    if (distance === undefined) continue;
    // Where the time of issue is not known, everything open at the time could be it.
    const several = found !== undefined && (credentials.issued === undefined || found.distance === distance);
    if (found === undefined || distance <= found.distance) found = { opening, several, distance };
    else found.several ||= several;
  }
  return found;
}

/** Seconds from issue to use, or undefined where credentials of that issue cannot be these. */
function distanceOf({ time, assumedRoleId }: Issue, credentials: Credentials): number | undefined {
  const name = credentials.assumedRoleId;
  if (assumedRoleId !== undefined && name !== undefined && assumedRoleId !== name) return undefined;
  const at = secondsOf(time);
  if (credentials.issued !== undefined) {
    const apart = Math.abs(credentials.issued - at);
    if (apart <= SLACK) return apart;
    if (!credentials.renewed) return undefined;
  }
  const age = (credentials.issued ?? credentials.used) - at;
  if (age < -SLACK || age > LONGEST + SLACK) return undefined;
  // What was issued after its use is only taken where nothing else is there.
  return age >= 0 ? age : LONGEST + SLACK - age;
}
