/**
 * Rule: every AWS account of the world is admitted.
 */
import type { TrustGraph } from '../../graph/trust-graph';
import { barrierOf } from '../barrier';
import { wayRows, wayUseRows } from '../evidence';
import { withTest } from '../remedies/condition';
import { renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';
import { externalWaysIn, isAwsCaller, type WayIn } from '../ways-in';

export const anyoneCanEnter: Rule = {
  id: 'anyone-can-enter',
  title: 'Anyone with an AWS account can enter',
  severity:
    'Critical for a role with any access to data; lower with a firm external id or network, or for a role worth little.',
  means:
    'The trust policy names every AWS principal, and no condition says of which account or organization.',
  matters:
    'An AWS account costs nothing, and role names are guessed and leaked. Whoever finds this one is in.',
  fix: 'Name the accounts or roles that are meant, or require your own organization by aws:PrincipalOrgID.',
  fine: 'Hardly ever. A role for the public, such as one of a training lab, should hold no permission of worth.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph) =>
    externalWaysIn(graph, (edge, party) => party.kind === 'anyone' && isAwsCaller(edge)).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf(`anyone/${barrierOf(way.edges)}`, way.tier),
      title: titleOf(way, (_, role) => `Anyone with an AWS account can enter role ${role}`),
      evidence: [...wayRows(way, graph), ...wayUseRows(way, graph)],
      remedy: remedy(way, graph),
    })),
};

function remedy(way: WayIn, graph: TrustGraph): string {
  const id = graph.organization?.id ?? '<id of your organization>';
  const change = renderTrustChange(way, graph, (statement) =>
    withTest(statement, { operator: 'StringEquals', key: 'aws:PrincipalOrgID', values: [id] }),
  );
  const outside = way.edges
    .flatMap(({ uses }) => uses)
    .filter(({ external, use }) => external && use.count > 0);
  const warning = outside.length > 0 ? ' Outsiders were seen to enter, and this shuts them out.' : '';
  return `Where only your own organization is meant, require it; else name the accounts in Principal.${warning}\n${change}`;
}
