/**
 * Seen use: what this run saw of each outside party's use of each role, in the values that a baseline is made of.
 *
 * Addresses that are private, and what AWS called by itself, tell no two networks apart and are left out.
 */
import { agentFamily } from '../activity/agent-family';
import { networkIn, networkPrefix } from '../activity/network';
import { successSpan } from '../activity/observed-values';
import { sessionShape } from '../activity/session-shape';
import type { ObservedValue, Use, UseCaller } from '../activity/use';
import { keyOfCaller } from '../activity/use-caller';
import type { SessionEdge, TrustGraph, UseEdge } from '../graph/trust-graph';
import { earlierOf, laterOf } from '../model/compare-text';
import type { AccountId } from '../model/identifiers';
import type { NetworkOwner } from '../model/network-owner';
import { addSeen, newRow, type SeenRow, type SeenUse, type Sight, sightOf } from './seen-row';
import { type Aspect, type SeenSpan, useKey } from './usual-use';
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

/** Whether a key, as `callerKey` makes it, is of a principal of this account. */
export function isCallerOf(key: string, account: AccountId): boolean {
  return key.startsWith(JSON.stringify(['aws', account, '']).slice(0, -3));
}

/**
 * All use by outsiders. AWS's own services are none here, and a refusal that does not tell its role belongs nowhere.
 */
export function seenUseIn(graph: TrustGraph): Seen {
  const seen = SEEN.get(graph) ?? gatherUse(graph);
  SEEN.set(graph, seen);
  return seen;
}

/** Rules and the next history ask about the same graph, and gathering is most of the work. */
const SEEN = new WeakMap<TrustGraph, Seen>();

function gatherUse(graph: TrustGraph): Seen {
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

/** The uses in which a value was seen. */
export function usesWith({ uses }: SeenUse, aspect: Aspect, value: string): readonly UseEdge[] {
  return uses.filter(({ use }) => hasValue(use, aspect, value));
}

/** The sessions in which a tactic, or a role gone on to, was seen. */
export function sessionsWith({ sessions }: SeenUse, aspect: Aspect, value: string): readonly SessionEdge[] {
  if (aspect === 'tactic') return sessions.filter(({ session }) => session.byTactic.has(value));
  return aspect === 'onward-role' ? sessions.filter(({ session }) => session.onward.includes(value)) : [];
}

function hasValue(use: Use, aspect: Aspect, value: string): boolean {
  const isIt = (each: ObservedValue) => each.value === value;
  switch (aspect) {
    case 'caller':
      return callerKey(use.caller) === value;
    case 'network':
      return use.prefixes.some(isIt) || use.networks.some(isIt);
    case 'region':
      return use.regions.some(isIt);
    case 'agent':
      return use.agentFamilies.some(isIt);
    case 'session-name':
      return use.sessionShapes.some(isIt);
    case 'hour':
      return use.hours.some(isIt);
    case 'network-owner':
    case 'tactic':
    case 'onward-role':
      return false;
  }
}

function addUse(row: SeenRow, edge: UseEdge, owners: ReadonlyMap<string, NetworkOwner> = new Map()): void {
  const { use } = edge;
  row.uses.push(edge);
  row.overflow += use.overflow;
  const entered = enteredSpan(use);
  if (entered) noteSuccess(row, use, entered);
  for (const { value, count } of use.days) {
    if (count > 0) row.days.set(value, (row.days.get(value) ?? 0) + count);
  }

  const add = (aspect: Aspect, each: ObservedValue, exact?: readonly string[]) =>
    addSeen(row, aspect, sightOf(each), exact);
  if (use.caller.kind !== 'unknown') addSeen(row, 'caller', callerOf(use, entered));
  const addresses = exactBy(use.networks, networkPrefix);
  for (const each of use.prefixes) {
    if (isPublicPrefix(each.value)) add('network', each, addresses.get(each.value));
  }
  for (const each of use.networks) {
    const { kind, value } = networkIn(each.value);
    if (kind === 'service' || kind === 'other') add('network', each);
    const { asn } = owners.get(value) ?? {};
    if (asn !== undefined) add('network-owner', { ...each, value: `AS${asn}` });
  }
  for (const each of use.regions) add('region', each);
  for (const each of use.hours) add('hour', each);
  const agents = exactBy(use.userAgents, agentFamily);
  for (const each of use.agentFamilies) add('agent', each, agents.get(each.value));
  const names = exactBy(use.sessionNames, sessionShape);
  for (const each of use.sessionShapes) add('session-name', each, names.get(each.value));
}

function noteSuccess(row: SeenRow, use: Use, span: SeenSpan): void {
  noteTimes(row, span.first, span.last);
  const caller = callerKey(use.caller);
  row.callers.set(caller, laterOf(row.callers.get(caller) ?? span.last, span.last));
}

/** First and last success. Of the hours of the week none is ever left out. */
function enteredSpan({ first, lastSuccess, hours }: Use): SeenSpan | undefined {
  if (lastSuccess === undefined) return undefined;
  let entered: string | undefined;
  for (const hour of hours) {
    const success = successSpan(hour);
    if (success) entered = earlierOf(entered ?? success.first, success.first);
  }
  return { first: entered ?? first, last: lastSuccess };
}

/** What a session did, told by its times: which of its calls was when is not kept. */
function addSession(row: SeenRow, edge: SessionEdge): void {
  const { start, end, openedBy, byTactic, onward } = edge.session;
  const entered = { first: start, last: end };
  const span = { ...entered, entered, denied: 0, ...(openedBy !== undefined && { firstEvent: openedBy }) };
  row.sessions.push(edge);
  noteTimes(row, start, end);
  for (const [value, count] of byTactic) addSeen(row, 'tactic', { ...span, value, count });
  for (const value of onward) addSeen(row, 'onward-role', { ...span, value, count: 1 });
}

function noteTimes(row: SeenRow, first: string, last: string): void {
  row.first = earlierOf(row.first ?? first, first);
  row.last = laterOf(row.last ?? last, last);
}

function callerOf(use: Use, entered: SeenSpan | undefined): Sight {
  const { count, denied, first, last, caller } = use;
  const firstEvent = firstEventOf([...use.hours, ...use.prefixes, ...use.networks]);
  const value = callerKey(caller);
  return {
    value,
    count,
    denied,
    first,
    last,
    ...(firstEvent && { firstEvent }),
    ...(entered && { entered }),
  };
}

function firstEventOf(values: readonly ObservedValue[]): string | undefined {
  const [first, ...others] = values;
  return others.reduce((least, each) => (each.first < (least?.first ?? '') ? each : least), first)
    ?.firstEvent;
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
