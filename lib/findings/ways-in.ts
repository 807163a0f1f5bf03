/**
 * Ways in: what most rules judge. The external grants that admit somebody, gathered by role and party.
 *
 * Left out are roles whose trust nobody can edit: service-linked roles and Identity Center's. AWS itself is no
 * outsider here.
 */
import type { Tier } from '../access/tier';
import { isExternalEntry } from '../graph/entry';
import type { GrantEdge, RoleNode, TrustGraph } from '../graph/trust-graph';
import { isIdentityCenterRole, isServiceLinked, type Role } from '../model/role';
import type { Party } from '../parties/party';
import { barrierOf } from './barrier';
import { groupedBy } from './grouping';
import { type Exposure, standingOf } from './severity';

/** One party's grants into one role; never empty. */
export interface WayIn {
  readonly node: RoleNode;
  readonly role: Role;
  readonly tier: Tier;
  readonly party: Party;
  readonly edges: readonly GrantEdge[];
}

/**
 * The external ways in, each with those of its grants that pass `test`; a way without any is left out.
 */
export function externalWaysIn(
  graph: TrustGraph,
  test: (edge: GrantEdge, party: Party) => boolean = () => true,
): readonly WayIn[] {
  return [...graph.roles.values()]
    .filter(({ role }) => isJudged(role))
    .flatMap((node) => waysInto(node, graph, test));
}

/** Whether the role's trust is the customer's to change. */
export function isJudged(role: Role): boolean {
  return !isServiceLinked(role) && !isIdentityCenterRole(role);
}

function waysInto(
  node: RoleNode,
  graph: TrustGraph,
  test: (edge: GrantEdge, party: Party) => boolean,
): readonly WayIn[] {
  const admitting = node.grants.filter(isExternalEntry);
  return [...groupedBy(admitting, ({ party }) => party)].flatMap(([id, all]) => {
    const party = partyOf(graph, id);
    const edges = party.kind === 'aws' ? [] : all.filter((edge) => test(edge, party));
    return edges.length === 0 ? [] : [{ node, role: node.role, tier: node.tier.tier, party, edges }];
  });
}

/** The party of an edge; a stranger by its bare id where the graph does not hold it. */
export function partyOf(graph: TrustGraph, id: string): Party {
  return (
    graph.parties.get(id) ?? { id, kind: 'unknown', name: id, accounts: [], namedBy: 'none', sources: [] }
  );
}

/** An account, or another organization, that neither the user nor the catalogue names. */
export function isUnnamed({ kind }: Party): boolean {
  return kind === 'unknown' || kind === 'organization';
}

/** Whether the grant admits principals of AWS accounts, rather than users of an identity provider. */
export function isAwsCaller({ grant }: GrantEdge): boolean {
  return !['saml', 'oidc', 'web-identity', 'service'].includes(grant.caller.kind);
}

/** How exposed the role is through the easiest of these grants. */
export function exposureOf({ party, edges }: WayIn, graph: TrustGraph): Exposure {
  return `${standingOf(party, graph)}/${barrierOf(edges)}`;
}
