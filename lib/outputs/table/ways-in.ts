/**
 * Who can get in: one row for each way into a role that outsiders have, or may have.
 */
import { TIERS, type Tier } from '../../access/tier';
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import { nameOfArn } from '../../model/arn';
import { escapeText } from '../escape';
import { describeCaller } from '../words/caller-words';
import { count } from '../words/count-words';
import { describeGuards } from '../words/guard-words';
import { describeAge } from '../words/time-words';
import { type Column, heading, type Ink, inkFor, layOut, type Screen } from './layout';

const COLUMNS: readonly Column[] = [
  { title: 'WHO', share: 22 },
  { title: 'INTO ROLE', share: 25 },
  { title: 'HOW', share: 22 },
  { title: 'GUARDED BY', share: 18 },
  { title: 'LAST USED', share: 11 },
  { title: 'GETS', share: 11 },
];

const GETS: Readonly<Record<Tier, string>> = {
  admin: 'administrator',
  escalation: 'can become administrator',
  'data-write': 'writes data',
  'data-read': 'reads data',
  metadata: 'lists only',
  none: 'nothing',
  unknown: 'not known',
};

/** The section, strongest tier first within a party; rows past `limit` are counted, not shown. */
export function renderWaysIn(graph: TrustGraph, screen: Screen, limit: number): string {
  const edges = graph.grants.filter(isWayIn);
  if (edges.length === 0) return '';
  const ink = inkFor(screen);
  const ordered = inOrder(edges, graph);
  const shown = ordered.slice(0, limit);
  const rows = shown.map((edge, index) => row(edge, graph, ink, edge.party === shown[index - 1]?.party));
  const left = ordered.length - shown.length;
  const more = left > 0 ? ink.dim(`… and ${count(left, 'more way')} in: use --all, or --format csv\n`) : '';
  return heading('Who can get in', screen) + layOut(COLUMNS, rows, screen) + more;
}

function isWayIn({ external, grant, deleted }: GrantEdge): boolean {
  return deleted !== 'deleted' && (external || grant.verdict === 'undecided' || deleted === 'cannot-tell');
}

/** Parties by their strongest tier, then by name; within a party by tier, then role. */
function inOrder(edges: readonly GrantEdge[], graph: TrustGraph): GrantEdge[] {
  const best = new Map<string, number>();
  for (const edge of edges)
    best.set(edge.party, Math.min(best.get(edge.party) ?? TIERS.length, rank(edge, graph)));
  const key = (edge: GrantEdge) => [
    best.get(edge.party) ?? 0,
    edge.party,
    rank(edge, graph),
    edge.role,
    edge.grant.id,
  ];
  return [...edges]
    .map((edge) => ({ edge, key: key(edge) }))
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
  return TIERS.indexOf(graph.roles.get(role)?.tier.tier ?? 'unknown');
}

function row(edge: GrantEdge, graph: TrustGraph, ink: Ink, sameParty: boolean): string[] {
  const node = graph.roles.get(edge.role);
  const party = graph.parties.get(edge.party);
  const tier = node?.tier.tier ?? 'unknown';
  const guards = escapeText(describeGuards(edge.grant.guards));
  const unless = edge.grant.unless.length > 0 ? `, ${count(edge.grant.unless.length, 'exception')}` : '';
  const isFirm = edge.grant.guards.some(({ strength }) => strength === 'firm');
  return [
    sameParty ? '' : ink.bold(escapeText(party?.name ?? edge.party)),
    escapeText(`${accountName(edge, graph)}/${nameOfArn(edge.role)}`),
    escapeText(
      edge.grant.verdict === 'undecided'
        ? `undecided: ${edge.grant.reason ?? ''}`
        : describeCaller(edge.grant.caller),
    ),
    isFirm ? guards + unless : ink.red(guards + unless),
    lastUsed(edge, graph),
    tier === 'admin' || tier === 'escalation' ? ink.red(GETS[tier]) : GETS[tier],
  ];
}

function accountName({ role }: GrantEdge, graph: TrustGraph): string {
  const account = graph.roles.get(role)?.role.account;
  return (account && graph.accounts?.get(account)?.name) ?? account ?? '?';
}

/** By this way in, where CloudTrail shows it; else by anybody, as IAM remembers it for the role. */
function lastUsed(edge: GrantEdge, graph: TrustGraph): string {
  if (edge.lastUsed !== undefined) return describeAge(edge.lastUsed, graph.asOf);
  const ofRole = graph.roles.get(edge.role)?.role.lastUsed;
  if (ofRole === 'never') return 'never';
  if (ofRole !== undefined) return `role ${describeAge(ofRole, graph.asOf)}`;
  return graph.coverage.activity ? 'not seen' : 'not known';
}
