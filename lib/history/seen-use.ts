/**
 * Seen use: what this run saw of each outside party's use of each role, in the values that a baseline is made of.
 *
 * Addresses that are private, and what AWS called by itself, tell no two networks apart and are left out.
 */
import { agentFamily } from '../activity/agent-family';
import { networkIn, networkPrefix } from '../activity/network';
import { sessionShape } from '../activity/session-shape';
import type { ObservedValue, Use, UseCaller } from '../activity/use';
import { keyOfCaller } from '../activity/use-caller';
import type { SessionEdge, TrustGraph, UseEdge } from '../graph/trust-graph';
import type { NetworkOwner } from '../model/network-owner';
import { addSeen, newRow, type SeenRow, type SeenUse } from './seen-row';
import { useKey } from './usual-use';
import { watchedDays } from './watched-days';

export interface Seen {
  /** by `useKey` */
  readonly rows: ReadonlyMap<string, SeenUse>;
  /** days that were read whole, sorted */
  readonly watched: readonly string[];
}

/** The key of a caller, as the baseline has it. */
export function callerKey(caller: UseCaller): string {
  return JSON.stringify(keyOfCaller(caller));
}

/**
 * All use by outsiders. AWS's own services are none here, and a refusal that does not tell its role belongs nowhere.
 */
export function seenUseIn(graph: TrustGraph): Seen {
  const rows = new Map<string, SeenRow>();
  const rowOf = (party: string, role: string | undefined): SeenRow | undefined => {
    if (!role || graph.parties.get(party)?.kind === 'aws') return undefined;
    const key = useKey(party, role);
    const row = rows.get(key) ?? newRow(party, role);
    rows.set(key, row);
    return row;
  };
  for (const edge of graph.uses) {
    const row = edge.external ? rowOf(edge.party, edge.use.role) : undefined;
    if (row) addUse(row, edge, graph.networkOwners);
  }
  for (const edge of graph.sessions) {
    const row = rowOf(edge.party, edge.session.role);
    if (row) addSession(row, edge);
  }
  return { rows, watched: watchedDays(graph.coverage.activity) };
}

function addUse(row: SeenRow, edge: UseEdge, owners: ReadonlyMap<string, NetworkOwner> = new Map()): void {
  const { use } = edge;
  const from = { use: edge };
  row.uses.push(edge);
  row.overflow += use.overflow;
  if (use.lastSuccess !== undefined) noteSuccess(row, use);
  for (const { value, count } of use.days) {
    if (count > 0) row.days.set(value, (row.days.get(value) ?? 0) + count);
  }

  if (use.caller.kind !== 'unknown') addSeen(row, 'caller', callerOf(use), from);
  const addresses = exactBy(use.networks, networkPrefix);
  for (const each of use.prefixes) {
    if (isPublicPrefix(each.value)) addSeen(row, 'network', each, from, addresses.get(each.value));
  }
  for (const each of use.networks) {
    const { kind, value } = networkIn(each.value);
    if (kind === 'service' || kind === 'other') addSeen(row, 'network', each, from);
    const { asn } = owners.get(value) ?? {};
    if (asn !== undefined) addSeen(row, 'network-owner', { ...each, value: `AS${asn}` }, from);
  }
  for (const each of use.regions) addSeen(row, 'region', each, from);
  for (const each of use.hours) addSeen(row, 'hour', each, from);
  const agents = exactBy(use.userAgents, agentFamily);
  for (const each of use.agentFamilies) addSeen(row, 'agent', each, from, agents.get(each.value));
  const names = exactBy(use.sessionNames, sessionShape);
  for (const each of use.sessionShapes) addSeen(row, 'session-name', each, from, names.get(each.value));
}

function noteSuccess(row: SeenRow, use: Use): void {
  const last = use.lastSuccess ?? use.last;
  const first = firstSight(use.hours.filter(({ count }) => count > 0))?.first ?? use.first;
  noteTimes(row, first, last);
  const caller = callerKey(use.caller);
  row.callers.set(caller, later(row.callers.get(caller), last));
}

/** What a session did, told by its times: which of its calls was when is not kept. */
function addSession(row: SeenRow, edge: SessionEdge): void {
  const { start, end, openedBy, byTactic, onward } = edge.session;
  const from = { session: edge };
  const span = {
    denied: 0,
    first: start,
    last: end,
    ...(openedBy !== undefined && { firstEvent: openedBy }),
  };
  row.sessions.push(edge);
  noteTimes(row, start, end);
  for (const [value, count] of byTactic) addSeen(row, 'tactic', { ...span, value, count }, from);
  for (const value of onward) addSeen(row, 'onward-role', { ...span, value, count: 1 }, from);
}

function noteTimes(row: SeenRow, first: string, last: string): void {
  row.first = row.first === undefined || first < row.first ? first : row.first;
  row.last = later(row.last, last);
}

function later(one: string | undefined, other: string): string {
  return one !== undefined && one > other ? one : other;
}

function callerOf(use: Use): ObservedValue {
  const { count, denied, first, last, caller } = use;
  const firstEvent = firstSight([...use.hours, ...use.prefixes, ...use.networks])?.firstEvent ?? '';
  return { value: callerKey(caller), count, denied, first, last, firstEvent };
}

function firstSight(values: readonly ObservedValue[]): ObservedValue | undefined {
  return values.reduce<ObservedValue | undefined>(
    (least, each) => (least === undefined || each.first < least.first ? each : least),
    undefined,
  );
}

/** Exact values by what they have in common. */
function exactBy(
  values: readonly ObservedValue[],
  groupOf: (value: string) => string | undefined,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { value } of values) {
    const group = groupOf(value);
    if (group === undefined) continue;
    const known = groups.get(group);
    if (known) known.push(value);
    else groups.set(group, [value]);
  }
  return groups;
}

/** No range of private addresses is as narrow as a prefix. */
function isPublicPrefix(prefix: string): boolean {
  return networkIn(prefix.slice(0, prefix.lastIndexOf('/'))).kind === 'public-address';
}
