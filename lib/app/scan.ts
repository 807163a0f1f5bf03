/**
 * The main job over exported files: read, judge, follow, remember.
 */
import { publicAddressesIn } from '../activity/network';
import { useCallerOf } from '../activity/use-caller';
import type { Analysis } from '../findings/analysis';
import { settingsOf } from '../findings/settings';
import { EMPTY_HISTORY, type History } from '../history/history';
import { nextHistory, organizationKey } from '../history/next-history';
import { accountOfArn } from '../model/arn';
import type { Assumption } from '../model/assumption';
import type { Inventory } from '../model/inventory';
import type { Expectations } from '../parties/declaration';
import { partyOfUseCaller } from '../parties/resolve-party';
import type { AsnDatabase } from '../sources/asn/asn-database';
import { readInventory } from '../sources/offline/read-inventory';
import { withTrail } from '../sources/offline/read-trail';
import type { OnProgress } from '../sources/offline/reading-progress';
import type { StateStore } from '../stores/state-store';
import { analyse, creationTimes, type JudgedInventory, judgeInventory, rolesToFollow } from './analyse';
import { UsageError } from './exit-codes';
import { type ActivityReading, readActivity } from './read-activity';

export interface ScanOptions {
  /** files and folders of exports and logs */
  readonly from: readonly string[];
  /** false leaves CloudTrail out, though the files may hold some */
  readonly withActivity: boolean;
  readonly expectations?: Expectations;
  /** threads that read CloudTrail; absent: one for each processor */
  readonly threads?: number;
  /** tells whose the networks are */
  readonly asnDatabase?: AsnDatabase;
  /** absent: nothing is kept between runs */
  readonly state?: StateStore;
  /** ISO 8601 */
  readonly asOf: string;
  readonly onProgress?: OnProgress;
}

/**
 * Reads, judges, and remembers what was found for the next run. A run that read neither roles nor CloudTrail
 * concluded nothing, and leaves the state as it was.
 * @throws UsageError when the state belongs to another organization
 */
export async function scan(options: ScanOptions): Promise<Analysis> {
  const before = (await options.state?.readHistory()) ?? EMPTY_HISTORY;
  const analysis = await judge(options, before);
  if (options.state && concludes(analysis)) {
    const { graph, findings } = analysis;
    await options.state.writeHistory(nextHistory(before, graph, findings, settingsOf(options.expectations)));
  }
  return analysis;
}

/** Whether anything was read that an answer could rest on. */
export function concludes({ graph }: Analysis): boolean {
  return graph.roles.size > 0 || graph.coverage.activity !== undefined;
}

/** @throws UsageError where nothing was read that an answer could rest on */
export function requireConclusion(analysis: Analysis, from: readonly string[]): void {
  if (concludes(analysis)) return;
  throw new UsageError(`nothing to judge in ${from.map((path) => `\`${path}\``).join(', ')}`);
}

/** Reads and judges, and writes nothing but the checkpoint of a store that is given. */
export async function judge(options: ScanOptions, before: History): Promise<Analysis> {
  const { from, withActivity, expectations, asOf, threads, onProgress, state } = options;
  const { inventory, trailFiles } = await readInventory(from, onProgress);
  if (inventory.roles.size > 0 || trailFiles.length > 0) refuseStateOfOthers(before, inventory);
  const judged = judgeInventory(inventory, expectations, asOf);
  const settings = settingsOf(expectations);
  if (!withActivity) return analyse(judged, { uses: [] }, before, settings);
  const read = await readActivity(trailFiles, {
    ...(inventory.roles.size > 0 && { followed: rolesToFollow(judged) }),
    created: creationTimes(inventory),
    isOutside: (call) => isOutside(call, judged),
    ...(threads !== undefined && { threads }),
    ...(onProgress && { onProgress }),
    ...(state && { store: state }),
  });
  const { owners, problems } = options.asnDatabase?.findOwners(addressesIn(read)) ?? {};
  return analyse(
    {
      ...judged,
      inventory: withTrail(inventory, { ...read, problems: [...read.problems, ...(problems ?? [])] }),
    },
    {
      uses: read.uses,
      sessions: read.sessions,
      changes: read.changes,
      ...(read.coverage && { activity: read.coverage }),
      ...(owners && { networkOwners: owners }),
    },
    before,
    settings,
  );
}

function addressesIn({ uses, sessions }: ActivityReading): readonly string[] {
  return publicAddressesIn([
    ...uses.flatMap(({ networks }) => networks.map(({ value }) => value)),
    ...sessions.flatMap(({ networks }) => networks),
  ]);
}

function isOutside({ caller, role }: Assumption, { book }: JudgedInventory): boolean {
  return partyOfUseCaller(book, useCallerOf(caller), accountOfArn(role ?? '')).external;
}

/** Before the trail is read: what is kept of another one's trail must not go. */
function refuseStateOfOthers({ organization }: History, inventory: Inventory): void {
  const found = organizationKey(inventory);
  if (organization === undefined || organization === found) return;
  throw new UsageError(
    `the state belongs to ${organization || 'accounts without an organization'}, these exports to ${found || 'accounts without an organization'}: expected another --state folder`,
  );
}
