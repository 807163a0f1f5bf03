/**
 * Sessions joined to the graph: whose doing each one is, which use its opening counts to, and what permits that.
 *
 * A session belongs to the party at the head of its chain: what an outsider's session opens is the outsider's too,
 * though the record of that opening names one of our own roles as its caller.
 */
import { isRoleSession } from '../activity/sessions/chains';
import type { Session } from '../activity/sessions/session';
import { keyOfCaller, useCallerOf } from '../activity/use-caller';
import { accountOfArn, type RoleArn, roleArnIn } from '../model/arn';
import type { AssumptionCaller } from '../model/assumption';
import { type UniqueId, uniqueIdIn } from '../model/identifiers';
import { isIdentityCenterRole } from '../model/role';
import type { Party } from '../parties/party';
import type { PartyBook } from '../parties/party-book';
import { partyOfUseCaller } from '../parties/resolve-party';
import type { RoleNode, SessionEdge, UseEdge } from './trust-graph';

/** What sessions are joined to. */
export interface SessionSurroundings {
  readonly roles: ReadonlyMap<RoleArn, RoleNode>;
  readonly uses: readonly UseEdge[];
  /** ARNs of the scanned principals by unique id */
  readonly live: ReadonlyMap<UniqueId, string>;
  readonly book: PartyBook;
  /** takes the parties of the sessions that are shown */
  readonly parties: Map<string, Party>;
}

/**
 * The sessions of outsiders, in the order given, with those whose first caller is not known while outsiders can, or
 * may, enter the role at that end of the chain. Sessions of insiders alone are left out.
 */
export function joinSessions(
  sessions: readonly Session[],
  surroundings: SessionSurroundings,
): readonly SessionEdge[] {
  if (sessions.length === 0) return [];
  const headOf = findHeads(sessions);
  const useOf = new Map(
    surroundings.uses.toReversed().map((edge) => [openingKey(edge.use.role, edge.use.caller), edge]),
  );
  return sessions.flatMap((session): SessionEdge[] => {
    const party = outsiderAt(headOf(session), surroundings);
    if (party === undefined) return [];
    surroundings.parties.set(party.id, party);
    const use = session.caller && useOf.get(openingKey(session.role ?? '', useCallerOf(session.caller)));
    const node = nodeOf(session.role, surroundings);
    return [{ session, party: party.id, ...(node && { node }), ...permission(session, use) }];
  });
}

/** The first session of each chain. No chain is walked twice, and a circle ends where it is closed. */
function findHeads(sessions: readonly Session[]): (session: Session) => Session {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const heads = new Map<Session, Session>();
  return (session) => {
    const path = new Set<Session>();
    let at = session;
    for (;;) {
      path.add(at);
      const parent: Session | undefined = byId.get(at.chainedFrom ?? '');
      if (parent === undefined || path.has(parent) || heads.has(at)) break;
      at = parent;
    }
    const head = heads.get(at) ?? at;
    for (const passed of path) heads.set(passed, head);
    return head;
  };
}

/** The outside party that opened the first session of a chain, `unknown` where it may be one, else undefined. */
function outsiderAt(head: Session, surroundings: SessionSurroundings): Party | undefined {
  const { book } = surroundings;
  const { caller, role } = head;
  const unknown = () => partyOfUseCaller(book, { kind: 'unknown' }, undefined).party;
  if (caller === undefined) {
    const node = nodeOf(role, surroundings);
    return node === undefined || isOpen(node) ? unknown() : undefined;
  }
  const account = head.account ?? accountOfArn(role ?? '');
  const node = nodeOf(role, surroundings);
  const isIdentityCenter = node !== undefined && isIdentityCenterRole(node.role);
  const { party, external } = partyOfUseCaller(book, useCallerOf(caller), account, isIdentityCenter);
  if (external) return party;
  const before = isRoleSession(caller) ? nodeOf(arnOf(caller, surroundings), surroundings) : undefined;
  return before !== undefined && isOpen(before) ? unknown() : undefined;
}

function isOpen({ verdict }: RoleNode): boolean {
  return verdict === 'external' || verdict === 'undecided';
}

function nodeOf(role: string | undefined, { roles }: SessionSurroundings): RoleNode | undefined {
  const arn = roleArnIn(role);
  return arn && roles.get(arn);
}

/** The role owner's copy of a call names its caller by unique id only. */
function arnOf(caller: AssumptionCaller, { live }: SessionSurroundings): string | undefined {
  if (caller.kind !== 'aws') return undefined;
  const uniqueId = uniqueIdIn(caller.principalId);
  return caller.arn ?? (uniqueId && live.get(uniqueId));
}

function openingKey(role: string, caller: UseEdge['use']['caller']): string {
  return JSON.stringify([role, ...keyOfCaller(caller)]);
}

function permission(
  { caller, openedBy }: Session,
  edge: UseEdge | undefined,
): Pick<SessionEdge, 'use' | 'grant' | 'permitted' | 'why'> {
  if (edge !== undefined) {
    const { use, grant, permitted, why } = edge;
    return { use: use.key, ...(grant !== undefined && { grant }), permitted, why };
  }
  const why =
    caller === undefined || openedBy === undefined
      ? 'its opening was not seen'
      : 'its opening is no use of a role';
  return { permitted: 'unknown', why: [why] };
}
