/**
 * Rule: the trust names a user or role that no longer exists.
 */
import type { GrantEdge, RoleNode } from '../../graph/trust-graph';
import { grantRows } from '../evidence';
import { groupedBy } from '../grouping';
import { REMOVED, renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';
import { isJudged } from '../ways-in';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export const deletedPrincipal: Rule = {
  id: 'deleted-principal',
  title: 'The trust names a principal that is gone',
  severity: 'Low, or info for a role that is worth little: nobody gets in.',
  means:
    'IAM shows a bare unique id once its user or role was deleted. Every account of the organization was read with its users, and none has it.',
  matters:
    'Ids are never reused, so this admits nobody. It hides who was meant, and clutters what has to be reviewed.',
  fix: 'Take the id out; name the successor by its ARN if there is one.',
  fine: 'It does no harm, apart from confusing the next reader.',
  technique: ['T1199'],
  judge: (graph) =>
    [...graph.roles.values()]
      .filter(({ role }) => isJudged(role))
      .flatMap((node) =>
        [...deletedIds(node)].map(([id, edges]) => ({
          subject: node.role.arn,
          key: id,
          severity: severityOf('nobody', node.tier.tier),
          title: titleOf(
            { party: { name: id }, role: node.role },
            (gone, role) => `Role ${role} trusts ${gone}, which was deleted`,
          ),
          evidence: grantRows(edges, graph),
          remedy: renderTrustChange({ node, role: node.role, edges }, graph, REMOVED),
        })),
      ),
};

function deletedIds(node: RoleNode): ReadonlyMap<string, readonly GrantEdge[]> {
  const gone = node.grants.filter(({ deleted }) => deleted === 'deleted');
  return groupedBy(gone, ({ grant }) =>
    grant.caller.kind === 'unique-id' ? grant.caller.uniqueId : grant.id,
  );
}
