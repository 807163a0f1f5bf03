/**
 * Who came in by roles that were not read: use that no grant can be held against.
 */

import type { TrustGraph, UseEdge } from '../../graph/trust-graph';
import { roleArnIn } from '../../model/arn';
import { describeAge } from '../words/time-words';
import { type Cell, type Column, heading, layOut, type Screen } from './layout';
import { restLine } from './rest-line';

const COLUMNS: readonly Column[] = [
  { title: 'WHO', share: 34 },
  { title: 'INTO ROLE', share: 40 },
  { title: 'TIMES', share: 14 },
  { title: 'LAST', share: 12 },
];

/** The section, the latest first; rows past `limit` are counted. Nothing where every role used was read. */
export function renderCameIn(graph: TrustGraph, screen: Screen, limit: number): string {
  const strays = graph.uses.filter((edge) => edge.external && !wasRead(edge, graph));
  if (strays.length === 0) return '';
  const ordered = strays.toSorted(
    (a, b) => Number(b.use.last > a.use.last) - Number(a.use.last > b.use.last),
  );
  const rows = ordered.slice(0, limit).map((edge) => row(edge, graph));
  const left = ordered.length - rows.length;
  const more = restLine({ left, one: 'caller', format: 'json' }, screen);
  return heading('Who used roles that were not read', screen) + layOut(COLUMNS, rows, screen) + more;
}

function wasRead({ use }: UseEdge, { roles }: TrustGraph): boolean {
  const arn = roleArnIn(use.role);
  return arn !== undefined && roles.has(arn);
}

function row({ use, party }: UseEdge, graph: TrustGraph): readonly Cell[] {
  const denied = use.denied > 0 ? ` (${use.denied} refused)` : '';
  return [
    { text: graph.parties.get(party)?.name ?? party },
    { text: use.role || 'not told by the record' },
    { text: `${use.count}${denied}` },
    { text: describeAge(use.last, graph.asOf) },
  ];
}
