/**
 * The main job over exported files: read, fold, judge, remember.
 */
import { availableParallelism } from 'node:os';
import { addActivity, emptyActivity, FOLDED_EVENTS, foldRecord } from '../activity/activity';
import { finishFold } from '../activity/fold-use';
import type { ActivityCoverage, Use } from '../activity/use';
import type { Analysis } from '../findings/analysis';
import { EMPTY_HISTORY, type History } from '../history/history';
import { nextHistory, organizationKey } from '../history/next-history';
import type { Inventory } from '../model/inventory';
import type { Expectations } from '../parties/expectations';
import { type ReadOptions, readExports } from '../sources/offline/read-exports';
import { openLogReader } from '../sources/trail/scan/log-reader';
import type { StateStore } from '../stores/state-store';
import { analyse } from './analyse';
import { UsageError } from './exit-codes';

export interface ScanOptions {
  /** files and folders of exports and logs */
  readonly from: readonly string[];
  /** false leaves CloudTrail out, though the files may hold some */
  readonly withActivity: boolean;
  readonly expectations?: Expectations;
  /** threads that read CloudTrail; absent: one for each processor */
  readonly threads?: number;
  /** absent: nothing is kept between runs */
  readonly state?: StateStore;
  /** ISO 8601 */
  readonly asOf: string;
  readonly onProgress?: ReadOptions['onProgress'];
}

/**
 * Reads, judges, and remembers what was found for the next run. A run that read neither roles nor CloudTrail
 * concluded nothing, and leaves the state as it was.
 * @throws UsageError when the state belongs to another organization
 */
export async function scan(options: ScanOptions): Promise<Analysis> {
  const before = (await options.state?.readHistory()) ?? EMPTY_HISTORY;
  const read = await readAndFold(options);
  const analysis = analyse({
    ...read,
    ...(options.expectations && { expectations: options.expectations }),
    history: before,
    asOf: options.asOf,
  });
  if (options.state && concludes(analysis)) await options.state.writeHistory(remember(before, analysis));
  return analysis;
}

/** Whether anything was read that an answer could rest on. */
export function concludes({ graph }: Analysis): boolean {
  return graph.roles.size > 0 || graph.coverage.activity !== undefined;
}

interface Read {
  readonly inventory: Inventory;
  readonly uses: readonly Use[];
  readonly activity?: ActivityCoverage;
}

async function readAndFold({ from, withActivity, threads, onProgress }: ScanOptions): Promise<Read> {
  const activity = emptyActivity();
  const followed = new Set<string>();
  const logs = openLogReader({ eventNames: FOLDED_EVENTS, followed }, threads ?? availableParallelism());
  const { inventory, trail } = await readExports(from, {
    logs,
    ...(onProgress && { onProgress }),
    onActivity: (ofFile) => addActivity(activity, ofFile),
    onRecord: (record, { file, index }) => foldRecord(activity, record, `${file}#${index}`, followed),
  }).finally(logs.close);
  if (!withActivity || trail.files === 0) return { inventory, uses: [] };
  const { problems } = activity;
  const { uses, coverage } = finishFold(activity.uses);
  const { leftAside: _, ...counts } = trail;
  return {
    inventory: { ...inventory, problems: [...inventory.problems, ...problems] },
    uses,
    activity: { ...counts, ...coverage, malformed: trail.malformed + problems.length },
  };
}

function remember(before: History, { graph, findings }: Analysis): History {
  if (before.organization !== undefined && before.organization !== organizationKey(graph)) {
    throw new UsageError(
      `the state belongs to ${before.organization || 'accounts without an organization'}, these exports to ${organizationKey(graph) || 'accounts without an organization'}: expected another --state folder`,
    );
  }
  return nextHistory(
    before,
    graph,
    findings.map(({ id, rule, subject, title, firstSeen, lastSeen }) => ({
      id,
      rule,
      subject,
      title,
      firstSeen,
      lastSeen,
    })),
  );
}
