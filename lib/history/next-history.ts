/**
 * What this run leaves for the next one.
 */
import type { TrustGraph } from '../graph/trust-graph';
import { type Finding, SEVERITIES } from '../model/finding';
import { agreedIn } from './agreed-use';
import type { DueAlert, FindingMemory, History } from './history';
import { learnUsual } from './learn-usual';
import { seenUseIn } from './seen-use';

/**
 * The history after a run. A finding of an earlier run that is not there any more is closed, but only where the
 * run saw everything: a gap in coverage closes nothing, nor does a run without the CloudTrail that earlier ones had.
 * @param learnDays days from its first use in which a party's use of a role is learnt
 */
export function nextHistory(
  before: History,
  graph: TrustGraph,
  findings: readonly Finding[],
  learnDays: number,
): History {
  const lacksTrail = before.trailUntil !== undefined && graph.coverage.activity === undefined;
  const sawEverything = graph.coverage.complete && !lacksTrail;
  const memories = new Map<string, FindingMemory>();
  for (const [id, memory] of before.findings) {
    memories.set(id, sawEverything ? { ...memory, state: 'closed' } : memory);
  }
  for (const finding of findings)
    memories.set(finding.id, memoryOf(finding, before.findings.get(finding.id)));
  const trailUntil = graph.coverage.activity?.until ?? before.trailUntil;
  return {
    ...before,
    organization: organizationKey(graph),
    asOf: graph.asOf,
    baseline: learnUsual(before.baseline, seenUseIn(graph), { learnDays, isAgreed: agreedIn(graph) }),
    findings: memories,
    ...(trailUntil !== undefined && { trailUntil }),
  };
}

/** Which organization a history belongs to; the empty string where the inputs do not name one. */
export function organizationKey(graph: TrustGraph): string {
  return graph.organization?.id ?? '';
}

function memoryOf(finding: Finding, before: FindingMemory | undefined): FindingMemory {
  const { rule, subject, party, severity, title, firstSeen, lastSeen, state } = finding;
  const why = state === 'suppressed' ? undefined : alertOf(finding, before);
  return {
    rule,
    subject,
    ...(party !== undefined && { party }),
    severity,
    title,
    firstSeen,
    lastSeen,
    state: state === 'suppressed' ? 'suppressed' : 'open',
    turn: (before?.turn ?? 0) + (why === undefined ? 0 : 1),
    ...(why === undefined ? before?.due && { due: before.due } : { due: { why, finding } }),
  };
}

/** Why the finding is worth an alert now: what is only information is worth none. */
function alertOf({ severity }: Finding, before: FindingMemory | undefined): DueAlert['why'] | undefined {
  if (severity === 'info') return undefined;
  if (before === undefined || before.turn === 0) return 'new';
  if (before.state !== 'open') return 'reopened';
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(before.severity) ? 'worse' : undefined;
}
