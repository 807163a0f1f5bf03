/**
 * Watching: a stream of events, judged as they come by what the last scan knew.
 *
 * It only appends: findings by their id, each with its alert, so that events may come twice and in any order. What is
 * usual, and what closes, is the scan's to say; and the next scan finds the same findings by the same ids.
 */

import { judgeEvents } from '../findings/judge-events';
import { type Settings, settingsOf } from '../findings/settings';
import { buildGraph } from '../graph/build-graph';
import type { TrustGraph } from '../graph/trust-graph';
import type { Drift } from '../history/drift';
import { editRoles, editSnapshot } from '../history/edit-trust';
import { findDrift } from '../history/find-drift';
import type { FindingMemory, History } from '../history/history';
import { memoryOf } from '../history/next-history';
import { inventoryOf, type KnownInventory } from '../history/take-basis';
import { takeSnapshot } from '../history/take-snapshot';
import type { WatchBasis } from '../history/watch-basis';
import type { Finding } from '../model/finding';
import type { Role } from '../model/role';
import type { Expectations } from '../parties/declaration';
import { buildPartyBook } from '../parties/party-book';
import type { EventBatch } from '../sources/stream/read-events';
import type { StateStore } from '../stores/state-store';
import { judgeTrusts } from '../trust/judge-trusts';
import { type JudgedInventory, rolesToFollow } from './analyse';
import { UsageError } from './exit-codes';
import { type Watched, WatchWindow } from './watch-window';

/** Milliseconds after which the state is looked at again, since a scan may have written it. */
const KEEP_STATE = 10_000;

export interface WatchOptions {
  readonly events: AsyncIterable<EventBatch>;
  readonly state: StateStore;
  readonly expectations?: Expectations;
  /** the time for which to judge, ISO 8601 */
  readonly asOf: () => string;
  /** milliseconds since 1970 */
  readonly now?: () => number;
  /** told what is new, once it is kept, in the order of its weight; waited for */
  readonly onFindings: (found: NewFindings) => Promise<void>;
}

/** What one batch brought; never empty. */
export interface NewFindings {
  readonly findings: readonly Finding[];
  /** what is kept of them, each with its alert */
  readonly memories: ReadonlyMap<string, FindingMemory>;
  readonly graph: TrustGraph;
}

/** Counts, as they stand while it runs. */
export interface WatchReport {
  /** CloudTrail records */
  events: number;
  /** JSON that is none */
  others: number;
  /** what could not be read */
  malformed: number;
  /** records of outsiders, of their sessions, and of changes of trust */
  judged: number;
  /** findings that are new or came back */
  found: number;
}

export const EMPTY_REPORT: Readonly<WatchReport> = {
  events: 0,
  others: 0,
  malformed: 0,
  judged: 0,
  found: 0,
};

/**
 * Judges events until the stream ends.
 * @param report is counted up as it goes, for whoever has to tell of it when it is interrupted
 * @throws UsageError where no scan has left anything to judge by
 */
export async function watch(
  options: WatchOptions,
  report: WatchReport = { ...EMPTY_REPORT },
): Promise<WatchReport> {
  const { state, expectations, now = Date.now } = options;
  const settings = settingsOf(expectations);
  const window = new WatchWindow();
  const told = new Set<string>();
  let knowledge = await readKnowledge(options);
  let readAt = now();
  for await (const { records, others, malformed } of options.events) {
    if (now() - readAt > KEEP_STATE) {
      knowledge = await readKnowledge(options, knowledge);
      readAt = now();
      told.clear();
    }
    report.others += others;
    report.malformed += malformed;
    let isNews = false;
    for (const record of records) {
      report.events += 1;
      const taken = window.add(record, `event ${report.events}`, knowledge.watched);
      if (taken === 'unreadable') report.malformed += 1;
      if (taken === 'kept') report.judged += 1;
      isNews ||= taken === 'kept';
    }
    if (!isNews) continue;
    const { graph, drift } = judgeWindow(window, knowledge, settings, options.asOf());
    const findings = judgeEvents(graph, knowledge.history, settings, drift).filter(({ id }) => !told.has(id));
    if (findings.length === 0) continue;
    const memories = new Map(
      findings.map((finding) => [finding.id, memoryOf(finding, knowledge.history.findings.get(finding.id))]),
    );
    await state.addFindings(memories);
    for (const { id } of findings) told.add(id);
    report.found += findings.length;
    await options.onFindings({ findings, memories, graph });
  }
  return report;
}

/** What is known and what came since, joined: trust as it is after the changes that came. */
function judgeWindow(
  window: WatchWindow,
  { history, known, judged }: Knowledge,
  { quietDays }: Settings,
  asOf: string,
): { readonly graph: TrustGraph; readonly drift: Drift } {
  const edits = window.edits(history.asOf ?? '');
  const edited = editRoles(known, edits);
  const inventory = { ...judged.inventory, roles: new Map([...judged.inventory.roles, ...edited.roles]) };
  const now: JudgedInventory = {
    ...judged,
    asOf,
    inventory,
    judgements: new Map([...judged.judgements, ...judgeRoles([...edited.roles.values()], known, asOf)]),
    tiers: new Map([...judged.tiers, ...edited.tiers]),
  };
  const graph = buildGraph({ ...now, ...window.observed() });
  const nodes = [...edited.roles.keys()].flatMap((arn) => graph.roles.get(arn) ?? []);
  const { grants } = takeSnapshot({ ...graph, roles: new Map(nodes.map((node) => [node.role.arn, node])) });
  const trust =
    history.trust && editSnapshot(history.trust, edits, { roles: new Set(edited.roles.keys()), grants });
  return { graph, drift: findDrift(history, graph, quietDays, trust) };
}

/** What is known beside the stream. */
interface Knowledge {
  readonly history: History;
  readonly basis: WatchBasis;
  readonly known: KnownInventory;
  readonly judged: JudgedInventory;
  readonly watched: Watched;
}

/** @param before used again while no scan replaces what it is made of */
async function readKnowledge(options: WatchOptions, before?: Knowledge): Promise<Knowledge> {
  const history = await options.state.readHistory();
  const { basis } = history;
  if (basis === undefined) {
    throw new UsageError(
      'the state holds no roles to judge events by: expected that of a scan; run `trust-atlas scan` with the same --state first',
    );
  }
  const asOf = options.asOf();
  if (before?.basis === basis && isSameDay(before.judged.asOf, asOf)) {
    return { ...before, history, judged: { ...before.judged, asOf } };
  }
  const known = inventoryOf(basis);
  const judged = judge(known, options.expectations, asOf);
  return { history, basis, known, judged, watched: { book: judged.book, followed: rolesToFollow(judged) } };
}

/** Declarations end with a day. */
function isSameDay(one: string, other: string): boolean {
  return one.slice(0, 10) === other.slice(0, 10);
}

/** As `judgeInventory` does, but that tiers and resource control policies are known from the scan. */
function judge(known: KnownInventory, expectations: Expectations | undefined, asOf: string): JudgedInventory {
  const { inventory, tiers } = known;
  return {
    inventory,
    judgements: judgeRoles([...inventory.roles.values()], known, asOf),
    tiers,
    book: buildPartyBook(inventory, expectations, asOf),
    asOf,
  };
}

function judgeRoles(
  roles: readonly Role[],
  { inventory, controlOf }: KnownInventory,
  asOf: string,
): JudgedInventory['judgements'] {
  return judgeTrusts(roles, { organization: inventory, asOf, principalsByUniqueId: new Map() }, controlOf);
}
