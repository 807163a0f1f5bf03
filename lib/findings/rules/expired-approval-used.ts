/**
 * Rule: a party used a role after its declaration had ended.
 */
import type { TrustGraph } from '../../graph/trust-graph';
import { boundedRows, useRows } from '../evidence';
import { type OutsideUse, outsideUses, severityOfUse } from '../outside-use';
import type { Rule, RuleHit } from '../rule';
import { titleOf } from '../title';

export const expiredApprovalUsed: Rule = {
  id: 'expired-approval-used',
  title: 'A role was used after the approval had ended',
  severity: 'By the role, as for an outsider behind a weak barrier.',
  means: 'The party was declared until a day that has passed, and entered the role after that day.',
  matters:
    'An end was agreed and nothing ended: the key still fits, and from now on nobody answers for its use.',
  fix: 'Ask the owner. Give the declaration a new day, or take the party out of the trust.',
  fine: 'While the renewal is on its way.',
  technique: ['T1199'],
  judge: (graph) => outsideUses(graph).flatMap((use) => hitOf(use, graph)),
};

function hitOf(use: OutsideUse, graph: TrustGraph): readonly RuleHit[] {
  const { subject, party, edges, last } = use;
  const { expires, owner } = party.lapsed ?? {};
  if (expires === undefined || last.slice(0, 10) <= expires) return [];
  return [
    {
      subject,
      party: party.id,
      severity: severityOfUse(use, 'weak', graph),
      title: titleOf(use, (name, role) => `${name} used role ${role} after ${expires}, its last day`),
      evidence: boundedRows([{ expires, owner: owner ?? 'not told' }, ...useRows(edges, graph)]),
      remedy: `Ask ${owner ?? 'whoever agreed to it'} whether it goes on: give the declaration of ${party.lapsed?.name} a new day, or take it out of the trust of ${subject}.`,
      lastEvent: last,
    },
  ];
}
