/**
 * The ways in as CSV: one row for each grant, for spreadsheets.
 */
import type { Analysis } from '../findings/analysis';
import { callerText } from '../findings/evidence';
import type { GrantEdge } from '../graph/trust-graph';
import { csvLine } from './csv-line';
import { guardCell, type SecretView } from './words/guard-words';

const COLUMNS = [
  'party',
  'party_kind',
  'caller',
  'call',
  'external',
  'verdict',
  'role',
  'account',
  'tier',
  'guards',
  'last_used',
  'grant',
  'insider',
  'role_made_by',
] as const;

/** Header and one line for each grant, in the graph's order. */
export function* renderCsv({ graph }: Analysis, view: SecretView): Iterable<string> {
  yield csvLine(COLUMNS);
  for (const edge of graph.grants) yield csvLine(cells(edge, graph, view));
}

function cells(edge: GrantEdge, graph: Analysis['graph'], view: SecretView): readonly string[] {
  const party = graph.parties.get(edge.party);
  const node = graph.roles.get(edge.grant.role);
  return [
    party?.name ?? edge.party,
    party?.kind ?? '',
    callerText(edge.grant.caller),
    edge.grant.call,
    edge.external ? 'yes' : 'no',
    verdictText(edge),
    edge.role,
    node?.role.account ?? '',
    node?.tier.tier ?? '',
    edge.grant.guards.map((guard) => guardCell(guard, view)).join('; '),
    edge.lastUsed ?? '',
    edge.grant.id,
    edge.insider ?? '',
    node?.made?.by ?? '',
  ];
}

/** The grant's verdict, unless nobody is there whom it could admit. */
function verdictText({ grant, deleted, providerObject }: GrantEdge): string {
  if (providerObject === 'missing') return 'provider-missing';
  if (deleted === 'deleted') return 'principal-deleted';
  return deleted === 'cannot-tell' ? 'undecided' : grant.verdict;
}
