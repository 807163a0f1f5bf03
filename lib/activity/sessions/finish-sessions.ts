/**
 * From folded calls to sessions: each joined to the assumption that opened it, and to the session that made that
 * assumption, through any number of hops and accounts.
 */
import type { Assumption } from '../../model/assumption';
import { compareText } from '../copies';
import { timeOf } from '../event-time';
import { cutCircles, findHeads, isRoleSession } from './chains';
import {
  type Credentials,
  type FoundOpening,
  findOpening,
  type Issue,
  indexOpenings,
  type Openings,
} from './openings';
import type { FoldedSessions, Session } from './session';
import { countDropped, mergeSessions, type SessionFold } from './session-fold';
import { assumedRoleIdOf, compareNodes, compareStrands, type SessionNode } from './session-node';
import type { Strand } from './strand';
import { callerOf, idOf, totalSession } from './total-session';

/**
 * The sessions so far; the fold stays as it is and may be added to.
 *
 * There is one for every strand of calls, and one for every assumption without calls that opened a session or was
 * opened by one: chains lead through accounts whose trails were not read.
 *
 * @param calls the assume calls of the same records, one for each call as `joinCopies` gives them
 */
export function finishSessions(fold: SessionFold, calls: readonly Assumption[]): FoldedSessions {
  const bounded = mergeSessions(fold);
  const nodes = buildNodes([...bounded.strands.values()].sort(compareStrands), calls.filter(opensSession));
  cutCircles(nodes);
  markGaps(nodes);
  const sessions = describe(nodes, bounded);
  return {
    sessions,
    coverage: {
      records: bounded.records,
      dropped: countDropped(bounded),
      estimated: sessions.filter(({ gaps }) => gaps.includes('calls-estimated')).length,
    },
  };
}

function opensSession({ outcome }: Assumption): boolean {
  return outcome === 'success';
}

/** A session without a seen opening, found by what its calls show. */
interface StandIn extends Issue {
  readonly node: SessionNode;
}

/** Joins strands to openings and openings to callers' sessions; sorted. */
function buildNodes(strands: readonly Strand[], openings: readonly Assumption[]): SessionNode[] {
  const callers = openings.flatMap((opening) => callerCredentials(opening) ?? []);
  const seen = indexOpenings(openings, [...strands.map(credentialsOf), ...callers]);
  const nodes = new Map<Assumption | string, SessionNode>();
  const standIns: StandIn[] = [];

  for (const strand of strands) {
    const credentials = credentialsOf(strand);
    const found = findOpening(seen, credentials);
    const node = nodeFor(nodes, found?.opening ?? nameless(strand));
    node.strands.push(strand);
    if (found !== undefined) markDoubts(node, found);
    else standIns.push({ ...credentials, time: timeOf(strand.issued ?? strand.start), node });
  }

  const unseen = indexOpenings(standIns, callers);
  for (const opening of openings) {
    const parent = findParent(nodes, opening, seen, unseen);
    if (parent === undefined) continue;
    const node = nodeFor(nodes, opening);
    if (parent.node === node) continue;
    node.parent = parent.node;
    markDoubts(node, parent);
  }
  return [...nodes.values()].sort(compareNodes);
}

interface FoundParent {
  readonly node: SessionNode;
  readonly byName: boolean;
  readonly several: boolean;
}

/** The session that made the call; undefined where it was no session, or none that was seen. */
function findParent(
  nodes: Map<Assumption | string, SessionNode>,
  opening: Assumption,
  seen: Openings<Assumption>,
  unseen: Openings<StandIn>,
): FoundParent | undefined {
  const credentials = callerCredentials(opening);
  if (credentials === undefined) return undefined;
  const bySeen = findOpening(seen, credentials, opening);
  const byUnseen = bySeen === undefined || bySeen.byName ? findOpening(unseen, credentials) : undefined;
  if (byUnseen !== undefined && (bySeen === undefined || !byUnseen.byName)) {
    return { ...byUnseen, node: byUnseen.opening.node };
  }
  return bySeen && { ...bySeen, node: nodeFor(nodes, bySeen.opening) };
}

function nodeFor(nodes: Map<Assumption | string, SessionNode>, of: Assumption | string): SessionNode {
  const known = nodes.get(of);
  if (known !== undefined) return known;
  const node: SessionNode = {
    opening: typeof of === 'string' ? undefined : of,
    strands: [],
    gaps: new Set(),
  };
  nodes.set(of, node);
  return node;
}

/** What strands of one session have in common where its opening was not seen: name and time of issue, else the key. */
function nameless(strand: Strand): string {
  const name = assumedRoleIdOf(strand);
  return name === undefined || strand.issued === undefined
    ? strand.key
    : JSON.stringify([name, strand.issued]);
}

/** In the path of every role that Identity Center keeps; a session there is named after its user. */
const IDENTITY_CENTER = ':role/aws-reserved/sso.amazonaws.com/';

function credentialsOf(strand: Strand): Credentials {
  return {
    accessKeyId: strand.accessKeyId,
    assumedRoleId: assumedRoleIdOf(strand),
    issued: strand.issued === undefined ? undefined : timeOf(strand.issued),
    renewed: strand.onBehalfOf !== undefined || strand.role?.includes(IDENTITY_CENTER),
    used: timeOf(strand.start),
  };
}

function callerCredentials({ caller, time }: Assumption): Credentials | undefined {
  if (caller.kind !== 'aws') return undefined;
  const { accessKeyId, principalId, callerSession } = caller;
  const assumedRoleId =
    principalId === undefined || callerSession === undefined ? undefined : `${principalId}:${callerSession}`;
  return accessKeyId === undefined && assumedRoleId === undefined
    ? undefined
    : { accessKeyId, assumedRoleId, used: time };
}

function markDoubts(
  node: SessionNode,
  { byName, several }: Pick<FoundOpening<Issue>, 'byName' | 'several'>,
): void {
  if (byName) node.gaps.add('joined-by-name');
  if (several) node.gaps.add('several-of-its-name');
}

function markGaps(nodes: readonly SessionNode[]): void {
  const users = new Map<string, Set<SessionNode>>();
  for (const node of nodes) {
    if (node.opening === undefined) node.gaps.add('opening-not-seen');
    else if (node.parent === undefined && isRoleSession(node.opening.caller)) {
      node.gaps.add('earlier-hops-not-seen');
    }
    if (node.strands.some(({ calls }) => calls.ceiling < Infinity)) node.gaps.add('calls-estimated');
    for (const key of [node.opening?.accessKeyId, ...node.strands.map(({ accessKeyId }) => accessKeyId)]) {
      if (key !== undefined) users.set(key, (users.get(key) ?? new Set()).add(node));
    }
  }
  for (const sharing of users.values()) {
    if (sharing.size > 1) for (const node of sharing) node.gaps.add('key-id-used-again');
  }
}

/** @param nodes sorted; chains without circles */
function describe(nodes: readonly SessionNode[], { shapes }: SessionFold): Session[] {
  const ids = nameAll(nodes);
  const heads = findHeads(nodes);
  const onward = rolesOpened(nodes);
  return nodes.map((node) => {
    const { first, hops } = heads.get(node) ?? { first: node, hops: 0 };
    return {
      id: ids.get(node) ?? '',
      ...totalSession(node, shapes),
      onward: [...(onward.get(node) ?? [])].sort(compareText),
      chainedFrom: node.parent && ids.get(node.parent),
      head: callerOf(first),
      hops,
      gaps: [...node.gaps].sort(compareText),
    };
  });
}

/** Ids, made unique by a number where records give two sessions one key and start. */
function nameAll(nodes: readonly SessionNode[]): ReadonlyMap<SessionNode, string> {
  const ids = new Map<SessionNode, string>();
  const used = new Map<string, number>();
  for (const node of nodes) {
    const id = idOf(node);
    const times = (used.get(id) ?? 0) + 1;
    used.set(id, times);
    ids.set(node, times === 1 ? id : `${id}#${times}`);
  }
  return ids;
}

function rolesOpened(nodes: readonly SessionNode[]): ReadonlyMap<SessionNode, ReadonlySet<string>> {
  const roles = new Map<SessionNode, Set<string>>();
  for (const { parent, opening } of nodes) {
    if (parent === undefined || opening?.role === undefined) continue;
    roles.set(parent, (roles.get(parent) ?? new Set()).add(opening.role));
  }
  return roles;
}
