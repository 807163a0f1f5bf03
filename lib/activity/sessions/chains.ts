/**
 * Chains: whose session opened which session, up to the first caller that can be seen.
 *
 * INVARIANT: after `cutCircles`, going from parent to parent ends.
 */
import type { AssumptionCaller } from '../../model/assumption';
import { compareNodes, type SessionNode } from './session-node';

/** A chain, seen from one of its sessions. */
export interface ChainHead {
  /** the session without a parent; the session itself where it is not chained */
  readonly first: SessionNode;
  readonly hops: number;
}

/**
 * Cuts openings of each other, which records within one second of each other or forged ones can show, in place: the
 * earliest session of the circle loses its parent.
 */
export function cutCircles(nodes: Iterable<SessionNode>): void {
  const done = new Set<SessionNode>();
  for (const node of nodes) {
    const path = new Set<SessionNode>();
    let at: SessionNode | undefined = node;
    while (at !== undefined && !done.has(at) && !path.has(at)) {
      path.add(at);
      at = at.parent;
    }
    if (at !== undefined && path.has(at)) cutCircle(at);
    for (const passed of path) done.add(passed);
  }
}

function cutCircle(member: SessionNode): void {
  let earliest = member;
  for (let at = member.parent; at !== undefined && at !== member; at = at.parent) {
    if (compareNodes(at, earliest) < 0) earliest = at;
  }
  earliest.parent = undefined;
  earliest.gaps.add('opened-in-a-circle');
}

/** The head of every node's chain. No chain is walked twice. */
export function findHeads(nodes: Iterable<SessionNode>): ReadonlyMap<SessionNode, ChainHead> {
  const heads = new Map<SessionNode, ChainHead>();
  for (const node of nodes) {
    const path: SessionNode[] = [];
    for (let at: SessionNode | undefined = node; at !== undefined && !heads.has(at); at = at.parent) {
      path.push(at);
    }
    for (const at of path.reverse()) {
      const above = at.parent && heads.get(at.parent);
      heads.set(at, above ? { first: above.first, hops: above.hops + 1 } : { first: at, hops: 0 });
    }
  }
  return heads;
}

/** Whether an AWS caller is the session of a role, whose own opening is then to be looked for. */
export function isRoleSession(caller: AssumptionCaller): boolean {
  return caller.kind === 'aws' && caller.callerSession !== undefined;
}
