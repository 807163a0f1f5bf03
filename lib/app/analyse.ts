/**
 * The core of every command: from what was read to an analysis. Pure, whatever it was read from.
 */
import { judgeTier } from '../access/judge-tier';
import type { TierJudgement } from '../access/tier';
import type { Session } from '../activity/sessions/session';
import type { TrustChange } from '../activity/trust-change';
import type { ActivityCoverage, Use } from '../activity/use';
import type { Analysis } from '../findings/analysis';
import { judgeFindings } from '../findings/judge-findings';
import type { Settings } from '../findings/settings';
import { buildGraph } from '../graph/build-graph';
import type { History } from '../history/history';
import type { RoleArn } from '../model/arn';
import type { TrustJudgement } from '../model/grant';
import { type Inventory, principalsByUniqueId } from '../model/inventory';
import type { NetworkOwner } from '../model/network-owner';
import type { Expectations } from '../parties/declaration';
import { buildPartyBook, type PartyBook } from '../parties/party-book';
import { partyOfCaller } from '../parties/resolve-party';
import { judgeTrusts } from '../trust/judge-trusts';
import { indexResourceControl } from '../trust/resource-control';

/** What is judged before the trail is read. */
export interface JudgedInventory {
  readonly inventory: Inventory;
  readonly judgements: ReadonlyMap<RoleArn, TrustJudgement>;
  readonly tiers: ReadonlyMap<RoleArn, TierJudgement>;
  readonly book: PartyBook;
  /** ISO 8601 time that the judgement holds for */
  readonly asOf: string;
}

/** Judges every role. `expectations` is absent when the user declared nothing. */
export function judgeInventory(
  inventory: Inventory,
  expectations: Expectations | undefined,
  asOf: string,
): JudgedInventory {
  const knowledge = { organization: inventory, asOf, principalsByUniqueId: principalsByUniqueId(inventory) };
  const roles = [...inventory.roles.values()];
  return {
    inventory,
    judgements: judgeTrusts(roles, knowledge, indexResourceControl(inventory)),
    tiers: new Map(roles.map((role) => [role.arn, judgeTier(role, inventory.managedPolicies)])),
    book: buildPartyBook(inventory, expectations, asOf),
    asOf,
  };
}

/** The unique ids of roles that somebody outside may enter: of these the sessions are followed. */
export function rolesToFollow({ inventory, judgements, book }: JudgedInventory): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const role of inventory.roles.values()) {
    const grants = judgements.get(role.arn)?.grants ?? [];
    const isOpen = grants.some(({ caller, guards }) => partyOfCaller(book, caller, role, guards).external);
    if (isOpen && role.uniqueId !== undefined) ids.add(role.uniqueId);
  }
  return ids;
}

/** When roles were made, by unique id; ISO 8601. */
export function creationTimes({ roles }: Inventory): ReadonlyMap<string, string> {
  const times = [...roles.values()].flatMap(({ uniqueId, created }) =>
    uniqueId === undefined || created === undefined ? [] : [[uniqueId, created] as const],
  );
  return new Map(times);
}

/** What was observed. */
export interface Observed {
  readonly uses: readonly Use[];
  /** absent where none were followed */
  readonly sessions?: readonly Session[];
  /** of trust, sorted by time, then event id; absent when no CloudTrail was read */
  readonly changes?: readonly TrustChange[];
  /** absent when no CloudTrail was read */
  readonly activity?: ActivityCoverage;
  /** absent when no address database was given */
  readonly networkOwners?: ReadonlyMap<string, NetworkOwner>;
}

/** Joins the graph, and applies the rules. */
export function analyse(
  judged: JudgedInventory,
  observed: Observed,
  history: History,
  settings?: Settings,
): Analysis {
  const graph = buildGraph({ ...judged, ...observed });
  return { graph, findings: judgeFindings(graph, history, settings) };
}
