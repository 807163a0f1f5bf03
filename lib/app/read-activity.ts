/**
 * Reads the trail: the assume calls, and what the sessions of roles that outsiders can enter did next.
 *
 * Which roles those are is known from their trust before the trail is read. Roles that only turn up in the trail are
 * followed in a second pass over the files that can hold their calls.
 */
import { availableParallelism } from 'node:os';
import { type Activity, addActivity, type Followed, foldRecord } from '../activity/activity';
import { finishFold } from '../activity/fold-use';
import { findLateRoles, type LateRole } from '../activity/sessions/find-late-roles';
import { finishSessions } from '../activity/sessions/finish-sessions';
import type { Session } from '../activity/sessions/session';
import { addSessions } from '../activity/sessions/session-fold';
import type { TrustChange } from '../activity/trust-change';
import type { ActivityCoverage, Use } from '../activity/use';
import type { Assumption } from '../model/assumption';
import { compareText } from '../model/compare-text';
import type { AccountId } from '../model/identifiers';
import type { Problem } from '../model/problem';
import type { TrailFile } from '../sources/offline/read-inventory';
import { readTrail, type TrailFilesReading } from '../sources/offline/read-trail';
import type { OnProgress } from '../sources/offline/reading-progress';
import { parseLogObjectKey } from '../sources/trail/log-object-key';
import { type Interest, interestIn } from '../sources/trail/scan/interest';
import { openLogReader } from '../sources/trail/scan/log-reader';
import type { TrailReading } from '../sources/trail/trail-reader';
import type { StateStore } from '../stores/state-store';
import { askedFor, ReadingMemory, type ResumedReading } from './resume-reading';

export interface ActivityOptions {
  /** unique ids of roles that outsiders can enter; absent where no roles were read */
  readonly followed?: Followed;
  /** when roles were made, by unique id; absent where not known: what earlier runs read is of less use then */
  readonly created?: ReadonlyMap<string, string>;
  /** whether somebody from outside made the call */
  readonly isOutside: (call: Assumption) => boolean;
  /** threads that read; absent: one for each processor */
  readonly threads?: number;
  readonly onProgress?: OnProgress;
  /** where what was read is kept for the next run; absent: everything is read */
  readonly store?: StateStore;
  /** seconds after which a part of the reading is kept */
  readonly keepEvery?: number;
}

export interface ActivityReading {
  readonly uses: readonly Use[];
  readonly sessions: readonly Session[];
  /** sorted by time, then event id */
  readonly changes: readonly TrustChange[];
  /** absent where none of the files holds a record */
  readonly coverage?: ActivityCoverage;
  readonly problems: readonly Problem[];
  readonly unrecognised: readonly string[];
}

/** Most roles that are looked for in the second pass. */
const LATE_ROLES = 10_000;

/** Reads these files. */
export async function readActivity(
  files: readonly TrailFile[],
  options: ActivityOptions,
): Promise<ActivityReading> {
  const { followed, isOutside, store, keepEvery } = options;
  const memory = new ReadingMemory(store, keepEvery);
  const { activity, trail, remembered, problems, unrecognised } = await readOnce(
    files,
    interestIn(followed ?? new Set()),
    options,
    memory,
  );
  const { uses, coverage, calls } = finishFold(activity.uses);
  const late = followed ? findLateRoles(calls, followed, isOutside) : [];
  const looked = late.slice(0, LATE_ROLES);
  const again = looked.length === 0 ? [] : files.filter(mayHoldCallsOf(looked));
  if (again.length > 0) {
    const interest = { eventNames: new Set<string>(), followed: new Set(looked.map(({ id }) => id)) };
    const second = await readOnce(again, interest, options, memory);
    addSessions(activity.sessions, second.activity.sessions);
    addProblems(activity.problems, second.activity.problems);
  }
  await memory.tidy();

  const { sessions, coverage: ofSessions } = finishSessions(activity.sessions, calls);
  const { leftAside: _, ...counts } = trail;
  return {
    uses,
    sessions,
    changes: [...activity.changes.values()].sort(byTime),
    ...(trail.files > 0 && {
      coverage: {
        ...counts,
        ...(store && { remembered }),
        ...coverage,
        malformed: trail.malformed + activity.problems.length,
        ...(followed && {
          followed: {
            roles: followed.size,
            late: late.length,
            leftOut: late.length - looked.length,
            secondPassFiles: again.length,
            dropped: ofSessions.dropped,
            estimated: ofSessions.estimated,
          },
        }),
      },
    }),
    problems: [...problems, ...activity.problems.sort(byPlace)],
    unrecognised,
  };
}

/** Reads these files, but for those that are remembered. */
async function readOnce(
  files: readonly TrailFile[],
  interest: Interest,
  { threads = availableParallelism(), created = new Map(), onProgress }: ActivityOptions,
  memory: ReadingMemory,
): Promise<TrailFilesReading & { readonly activity: Activity; readonly remembered: number }> {
  const asked = askedFor(interest, created);
  const { activity, left, parts } = await memory.resume(files, asked);
  const logs = openLogReader(interest, threads, left.length);
  const read = await readTrail(left, {
    interest,
    logs,
    ...(onProgress && { onProgress }),
    groupOf: (path) => memory.groupOf(path),
    onLogs: (logs) => {
      addActivity(activity, logs.activity);
      memory.add(asked, logs);
    },
    onRecord: (record, { file, index }) =>
      foldRecord(activity, record, `${file}#${index}`, interest.followed),
  }).finally(logs.close);
  await memory.finishPass();
  return { ...read, trail: withParts(read.trail, parts), remembered: files.length - left.length, activity };
}

function withParts(trail: TrailReading, parts: ResumedReading['parts']): TrailReading {
  const from = [trail, ...parts].flatMap((each) => each.from ?? []).sort()[0];
  const until = [trail, ...parts]
    .flatMap((each) => each.until ?? [])
    .sort()
    .at(-1);
  return {
    ...trail,
    files: parts.reduce((sum, { objects }) => sum + objects.length, trail.files),
    records: parts.reduce((sum, { records }) => sum + records, trail.records),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
}

/** A session's calls are in the trail of its own account, and not before it began; files of another layout may hold any. */
function mayHoldCallsOf(roles: readonly LateRole[]): (file: TrailFile) => boolean {
  const since = new Map<AccountId | undefined, string>();
  for (const role of roles) {
    const before = since.get(role.account);
    if (before === undefined || role.since < before) since.set(role.account, role.since);
  }
  return ({ path }) => {
    const key = parseLogObjectKey(path);
    const first = key && since.get(key.account);
    return (
      key === undefined || since.has(undefined) || (first !== undefined && first.slice(0, 10) <= key.day)
    );
  };
}

/** Adds those of records that nothing was said of before, in place: a record may be read in both passes. */
function addProblems(problems: Problem[], more: readonly Problem[]): void {
  const places = new Set(problems.map(({ at }) => at));
  problems.push(...more.filter(({ at }) => !places.has(at)));
}

function byPlace(left: Problem, right: Problem): number {
  return compareText(left.at, right.at);
}

function byTime(left: TrustChange, right: TrustChange): number {
  return compareText(left.time, right.time) || compareText(left.eventId, right.eventId);
}
