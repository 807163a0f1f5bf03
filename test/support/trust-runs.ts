/**
 * Runs one after the other over small graphs, for tests of what changes between them.
 */
import type { TrustChange } from '../../lib/activity/trust-change';
import { judgeFindings } from '../../lib/findings/judge-findings';
import type { Rule, RuleHit } from '../../lib/findings/rule';
import { NO_CONTEXT } from '../../lib/findings/rule-context';
import type { TrustGraph } from '../../lib/graph/trust-graph';
import { findDrift } from '../../lib/history/find-drift';
import { EMPTY_HISTORY, type History } from '../../lib/history/history';
import { nextHistory } from '../../lib/history/next-history';
import { parseHistory, renderHistory } from '../../lib/history/saved-history';
import { DATADOG, type GrantSpec, type GraphSpec, graphOf, OURS } from './graph-builder';

export const QUIET = 30;

/** Days of November 2026 and after. */
export function day(number: number): string {
  return new Date(Date.UTC(2026, 10, number)).toISOString().replace('.000', '');
}

/** A whole account as it was read on a day; the trail covers the days since the first, where it says so. */
export function seenOn(number: number, spec: GraphSpec, rest: Partial<TrustGraph> = {}): TrustGraph {
  const graph = graphOf({
    coverage: [{ id: OURS, state: 'read', roles: spec.roles?.length ?? 0, providersRead: true }],
    ...spec,
  });
  return { ...graph, asOf: day(number), ...rest };
}

/** The vendor's account as caller, by a grant of this meaning. */
export function vendor(id: string, rest: Partial<GrantSpec> = {}): GrantSpec {
  return { id, party: 'vendor:datadog', caller: { kind: 'account', account: DATADOG }, ...rest };
}

/** What is known after these runs, read back from what was saved. */
export function after(...graphs: readonly TrustGraph[]): History {
  return graphs.reduce<History>((history, graph) => {
    const findings = judgeFindings(graph, history);
    const saved = parseHistory(
      renderHistory(nextHistory(history, graph, findings, { learnDays: 14, quietDays: QUIET })),
      'test',
    );
    if (saved.kind === 'problem') throw new Error(saved.problem.message);
    return saved.value.history;
  }, EMPTY_HISTORY);
}

/** What a rule says in the last of these runs. */
export function hitsAfter(rule: Rule, graphs: readonly TrustGraph[]): readonly RuleHit[] {
  const last = graphs.at(-1);
  if (last === undefined) throw new Error('no run');
  const history = after(...graphs.slice(0, -1));
  const drift = findDrift(history, last, QUIET);
  return rule.judge(last, { ...NO_CONTEXT, history, drift });
}

/** A change of the role `Entry`, by an administrator of ours. */
export function changeOn(number: number, rest: Partial<TrustChange> = {}): TrustChange {
  return {
    eventId: `change-${number}`,
    time: day(number),
    event: 'UpdateAssumeRolePolicy',
    what: 'role',
    change: 'changed',
    subject: 'Entry',
    who: { kind: 'aws', account: OURS, arn: `arn:aws:iam::${OURS}:user/alice` },
    outcome: 'success',
    account: OURS,
    region: 'us-east-1',
    network: '203.0.113.7',
    userAgent: 'aws-cli/2.0',
    hasDocument: true,
    ...rest,
  };
}
