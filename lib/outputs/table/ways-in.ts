/**
 * Who can get in: one row for each way into a role that outsiders have, or may have, under its party's name.
 */
import { TIERS, type Tier } from '../../access/tier';
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import { nameOfArn } from '../../model/arn';
import { count } from '../words/count-words';
import { describeGuards } from '../words/guard-words';
import { describeMaker } from '../words/insider-words';
import { describeAge } from '../words/time-words';
import { describeWay } from '../words/way-words';
import { type Cell, type Column, heading, type Ink, inkFor, layOut, type Screen } from './layout';
import { restLine } from './rest-line';
import { rowsByParty } from './rows-by-party';

const COLUMNS: readonly Column[] = [
  { title: '  INTO ROLE', share: 27 },
  { title: 'OF ACCOUNT', share: 21 },
  { title: 'HOW', share: 14, atLeast: 12 },
  { title: 'GUARDED BY', share: 14, atLeast: 10 },
  { title: 'LAST USED', share: 12, atLeast: 5 },
  { title: 'GETS', share: 12, atLeast: 10 },
];

const BY_ANYBODY = '*';

/** The section, the party with the strongest role first; rows past `limit` are counted, not shown. */
export function renderWaysIn(graph: TrustGraph, screen: Screen, limit: number): string {
  const ordered = inOrder(graph.grants.filter(isWayIn), graph);
  if (ordered.length === 0) return '';
  const ink = inkFor(screen);
  const shown = ordered.slice(0, limit);
  const told = shown.map((edge) => ({ party: edge.party, cells: row(edge, graph, ink) }));
  const rows = rowsByParty(told, graph.parties, screen);
  const left = ordered.length - shown.length;
  const more = restLine({ left, one: 'way in', many: 'ways in', format: 'csv' }, screen);
  return heading('Who can get in', screen) + layOut(COLUMNS, rows, screen) + more + legend(shown, graph, ink);
}

function isWayIn({ external, grant, deleted, providerObject }: GrantEdge): boolean {
  if (providerObject === 'missing') return false;
  return deleted !== 'deleted' && (external || grant.verdict === 'undecided' || deleted === 'cannot-tell');
}

/** Parties by their strongest tier, then by id; within a party by tier, then role. */
function inOrder(edges: readonly GrantEdge[], graph: TrustGraph): GrantEdge[] {
  const best = new Map<string, number>();
  for (const edge of edges) {
    best.set(edge.party, Math.min(best.get(edge.party) ?? TIERS.length, rank(edge, graph)));
  }
  const keyOf = (edge: GrantEdge) => [
    best.get(edge.party) ?? 0,
    edge.party,
    rank(edge, graph),
    edge.role,
    edge.grant.id,
  ];
  return edges
    .map((edge) => ({ edge, key: keyOf(edge) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ edge }) => edge);
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function rank({ role }: GrantEdge, graph: TrustGraph): number {
  return TIERS.indexOf(tierOf(role, graph));
}

function tierOf(role: GrantEdge['role'], graph: TrustGraph): Tier {
  return graph.roles.get(role)?.tier.tier ?? 'unknown';
}

function row(edge: GrantEdge, graph: TrustGraph, ink: Ink): readonly Cell[] {
  const { grant, role } = edge;
  const node = graph.roles.get(role);
  const account = node?.role.account;
  const tier = tierOf(role, graph);
  const exceptions = grant.unless.length > 0 ? `, ${count(grant.unless.length, 'exception')}` : '';
  const isGuarded = grant.guards.some(({ strength }) => strength === 'firm');
  const isUndecided = grant.verdict === 'undecided' || edge.deleted === 'cannot-tell';
  return [
    { text: `  ${nameOfArn(role)}${node?.made ? ` (${describeMaker(node.made.by)})` : ''}` },
    { text: (account && graph.accounts?.get(account)?.name) ?? account ?? '' },
    isUndecided ? { text: 'undecided', paint: ink.yellow } : { text: describeWay(grant) },
    { text: describeGuards(grant.guards) + exceptions, ...(!isGuarded && { paint: ink.red }) },
    { text: lastUsed(edge, graph) },
    { text: tier, ...((tier === 'admin' || tier === 'escalation') && { paint: ink.red }) },
  ];
}

/** By this way in, where CloudTrail shows it; else by anybody, as IAM remembers it for the role. */
function lastUsed(edge: GrantEdge, graph: TrustGraph): string {
  if (edge.lastUsed !== undefined) return describeAge(edge.lastUsed, graph.asOf);
  const ofRole = graph.roles.get(edge.role)?.role.lastUsed;
  if (ofRole === 'never') return 'never';
  if (ofRole !== undefined) return `${describeAge(ofRole, graph.asOf)}${BY_ANYBODY}`;
  return graph.coverage.activity ? 'not seen' : 'not known';
}

function legend(edges: readonly GrantEdge[], graph: TrustGraph, ink: Ink): string {
  if (!edges.some((edge) => lastUsed(edge, graph).endsWith(BY_ANYBODY))) return '';
  return ink.dim(`${BY_ANYBODY} last use of the role by anybody: no use by this party was seen\n`);
}
