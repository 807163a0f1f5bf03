/**
 * Rule: a resource control policy is gone, binds fewer accounts, or says something else.
 */
import type { TrustGraph } from '../../graph/trust-graph';
import { differenceKey, type GuardrailDifference } from '../../history/trust-difference';
import type { Evidence, Severity } from '../../model/finding';
import { textOf } from '../evidence';
import type { Rule, RuleHit } from '../rule';
import type { RuleContext } from '../rule-context';
import { cut } from '../title';
import { causeRow } from '../trust-drift';

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
export const guardrailRemoved: Rule = {
  id: 'guardrail-removed',
  title: 'A guardrail of the organization was taken away',
  severity: 'High where a policy was deleted or detached, medium where it was rewritten.',
  means:
    'A resource control policy that the last settled state had is gone, is attached to less, or has another text.',
  matters:
    'What such a policy refuses is open again in all accounts that it bound, whatever their trust policies say; ways in that it held shut may be in use at once.',
  fix: 'Ask whoever made the change, and attach the policy again if it was not meant. The findings about widened trust tell what it opened.',
  fine: 'Where another policy has taken its place, which the next findings show.',
  technique: ['T1562', 'T1199'],
  judge: (graph, { drift }) => drift.differences.flatMap((found) => hitOf(found, graph)),
};

const LOSSES: Readonly<Partial<Record<GuardrailDifference['kind'], readonly [string, Severity]>>> = {
  removed: ['is gone', 'high'],
  detached: ['was detached', 'high'],
  changed: ['was rewritten', 'medium'],
};

function hitOf(found: RuleContext['drift']['differences'][number], graph: TrustGraph): readonly RuleHit[] {
  const { difference } = found;
  if (difference.subject !== 'guardrail') return [];
  const { id, kind, before, after } = difference;
  const [verb, severity] = LOSSES[kind] ?? [];
  if (verb === undefined || severity === undefined) return [];
  const name = cut(after?.name ?? before?.name ?? id, 50);
  return [
    {
      subject: graph.organization?.id ?? 'organization',
      key: differenceKey(difference),
      severity,
      title: `Resource control policy ${name} ${verb}`,
      evidence: [causeRow(found, graph), { policy: id, change: kind, ...targetsOf(difference) }],
      remedy:
        kind === 'changed'
          ? `Compare the text of policy ${id} with the one that was agreed.`
          : `Attach policy ${id} again to ${lostTargets(difference)}, unless it was meant.`,
    },
  ];
}

function targetsOf({ before, after }: GuardrailDifference): Evidence {
  return {
    ...(before?.targets && { attachedBefore: textOf(before.targets) || 'nothing' }),
    ...(after?.targets && { attachedNow: textOf(after.targets) || 'nothing' }),
  };
}

function lostTargets({ before, after }: GuardrailDifference): string {
  const lost = before?.targets?.filter((target) => !after?.targets?.includes(target)) ?? [];
  return lost.length === 0 ? 'what it was attached to' : textOf(lost);
}
