/**
 * Remedy: the roles that were seen to enter, in place of their whole account.
 */

import type { GrantEdge, TrustGraph, UseEdge } from '../../graph/trust-graph';
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
  const blanks = unnamedIds(uses).map((id) => {
    const kind = id.startsWith('AIDA') ? 'user' : 'role';
    return `arn:${partition}:iam::${account}:${kind}/<${kind} with id ${id}>`;
  });
  const all = [...arns, ...blanks];
  return all.length > 0 ? all : [`arn:${partition}:iam::${account}:role/<role of ${party}>`];
}

/** Callers of whom the records tell no more: left out, they would be shut out without a word. */
function unnamedIds(uses: readonly UseEdge[]): readonly string[] {
  const ids = uses.flatMap(({ use: { caller, count } }) =>
    count > 0 && caller.kind === 'aws' && caller.arn === undefined ? (caller.principalId ?? []) : [],
  );
  return [...new Set(ids)].sort();
}
