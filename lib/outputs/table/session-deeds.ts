/**
 * What outsiders did once they were in: one row for each party and role, under the party's name.
 */
import { groupedBy } from '../../findings/grouping';
import type { TrustGraph } from '../../graph/trust-graph';
import type { SessionRow } from '../../history/activity-schema';
import { accountOfArn } from '../../model/arn';
import { type SessionTotal, totalOf } from '../activity/session-total';
import { sessionRow } from '../activity-rows';
import { count } from '../words/count-words';
import {
  describeCalls,
  describeCounts,
  listSome,
  roleName,
  servicesInOrder,
  tacticsInOrder,
} from '../words/session-words';
import { describeAge } from '../words/time-words';
import { type Cell, type Column, heading, type Ink, inkFor, layOut, type Screen } from './layout';
import { restLine } from './rest-line';
import { rowsByParty } from './rows-by-party';

const COLUMNS: readonly Column[] = [
  { title: '  IN ROLE', share: 20, atLeast: 18 },
  { title: 'CALLS', share: 14 },
  { title: 'SERVICES', share: 14, atLeast: 14 },
  { title: 'TACTICS', share: 20, atLeast: 20 },
  { title: 'FIRST SENSITIVE', share: 20 },
  { title: 'WENT ON TO', share: 12 },
];

const SERVICES_SHOWN = 3;
const TACTICS_SHOWN = 3;
const ROLES_SHOWN = 2;

interface Deeds {
  readonly party: string;
  readonly role: string;
  readonly total: SessionTotal;
}

/** The section, parties with a sensitive call first; rows past `limit` are counted. Nothing where no session is shown. */
export function renderSessionDeeds(graph: TrustGraph, screen: Screen, limit: number): string {
  const ordered = inOrder(deedsOf(graph.sessions.map((edge) => sessionRow(edge, graph))));
  if (ordered.length === 0) return '';
  const ink = inkFor(screen);
  const shown = ordered.slice(0, limit);
  const told = shown.map((deeds) => ({ party: deeds.party, cells: row(deeds, graph, ink) }));
  const rows = rowsByParty(told, graph.parties, screen);
  const left = ordered.length - shown.length;
  const more = restLine({ left, one: 'role', format: 'json' }, screen);
  return heading('What their sessions did', screen) + layOut(COLUMNS, rows, screen) + more;
}

function deedsOf(sessions: readonly SessionRow[]): Deeds[] {
  const groups = groupedBy(sessions, ({ party, role }) => JSON.stringify([party, role]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ party: first.party, role: first.role ?? '', total: totalOf(group) }] : [];
  });
}

/** Parties by their worst role, then by id; within a party sensitive ones first, then by calls, then by role. */
function inOrder(deeds: readonly Deeds[]): readonly Deeds[] {
  const sorted = deeds.toSorted(
    (a, b) =>
      Number(b.total.firstSensitive !== undefined) - Number(a.total.firstSensitive !== undefined) ||
      b.total.calls - a.total.calls ||
      (a.party === b.party ? 0 : a.party < b.party ? -1 : 1) ||
      (a.role < b.role ? -1 : 1),
  );
  const parties = [...new Set(sorted.map(({ party }) => party))];
  const places = new Map(parties.map((party, index) => [party, index]));
  return sorted.toSorted((a, b) => (places.get(a.party) ?? 0) - (places.get(b.party) ?? 0));
}

function row({ role, total }: Deeds, graph: TrustGraph, ink: Ink): readonly Cell[] {
  const account = accountOfArn(role);
  const sensitive = total.firstSensitive;
  return [
    { text: `  ${roleName(role)}${account === undefined ? '' : ` (${account})`}` },
    {
      text: `${describeCalls(total.calls, total.denied, total.estimated)} in ${count(total.sessions, 'session')}`,
    },
    { text: describeCounts(servicesInOrder(total.byService), SERVICES_SHOWN) },
    { text: describeCounts(tacticsInOrder(total.byTactic), TACTICS_SHOWN) },
    sensitive
      ? { text: `${sensitive.event} ${describeAge(sensitive.at, graph.asOf)}`, paint: ink.red }
      : { text: total.calls > 0 ? 'none' : '' },
    { text: listSome(total.onward.map(roleName), ROLES_SHOWN) },
  ];
}
