/**
 * Rule: somebody entered whom the trust, as it is now, does not admit.
 */
import type { TrustGraph, UseEdge } from '../../graph/trust-graph';
import { roleArnIn } from '../../model/arn';
import { tierRow, useCallerText, useRows } from '../evidence';
import type { Rule, RuleHit } from '../rule';
import { severityOf, standingOf } from '../severity';
import { titleOf } from '../title';
import { isJudged, partyOf } from '../ways-in';

export const useNotPermittedNow: Rule = {
  id: 'use-not-permitted-now',
  title: 'A role was used by somebody whom it does not admit',
  severity: 'By the role, high for administrators.',
  means: 'CloudTrail shows that an outsider entered the role, and no grant of its present trust allows that.',
  matters:
    'Either the trust was narrowed since, and you see who may knock again; or it was opened for a moment and shut, which is how one covers a trace.',
  fix: 'Look for UpdateAssumeRolePolicy of the role in CloudTrail, and at what those sessions did.',
  fine: 'Where you removed the trust yourself after the last use. The finding ends with the log that shows the use.',
  technique: ['T1199', 'T1098'],
  judge: (graph) => graph.uses.flatMap((edge) => hitOf(edge, graph)),
};

function hitOf(edge: UseEdge, graph: TrustGraph): readonly RuleHit[] {
  const { use, external, permitted } = edge;
  const arn = roleArnIn(use.role);
  const node = arn && graph.roles.get(arn);
  const party = partyOf(graph, edge.party);
  if (permitted !== 'not-now' || !external || use.count === 0) return [];
  if (node === undefined || !isJudged(node.role) || party.kind === 'aws') return [];
  return [
    {
      subject: node.role.arn,
      party: party.id,
      key: use.key,
      severity: severityOf(`${standingOf(party, graph)}/weak`, node.tier.tier),
      title: titleOf(
        { party, role: node.role },
        (name, role) => `${name} used role ${role}, which does not admit it`,
      ),
      evidence: [tierRow(node), ...useRows([edge], graph), ...edge.why.map((reason) => ({ reason }))],
      remedy: `Find the change of trust (UpdateAssumeRolePolicy) of ${node.role.arn} nearest to ${use.last}, and review the sessions of ${useCallerText(use.caller)}.`,
      lastEvent: use.last,
    },
  ];
}
