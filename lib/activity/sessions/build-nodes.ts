/**
 * From strands and assumptions to session nodes: which strands are one session, what opened it, and whose session
 * made that call.
 */
import type { Assumption } from '../../model/assumption';
import { compareText } from '../../model/compare-text';
import { secondsOf, timeOf } from '../event-time';
import {
  type Credentials,
  type FoundOpening,
  findOpening,
  type Issue,
  indexOpenings,
  type Openings,
} from './openings';
import { assumedRoleIdOf, compareNodes, compareStrands, type SessionNode } from './session-node';
import type { Strand } from './strand';

/** A session whose opening was not seen, as its own calls tell of it. */
interface StandIn extends Issue {
  readonly node: SessionNode;
}

/** Nodes by their opening, or by what their strands have in common where that was not seen. */
type Nodes = Map<Assumption | string, SessionNode>;

/**
 * Joins strands to openings and openings to their callers' sessions. Parents may still run in a circle.
 *
 * A root user's own session is none of `AssumeRoot`, and is left out.
 *
 * @param calls sorted by time, then event id
 * @returns     sorted nodes: all with strands, and those without that are part of a chain
 */
export function buildNodes(strands: readonly Strand[], calls: readonly Assumption[]): SessionNode[] {
  const nodes: Nodes = new Map();
  const openings = calls.filter(({ outcome }) => outcome === 'success');
  const callers = openings.flatMap((opening) => callerCredentials(opening) ?? []);
  const seen = indexOpenings(openings, [...strands.map(credentialsOf), ...callers]);

  const sorted = [...strands].sort(compareStrands);
  const telling = joinStrands(nodes, sorted.filter(isTelling), seen, indexOpenings<StandIn>([], []));
  const bare = sorted.filter((strand) => !isTelling(strand));
  const bareToo = joinStrands(nodes, bare, seen, indexOpenings(telling, bare.map(credentialsOf)));

  for (const node of nodes.values()) node.strands.sort(compareStrands);

  const unseen = indexOpenings([...telling, ...bareToo].sort(compareIssues), callers);
  for (const opening of openings) joinCaller(nodes, opening, seen, unseen);
  return [...nodes.values()].sort(compareNodes);
}

/** Puts each strand into its node, and returns stand-ins for the openings that were not seen. */
function joinStrands(
  nodes: Nodes,
  strands: readonly Strand[],
  seen: Openings<Assumption>,
  unseen: Openings<StandIn>,
): StandIn[] {
  const standIns: StandIn[] = [];
  for (const strand of strands) {
    const credentials = credentialsOf(strand);
    const opened = findOpening(seen, credentials);
    const akin = opened === undefined ? findOpening(unseen, credentials) : undefined;
    if (opened === undefined && strand.principal === 'root' && !strand.assumedRoot) continue;

    const node = akin?.opening.node ?? nodeFor(nodes, opened?.opening ?? nameless(strand));
    node.strands.push(strand);
    markDoubts(node, opened ?? akin);
    if (opened === undefined && akin === undefined) {
      const { accessKeyId, assumedRoleId } = credentials;
      standIns.push({ accessKeyId, assumedRoleId, time: timeOf(strand.issued ?? strand.start), node });
    }
  }
  return standIns.sort(compareIssues);
}

/** Joins an opening to the session that made the call, where it was one and was seen. */
function joinCaller(
  nodes: Nodes,
  opening: Assumption,
  seen: Openings<Assumption>,
  unseen: Openings<StandIn>,
): void {
  const credentials = callerCredentials(opening);
  if (credentials === undefined) return;
  const bySeen = findOpening(seen, credentials, opening);
  const byUnseen = findOpening(unseen, credentials);
  const useUnseen = byUnseen !== undefined && (bySeen === undefined || (bySeen.byName && !byUnseen.byName));
  const found = useUnseen ? byUnseen : bySeen;
  if (found === undefined) return;

  const parent = useUnseen ? byUnseen.opening.node : bySeen && nodeFor(nodes, bySeen.opening);
  const node = nodeFor(nodes, opening);
  node.parent = parent;
  markDoubts(node, found);
}

function compareIssues(a: Issue, b: Issue): number {
  return compareText(a.time, b.time);
}

function nodeFor(nodes: Nodes, of: Assumption | string): SessionNode {
  const known = nodes.get(of);
  if (known !== undefined) return known;
  const opening = typeof of === 'string' ? undefined : of;
  const node: SessionNode = { opening, strands: [], gaps: new Set() };
  nodes.set(of, node);
  return node;
}

function markDoubts(node: SessionNode, found: Omit<FoundOpening<Issue>, 'opening'> | undefined): void {
  if (found?.byName) node.gaps.add('joined-by-name');
  if (found?.several) node.gaps.add('several-of-its-name');
}

/** False for records like the console's own, which tell neither key nor time of issue. */
function isTelling({ accessKeyId, issued }: Strand): boolean {
  return accessKeyId !== undefined || issued !== undefined;
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
    issued: strand.issued,
    renewed: strand.onBehalfOf !== undefined || strand.role?.includes(IDENTITY_CENTER),
    used: strand.start,
  };
}

function callerCredentials({ caller, time }: Assumption): Credentials | undefined {
  if (caller.kind !== 'aws') return undefined;
  const { accessKeyId, principalId, callerSession } = caller;
  const named = principalId !== undefined && callerSession !== undefined;
  const assumedRoleId = named ? `${principalId}:${callerSession}` : undefined;
  return accessKeyId === undefined && !named
    ? undefined
    : { accessKeyId, assumedRoleId, used: secondsOf(time) };
}
