/**
 * Remedy: the roles that were seen to enter, in place of their whole account.
 */

import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import { accountOfArn, partitionOfArn } from '../../model/arn';
import type { WayIn } from '../ways-in';
import { principalOf, renderTrustChange } from './trust-change';

/** The statements behind the way in, with roles in `Principal`: those seen in use, else one to be filled in. */
export function narrowToRoles(way: WayIn, graph: TrustGraph): string {
  const partition = partitionOfArn(way.role.arn) ?? 'aws';
  return renderTrustChange(way, graph, (statement, edges) => ({
    ...statement,
    principal: principalOf(
      edges
        .flatMap((edge) => rolesOf(edge, partition, way.party.name))
        .map((value) => ({ type: 'AWS', value })),
    ),
  }));
}

function rolesOf(
  { grant: { caller }, uses }: GrantEdge,
  partition: string,
  party: string,
): readonly string[] {
  const account = caller.kind === 'account' ? caller.account : undefined;
  const seen = uses.flatMap(({ use }) =>
    use.count > 0 && use.caller.kind === 'aws' ? (use.caller.arn ?? []) : [],
  );
  const arns = [...new Set(seen)].filter((arn) => accountOfArn(arn) === account).sort();
  return arns.length > 0 ? arns : [`arn:${partition}:iam::${account}:role/<role of ${party}>`];
}
