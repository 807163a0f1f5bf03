/**
 * Silence: what is known of a party that has not used its way in.
 *
 * Two witnesses speak. CloudTrail tells who used the role, for the time that was read, now or by an earlier run. The role's own last use
 * reaches back 400 days, but anybody moves it, so it proves only that nobody came since.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html
 */
import type { RoleNode, TrustGraph, UseEdge } from '../graph/trust-graph';
import type { History } from '../history/history';
import { useKey } from '../history/usual-use';
import type { WayIn } from './ways-in';

export type Silence =
  | { readonly kind: 'in-use' }
  | { readonly kind: 'cannot-tell' }
  /** no use at all was seen; `known` says where one looked */
  | { readonly kind: 'unused'; readonly known: string }
  /** `by` says whose last use `last` is */
  | { readonly kind: 'dormant'; readonly last: string; readonly by: 'party' | 'anybody' };

const DAY = 86_400_000;
/** Days without use after which a trust counts as dormant. */
const DORMANT_AFTER = 90;
/** Days that must have been watched before silence means anything. */
const WATCHED_AT_LEAST = 14;

const IN_USE: Silence = { kind: 'in-use' };
const CANNOT_TELL: Silence = { kind: 'cannot-tell' };

/**
 * What is known of the party's use of the role; `cannot-tell` where neither witness suffices.
 * @param history earlier runs may have seen a use that was not read now
 */
export function silenceOf(
  { node, role, party, edges }: Pick<WayIn, 'node' | 'role' | 'party' | 'edges'>,
  graph: TrustGraph,
  history: History,
): Silence {
  const seen = node.uses.filter(({ use }) => use.count > 0);
  const permitted = new Set(edges.flatMap(({ uses }) => uses));
  const last = laterOf(
    lastOf(seen.filter((use) => use.party === party.id || permitted.has(use))),
    history.baseline.rows.get(useKey(party.id, role.arn))?.last,
  );
  if (last !== undefined) return silenceSince(last, 'party', graph) ?? IN_USE;
  if (seen.some(mayBeAnybodys)) return CANNOT_TELL;
  if (role.lastUsed === 'never' && seen.length === 0 && !isYoung(role.created, graph)) {
    return { kind: 'unused', known: 'AWS has no last use of the role' };
  }
  const quiet = role.lastUsed && silenceSince(role.lastUsed, 'anybody', graph);
  if (quiet) return quiet;
  const { from, until } = graph.coverage.activity ?? {};
  return wasWatched(node, graph)
    ? { kind: 'unused', known: `CloudTrail from ${from} until ${until} has no use` }
    : CANNOT_TELL;
}

/** A record that names neither the account nor, for sure, the identity provider. */
function mayBeAnybodys({ use, permitted }: UseEdge): boolean {
  return permitted === 'unknown' && use.caller.kind !== 'aws';
}

function silenceSince(last: string, by: 'party' | 'anybody', graph: TrustGraph): Silence | undefined {
  if (last === 'never' || !isOlder(last, DORMANT_AFTER, graph)) return undefined;
  if (by === 'party' && !reachesAsOf(graph)) return CANNOT_TELL;
  return { kind: 'dormant', last, by };
}

/**
 * CloudTrail was read for long enough, up to now, with the role in sight, and the role is older than that.
 * A last use from before that time may have been the party's.
 */
function wasWatched({ role, uses }: RoleNode, graph: TrustGraph): boolean {
  const from = graph.coverage.activity?.from;
  if (from === undefined || !isOlder(from, WATCHED_AT_LEAST, graph) || !reachesAsOf(graph)) return false;
  const isOutOfSight = isAfter(role.lastUsed, from) && uses.length === 0;
  return !isAfter(role.created, from) && !isOutOfSight && !isAfter(from, role.lastUsed);
}

/** A role that is made today was not used yesterday; one whose age is not known counts as old. */
function isYoung(created: string | undefined, graph: TrustGraph): boolean {
  return created !== undefined && !isOlder(created, WATCHED_AT_LEAST, graph);
}

function reachesAsOf(graph: TrustGraph): boolean {
  const until = graph.coverage.activity?.until;
  return until !== undefined && !isOlder(until, WATCHED_AT_LEAST, graph);
}

/** Whether the time lies more than so many days before the judgement; a time that is absent or unreadable does not. */
function isOlder(time: string | undefined, days: number, { asOf }: TrustGraph): boolean {
  return time !== undefined && Date.parse(asOf) - Date.parse(time) > days * DAY;
}

/** Never so where either is absent or no time, such as `never`. */
function isAfter(time: string | undefined, other: string | undefined): boolean {
  return time !== undefined && other !== undefined && Date.parse(time) > Date.parse(other);
}

function laterOf(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || (other !== undefined && other > one) ? other : one;
}

function lastOf(edges: readonly UseEdge[]): string | undefined {
  return edges
    .flatMap(({ use }) => use.lastSuccess ?? [])
    .sort()
    .at(-1);
}
