/**
 * Outside use: what most rules about use judge. The calls of outsiders that succeeded, gathered by role and party.
 *
 * AWS itself is no outsider here, nor is anybody an outsider to roles whose trust is not the customer's.
 */
import type { RoleNode, TrustGraph, UseEdge } from '../graph/trust-graph';
import { nameOfArn, roleArnIn } from '../model/arn';
import type { Severity } from '../model/finding';
import type { Role } from '../model/role';
import type { Party } from '../parties/party';
import { groupedBy } from './grouping';
import { type Exposure, severityOf, standingOf } from './severity';
import { isJudged, partyOf } from './ways-in';

/** One party's use of one role; never empty. */
export interface OutsideUse {
  /** ARN */
  readonly subject: string;
  readonly role: Pick<Role, 'name'>;
  /** absent where the role was not read */
  readonly node?: RoleNode;
  readonly party: Party;
  readonly edges: readonly UseEdge[];
  /** last call that succeeded, ISO 8601 */
  readonly last: string;
}

/** In the order of the graph's uses. */
export function outsideUses({ uses, ...graph }: TrustGraph): readonly OutsideUse[] {
  const entered = uses.filter(({ external, use }) => external && use.count > 0 && use.role !== '');
  return [...groupedBy(entered, ({ use, party }) => `${use.role} ${party}`).values()].flatMap((edges) => {
    const [first] = edges;
    if (first === undefined) return [];
    const party = partyOf({ uses, ...graph }, first.party);
    const arn = roleArnIn(first.use.role);
    const node = arn && graph.roles.get(arn);
    if (party.kind === 'aws' || (node && !isJudged(node.role))) return [];
    const last = edges.reduce((latest, { use }) => maxText(latest, use.lastSuccess ?? ''), '');
    return {
      subject: first.use.role,
      role: node?.role ?? { name: nameOfArn(first.use.role) },
      ...(node && { node }),
      party,
      edges,
      last,
    };
  });
}

/** What the use is worth an alarm, by who came and what the role is worth; a role that was not read may be worth all. */
export function severityOfUse(
  { party, node }: Pick<OutsideUse, 'party' | 'node'>,
  barrier: 'none' | 'weak' | 'firm',
  graph: TrustGraph,
): Severity {
  const exposure: Exposure = `${standingOf(party, graph)}/${barrier}`;
  return severityOf(exposure, node?.tier.tier ?? 'unknown');
}

function maxText(left: string, right: string): string {
  return left < right ? right : left;
}
