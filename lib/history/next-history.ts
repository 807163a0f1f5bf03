/**
 * What this run leaves for the next one.
 */
import type { TrustGraph } from '../graph/trust-graph';
import type { FindingMemory, History } from './history';

/** One finding of this run, as far as history remembers it. */
export type RememberedFinding = Omit<FindingMemory, 'closed'> & { readonly id: string };

/**
 * The history after a run. A finding of an earlier run that is not there any more is closed, but only where the
 * run saw everything: a gap in coverage closes nothing, nor does a run without the CloudTrail that earlier ones had.
 */
export function nextHistory(
  before: History,
  graph: TrustGraph,
  findings: readonly RememberedFinding[],
): History {
  const lacksTrail = before.trailUntil !== undefined && graph.coverage.activity === undefined;
  const sawEverything = graph.coverage.complete && !lacksTrail;
  const memories = new Map<string, FindingMemory>();
  for (const [id, memory] of before.findings) {
    memories.set(id, sawEverything ? { ...memory, closed: true } : memory);
  }
  for (const { id, ...memory } of findings) memories.set(id, { ...memory, closed: false });
  const trailUntil = graph.coverage.activity?.until ?? before.trailUntil;
  return {
    organization: organizationKey(graph),
    asOf: graph.asOf,
    grants: graph.grants.map(({ grant }) => grant.id).sort(),
    findings: memories,
    ...(trailUntil !== undefined && { trailUntil }),
  };
}

/** Which organization a history belongs to; the empty string where the inputs do not name one. */
export function organizationKey({ organization }: Pick<TrustGraph, 'organization'>): string {
  return organization?.id ?? '';
}
