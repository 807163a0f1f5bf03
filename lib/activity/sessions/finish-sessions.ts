/**
 * From folded calls to sessions: each joined to the assumption that opened it, and to the session that made that
 * assumption, through any number of hops and accounts.
 */
import type { Assumption } from '../../model/assumption';
import { compareText } from '../../model/compare-text';
import { buildNodes } from './build-nodes';
import { cutCircles, findHeads, isRoleSession } from './chains';
import type { FoldedSessions, Session } from './session';
import { countDropped, type SessionFold, withinLimits } from './session-fold';
import type { SessionNode } from './session-node';
import { callerOf, idOf, totalSession } from './total-session';

/**
 * The sessions so far; the fold stays as it is and may be added to.
 *
 * There is one for every set of credentials that was used, and one for every assumption without calls that opened a
 * session or was opened by one: chains lead through accounts whose trails were not read.
 *
 * @param calls the assume calls of the same records, one for each call as `joinCopies` gives them
 */
export function finishSessions(fold: SessionFold, calls: readonly Assumption[]): FoldedSessions {
  const bounded = withinLimits(fold);
  const nodes = buildNodes([...bounded.strands.values()], calls);
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
