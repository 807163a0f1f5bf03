/**
 * What readings of the trail leave for the next one: it goes on where an interrupted one stopped, and reads only what
 * is new, changed or late since a finished one.
 *
 * What was folded of whole log objects is kept in parts. A later reading by the same program takes the parts that still
 * hold and reads only the rest: the answer is that of one reading. A role that is followed since takes all parts away
 * but those from before it was made; one that is not followed any more takes none. Files that are no log objects as
 * CloudTrail writes them are read each time.
 *
 * Bounds: only objects that are there now are remembered, each once for each pass; 100 to 250 bytes of path and size for
 * each, and what `addToPart` folds of them. The parts of a day are written anew as one when there are many.
 */
import { statSync } from 'node:fs';
import { version } from '../../package.json';
import { type Activity, addActivity, emptyActivity, FOLD_VERSION } from '../activity/activity';
import {
  type AskedNow,
  addToPart,
  type CheckpointHead,
  type CheckpointPart,
  emptyPart,
  findPartsToMerge,
  fitPart,
  type GrowingPart,
  type ObjectRead,
  resumePart,
} from '../history/checkpoint';
import { fingerprint } from '../model/fingerprint';
import type { TrailFile } from '../sources/offline/read-inventory';
import { parseLogObjectKey } from '../sources/trail/log-object-key';
import type { Interest } from '../sources/trail/scan/interest';
import type { LogBatch } from '../sources/trail/scan/log-object';
import type { StateStore } from '../stores/state-store';

/** What earlier readings have told, and what is left to be read. */
export interface ResumedReading {
  readonly activity: Activity;
  readonly left: readonly TrailFile[];
  /** of the parts that held */
  readonly parts: readonly CheckpointHead[];
}

/** Seconds and assume calls after which what was read is kept. */
const LONGEST = 10;
const LARGEST = 50_000;

/** The parts in a store, and those that are being added. One for the whole run, whose passes ask for different things. */
export class ReadingMemory {
  /** by id: the parts that held or were added, in this run */
  private readonly inUse = new Map<string, CheckpointHead>();
  /** by scope: what the passes of this run asked for */
  private readonly asked = new Map<string, AskedNow>();
  /** by scope and day */
  private growing = new Map<string, GrowingPart>();
  private assumeCalls = 0;
  private since = performance.now();
  private kept: Promise<void> = Promise.resolve();

  constructor(
    /** absent: nothing is kept, and everything is read */
    private readonly store: StateStore | undefined,
    /** seconds after which what was read is kept */
    private readonly longest = LONGEST,
  ) {}

  /** Takes the parts that hold; where none does, what this run has no use for is forgotten. */
  async resume(files: readonly TrailFile[], asked: AskedNow): Promise<ResumedReading> {
    this.asked.set(asked.scope, asked);
    const activity = emptyActivity();
    const done = new Set<string>();
    const parts: CheckpointHead[] = [];
    const wanted = new Set(files.map(({ path }) => path));
    const now = (key: string) => (wanted.has(key) ? objectAt(key) : undefined);
    for (const id of (await this.store?.listCheckpoint()) ?? []) {
      const part = this.inUse.has(id) ? undefined : await this.store?.readCheckpoint(id);
      const held = part && resumePart(done, part, asked, now);
      if (!held) continue;
      addActivity(activity, held);
      parts.push(this.use(id, part));
    }
    if (parts.length === 0) await this.forgetUnused();
    return { activity, parts, left: files.filter(({ path }) => !done.has(path)) };
  }

  /** Files of one group may be kept together. */
  groupOf(path: string): string {
    return this.store ? dayOf(path) : '';
  }

  /** Takes files of one group that were read whole. */
  add(asked: AskedNow, { objects, activity }: LogBatch): void {
    const [first] = objects.keys();
    if (!this.store || first === undefined) return;
    const part = this.partFor(asked, dayOf(first));
    for (const [key, { bytes, stamp, ...read }] of objects) {
      addToPart(part, { ...read, objects: [{ key, size: bytes, stamp }], activity: emptyActivity() });
    }
    addActivity(part.activity, activity);
    this.assumeCalls += activity.uses.records;
    const isDue = performance.now() - this.since >= this.longest * 1000;
    if (isDue || this.assumeCalls >= LARGEST) this.keep(this.store);
  }

  /** Keeps all that was read, once a pass is done. */
  async finishPass(): Promise<void> {
    if (this.store) this.keep(this.store);
    await this.kept;
  }

  /** Makes few parts of many, and forgets what this run had no use for, once it is done. */
  async tidy(): Promise<void> {
    if (this.store) for (const ids of findPartsToMerge(this.inUse)) await this.merge(this.store, ids);
    await this.forgetUnused();
  }

  private async forgetUnused(): Promise<void> {
    await this.store?.trimCheckpoint(new Set(this.inUse.keys()));
  }

  private partFor(asked: AskedNow, day: string): GrowingPart {
    const key = JSON.stringify([asked.scope, day]);
    const part = this.growing.get(key) ?? emptyPart(asked, day);
    this.growing.set(key, part);
    return part;
  }

  private keep(store: StateStore): void {
    for (const part of this.growing.values()) {
      this.kept = this.kept.then(async () => {
        this.use(await store.addToCheckpoint(part), part);
      });
    }
    // whoever finishes is told; until then it must not end the process
    this.kept.catch(() => {});
    this.growing = new Map();
    this.assumeCalls = 0;
    this.since = performance.now();
  }

  private use(
    id: string,
    { activity: _activity, followed: _followed, ...head }: CheckpointPart,
  ): CheckpointHead {
    this.inUse.set(id, head);
    return head;
  }

  /** After a crash in between the parts are there beside the merged one: of two with one object the first holds. */
  private async merge(store: StateStore, ids: ReadonlySet<string>): Promise<void> {
    let merged: GrowingPart | undefined;
    for (const id of ids) {
      const part = await store.readCheckpoint(id);
      this.inUse.delete(id);
      const asked = part && this.asked.get(part.scope);
      const activity = asked && fitPart(part, asked);
      if (!activity) continue;
      merged ??= emptyPart(asked, part.day);
      addToPart(merged, { ...part, activity });
    }
    if (merged) this.use(await store.addToCheckpoint(merged), merged);
  }
}

/** Another program may fold otherwise. */
const PROGRAM = `${version} ${FOLD_VERSION}`;

/** What a reading asks for; `created` tells when roles were made, by id. */
export function askedFor(
  { eventNames, followed }: Interest,
  created: ReadonlyMap<string, string>,
  program = PROGRAM,
): AskedNow {
  const scope = fingerprint(JSON.stringify([program, [...eventNames].sort()]));
  return { scope, followed: [...followed].sort(), created };
}

function dayOf(path: string): string {
  return parseLogObjectKey(path)?.day ?? '';
}

function objectAt(path: string): Pick<ObjectRead, 'size' | 'stamp'> | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && { size: stats.size, stamp: String(stats.mtimeMs) };
}
