/**
 * What this run leaves for the next one.
 */
import type { TrustGraph } from '../graph/trust-graph';
import { type Finding, SEVERITIES } from '../model/finding';
import { agreedIn } from './agreed-use';
import { findDrift } from './find-drift';
import type { DueAlert, FindingMemory, History } from './history';
import { learnUsual } from './learn-usual';
import { seenUseIn } from './seen-use';
import { takeBasis } from './take-basis';

/** Days for which a closed finding is remembered: if it comes back later, it counts as new. */
const CLOSED_KEPT = 400;
const DAY = 86_400_000;

/** How long things are remembered, in days. */
export interface Memory {
  /** days from its first use in which a party's use of a role is learnt */
  readonly learnDays: number;
  /** days after which a change of trust counts as settled */
  readonly quietDays: number;
}

/**
 * The history after a run.
 * @param findings with their state, those of earlier runs among them: see `liveFindings`
 */
export function nextHistory(
  before: History,
  graph: TrustGraph,
  findings: readonly Finding[],
  { learnDays, quietDays }: Memory,
): History {
  const memories = new Map<string, FindingMemory>();
  for (const [id, memory] of before.findings) {
    const age = Date.parse(graph.asOf) - Date.parse(memory.lastSeen);
    if (memory.due !== undefined || !(age > CLOSED_KEPT * DAY)) memories.set(id, memory);
  }
  for (const finding of findings)
    memories.set(finding.id, memoryOf(finding, before.findings.get(finding.id)));
  const { trust, memory: drift } = findDrift(before, graph, quietDays);
  const basis = takeBasis(graph, before.basis);
  const trailUntil = graph.coverage.activity?.until ?? before.trailUntil;
  return {
    ...before,
    organization: organizationKey(graph),
    asOf: graph.asOf,
    baseline: learnUsual(before.baseline, seenUseIn(graph), { learnDays, isAgreed: agreedIn(graph) }),
    ...(basis && { basis }),
    trust,
    drift,
    findings: memories,
    ...(trailUntil !== undefined && { trailUntil }),
  };
}

/** Which organization a history belongs to; the empty string where the inputs do not name one. */
export function organizationKey({ organization }: Pick<TrustGraph, 'organization'>): string {
  return organization?.id ?? '';
}

/** What is remembered of a finding, with its alert where one falls due. */
export function memoryOf(finding: Finding, before: FindingMemory | undefined): FindingMemory {
  const { rule, subject, party, severity, title, firstSeen, lastSeen, lastEvent, state } = finding;
  const why = alertOf(finding, before);
  return {
    rule,
    subject,
    ...(party !== undefined && { party }),
    severity,
    title,
    firstSeen,
    lastSeen,
    ...(lastEvent !== undefined && { lastEvent }),
    state: state === 'new' ? 'open' : state,
    turn: (before?.turn ?? 0) + (why === undefined ? 0 : 1),
    ...(why === undefined ? before?.due && { due: before.due } : { due: { why, finding } }),
  };
}

/** Why the finding is worth an alert now: what is only information is worth none. */
function alertOf(
  { severity, state }: Finding,
  before: FindingMemory | undefined,
): DueAlert['why'] | undefined {
  if (severity === 'info' || state === 'suppressed' || state === 'closed') return undefined;
  if (before === undefined || before.turn === 0) return 'new';
  if (before.state !== 'open') return 'reopened';
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(before.severity) ? 'worse' : undefined;
}
