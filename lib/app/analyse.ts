/**
 * The core of every command: from what was read to an analysis. Pure, whatever it was read from.
 */
import { judgeTier } from '../access/judge-tier';
import type { ActivityCoverage, Use } from '../activity/use';
import type { Analysis } from '../findings/analysis';
import { judgeFindings } from '../findings/judge-findings';
import { buildGraph } from '../graph/build-graph';
import type { History } from '../history/history';
import { type Inventory, principalsByUniqueId } from '../model/inventory';
import type { Expectations } from '../parties/expectations';
import { buildPartyBook } from '../parties/party-book';
import { judgeTrusts } from '../trust/judge-trusts';
import { indexResourceControl } from '../trust/resource-control';

/** All that an analysis depends on. */
export interface AnalysisInput {
  readonly inventory: Inventory;
  readonly uses: readonly Use[];
  /** absent when no CloudTrail was read */
  readonly activity?: ActivityCoverage;
  /** absent when the user declared nothing */
  readonly expectations?: Expectations;
  readonly history: History;
  /** ISO 8601 time that the judgement holds for */
  readonly asOf: string;
}

/** Judges every role, joins the graph, and applies the rules. */
export function analyse(input: AnalysisInput): Analysis {
  const { inventory, asOf } = input;
  const knowledge = { organization: inventory, asOf, principalsByUniqueId: principalsByUniqueId(inventory) };
  const controlOf = indexResourceControl(inventory);
  const roles = [...inventory.roles.values()];
  const graph = buildGraph({
    inventory,
    judgements: judgeTrusts(roles, knowledge, controlOf),
    tiers: new Map(roles.map((role) => [role.arn, judgeTier(role, inventory.managedPolicies)])),
    uses: input.uses,
    ...(input.activity && { activity: input.activity }),
    book: buildPartyBook(inventory, input.expectations, asOf),
    asOf,
  });
  return { graph, findings: judgeFindings(graph, input.history) };
}
