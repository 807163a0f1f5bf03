/**
 * Goes on where an interrupted reading of the trail stopped.
 *
 * What was folded of whole log objects is kept in parts while the reading goes on. A later reading of the same files,
 * asked for the same, takes the parts that still hold and reads only the rest: the answer is that of one reading.
 */
import { statSync } from 'node:fs';
import { type Activity, addActivity, emptyActivity } from '../activity/activity';
import { type CheckpointPart, type ObjectRead, resumePart } from '../history/checkpoint';
import { fingerprint } from '../model/fingerprint';
import type { TrailFile } from '../sources/offline/read-inventory';
import type { Interest } from '../sources/trail/scan/interest';
import type { LogObject } from '../sources/trail/scan/log-object';
import type { StateStore } from '../stores/state-store';

/** What earlier parts have told, and what is left to be read. */
export interface ResumedReading {
  readonly activity: Activity;
  readonly left: readonly TrailFile[];
  /** of the parts that held */
  readonly parts: readonly Omit<CheckpointPart, 'activity'>[];
}

/** Takes the parts that hold; where none does, what is there is forgotten. */
export async function resumeReading(
  store: StateStore | undefined,
  files: readonly TrailFile[],
  scope: string,
): Promise<ResumedReading> {
  const activity = emptyActivity();
  const done = new Set<string>();
  const parts: Omit<CheckpointPart, 'activity'>[] = [];
  const wanted = new Set(files.map(({ path }) => path));
  const now = (key: string) => (wanted.has(key) ? objectAt(key) : undefined);
  for await (const { activity: ofPart, ...part } of store?.readCheckpoint() ?? []) {
    if (!resumePart(done, { ...part, activity: ofPart }, scope, now)) continue;
    addActivity(activity, ofPart);
    parts.push(part);
  }
  if (parts.length === 0) await store?.dropCheckpoint();
  return { activity, parts, left: files.filter(({ path }) => !done.has(path)) };
}

/** What was asked for, as one text. */
export function scopeOf({ eventNames, followed }: Interest): string {
  return fingerprint(JSON.stringify([[...eventNames].sort(), [...followed].sort()]));
}

/** Seconds and assume calls after which a part is kept. */
const LONGEST = 10;
const LARGEST = 50_000;

/** Collects what was read whole, and keeps it in parts. */
export class ReadingKeeper {
  private part: GrowingPart;
  private since = performance.now();
  private kept: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: StateStore | undefined,
    private readonly scope: string,
    /** seconds between parts */
    private readonly longest = LONGEST,
  ) {
    this.part = emptyPart(scope);
  }

  add(path: string, { bytes, stamp, records, from, until, activity }: LogObject): void {
    if (!this.store) return;
    const { part } = this;
    addActivity(part.activity, activity);
    part.objects.push({ key: path, size: bytes, stamp });
    part.records += records;
    if (part.from === '' || from < part.from) part.from = from;
    if (until > part.until) part.until = until;
    const isDue = performance.now() - this.since >= this.longest * 1000;
    if (isDue || part.activity.uses.records >= LARGEST) this.keep(this.store);
  }

  /** Waits until all parts so far are kept; what came after the last one is not worth a part any more. */
  async finish(): Promise<void> {
    await this.kept;
  }

  private keep(store: StateStore): void {
    const { part } = this;
    this.kept = this.kept.then(() => store.addToCheckpoint(part));
    // whoever finishes is told; until then it must not end the process
    this.kept.catch(() => {});
    this.part = emptyPart(this.scope);
    this.since = performance.now();
  }
}

interface GrowingPart extends CheckpointPart {
  readonly objects: ObjectRead[];
  records: number;
  from: string;
  until: string;
}

function emptyPart(scope: string): GrowingPart {
  return { scope, objects: [], records: 0, from: '', until: '', activity: emptyActivity() };
}

function objectAt(path: string): Pick<ObjectRead, 'size' | 'stamp'> | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && { size: stats.size, stamp: String(stats.mtimeMs) };
}
