/**
 * The example organization as a watcher meets it: a scan until some evening, and a stream of what came after.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { scan } from '../../lib/app/scan';
import { EMPTY_REPORT, type NewFindings, type WatchReport, watch } from '../../lib/app/watch';
import type { History } from '../../lib/history/history';
import type { Expectations } from '../../lib/parties/declaration';
import type { EventBatch } from '../../lib/sources/stream/read-events';
import { MemoryHome, MemoryStore } from '../../lib/stores/memory-store';

const EXPORTS = ['iam', 'organizations'].map((folder) => join('examples/organization', folder));
const TRAIL = 'examples/organization/cloudtrail';

/** The night of the compromise begins after it. */
export const EVENING = '2026-11-20T23:59:59Z';
export const AFTERWARDS = '2026-11-24T00:00:00Z';

export interface CloudTrailRecord {
  readonly [field: string]: unknown;
  readonly eventTime: string;
  readonly eventID: string;
}

const LOGS = readdirSync(TRAIL, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json.gz') && path.includes('/CloudTrail/'))
  .map((path) => ({
    path: join(TRAIL, path),
    day: /\/(\d{4})\/(\d\d)\/(\d\d)\//.exec(path)?.slice(1).join('-') ?? '',
  }));

/** A home of state that a scan has left, which read all until `EVENING`. */
export async function scannedState(): Promise<MemoryHome> {
  const home = new MemoryHome();
  await scanInto(home, EVENING);
  return home;
}

/** Scans once more, all until the end of a day; `exports` in place of those of the example. */
export async function scanInto(home: MemoryHome, asOf: string, exports = EXPORTS): Promise<void> {
  const logs = LOGS.filter(({ day }) => day <= asOf.slice(0, 10)).map(({ path }) => path);
  const state = new MemoryStore({}, home);
  await scan({ from: [...exports, ...logs], withActivity: true, threads: 1, state, asOf });
}

/** The records of some days, by their time. */
export function recordsOf(from: string, until: string): readonly CloudTrailRecord[] {
  return LOGS.filter(({ day }) => from <= day && day <= until)
    .flatMap(
      ({ path }): CloudTrailRecord[] => JSON.parse(gunzipSync(readFileSync(path)).toString()).Records ?? [],
    )
    .sort((a, b) => (`${a.eventTime} ${a.eventID}` < `${b.eventTime} ${b.eventID}` ? -1 : 1));
}

/** A second state with the same in it. */
export async function copyOf(home: MemoryHome): Promise<MemoryHome> {
  const copy = new MemoryHome();
  await new MemoryStore({}, copy).writeHistory(await historyIn(home));
  return copy;
}

export function historyIn(home: MemoryHome): Promise<History> {
  return new MemoryStore({}, home).readHistory();
}

export interface Watching {
  readonly report: WatchReport;
  /** what was told, batch by batch; a batch that brought nothing is not there */
  readonly told: readonly NewFindings[];
}

/** Watches these batches over the state. */
export async function watchOver(
  home: MemoryHome,
  batches: Iterable<readonly unknown[]> | AsyncIterable<readonly unknown[]>,
  more: { readonly expectations?: Expectations; readonly asOf?: string; readonly now?: () => number } = {},
): Promise<Watching> {
  const { asOf = AFTERWARDS, ...options } = more;
  const told: NewFindings[] = [];
  const report = { ...EMPTY_REPORT };
  await watch(
    {
      ...options,
      events: streamOf(batches),
      state: new MemoryStore({}, home),
      asOf: () => asOf,
      onFindings: async (found) => {
        told.push(found);
      },
    },
    report,
  );
  return { report, told };
}

async function* streamOf(
  batches: Iterable<readonly unknown[]> | AsyncIterable<readonly unknown[]>,
): AsyncGenerator<EventBatch> {
  for await (const records of batches) yield { records, others: 0, malformed: 0 };
}
