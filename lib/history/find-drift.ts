/**
 * Finds drift: compares this run with what was settled before it.
 */
import type { TrustChange } from '../activity/trust-change';
import type { TrustGraph } from '../graph/trust-graph';
import { compareText } from '../model/compare-text';
import { compareTrust } from './compare-trust';
import {
  type Drift,
  type DriftMemory,
  type Found,
  type FoundDifference,
  NO_MEMORY,
  noDrift,
  type Remembered,
  type RememberedEvent,
  type ToldDifference,
} from './drift';
import { indexCauses } from './find-cause';
import type { History } from './history';
import { keepUnread } from './keep-unread';
import { takeSnapshot } from './take-snapshot';
import { differenceKey } from './trust-difference';
import { grantsByRole, type TrustSnapshot } from './trust-snapshot';

const DAY = 86_400_000;

/** CloudTrail delivers some records later than newer ones of another account. */
const LATE = DAY / 24;

/**
 * All that changed and is not settled. Without an earlier state there is none: what is there is told by other rules.
 * @param quietDays days after which a difference counts as settled
 * @param taken     trust as it is now; a watcher knows more of it than its graph has
 */
export function findDrift(
  history: History,
  graph: TrustGraph,
  quietDays: number,
  taken = takeSnapshot(graph),
): Drift {
  const { trust: known, drift: memory = NO_MEMORY } = history;
  if (known === undefined) {
    const events = recentEvents(graph, graph.coverage.activity?.until ?? graph.asOf).map((change) => ({
      found: graph.asOf,
      change,
      known: true,
    }));
    return { ...noDrift(taken), memory: { ...NO_MEMORY, events } };
  }
  const isFresh = ({ found }: { readonly found: string }) =>
    Date.parse(graph.asOf) - Date.parse(found) < quietDays * DAY;
  const fresh = freshOf(memory, isFresh);
  const trust = keepUnread(known, taken);
  const base = before(known, fresh);
  const since = history.asOf ?? graph.asOf;
  const told = toldIn(fresh);
  const causeOf = indexCauses(graph);
  const differences = compareTrust(base, trust).differences.map((difference): FoundDifference => {
    const earlier = told.get(differenceKey(difference));
    const window: Found = earlier ?? { found: graph.asOf, since };
    const { found, since: from } = window;
    return { difference, found, since: from, cause: causeOf(difference, window, earlier?.change) };
  });
  const events = eventsOf(fresh.events, graph, history.trailUntil ?? since, differences);
  return {
    differences: differences.filter(isFresh),
    events: events.filter((event) => !event.known),
    trust,
    memory: { ...remembered(base, differences), events },
  };
}

/** What was told within the quiet days. What is older is settled, but where something newer stands on it. */
function freshOf(memory: DriftMemory, isFresh: (found: { readonly found: string }) => boolean): DriftMemory {
  const isOpen = ({ told }: Remembered) => told.some(isFresh);
  return {
    roles: memory.roles.filter(isOpen),
    providers: memory.providers.filter(isOpen),
    guardrails: memory.guardrails.filter(isOpen),
    events: memory.events.filter(isFresh),
  };
}

/** Trust as it was before all that is remembered. */
function before(known: TrustSnapshot, memory: DriftMemory): TrustSnapshot {
  const roles = new Set(memory.roles.map(({ role }) => role));
  const providers = new Set(memory.providers.map(({ arn }) => arn));
  const guardrails = new Set(memory.guardrails.map(({ id }) => id));
  return {
    ...known,
    grants: [
      ...known.grants.filter(({ role }) => !roles.has(role)),
      ...memory.roles.flatMap((role) => role.before),
    ],
    roles: [
      ...known.roles.filter((role) => !roles.has(role)),
      ...memory.roles.flatMap(({ existed, role }) => (existed ? [role] : [])),
    ],
    providers: [
      ...known.providers.filter(({ arn }) => !providers.has(arn)),
      ...memory.providers.flatMap((provider) => provider.before ?? []),
    ],
    ...(known.guardrails && {
      guardrails: [
        ...known.guardrails.filter(({ id }) => !guardrails.has(id)),
        ...memory.guardrails.flatMap((guardrail) => guardrail.before ?? []),
      ],
    }),
  };
}

function toldIn({ roles, providers, guardrails }: DriftMemory): ReadonlyMap<string, ToldDifference> {
  const all: readonly Remembered[] = [...roles, ...providers, ...guardrails];
  return new Map(all.flatMap(({ told }) => told.map((each) => [each.key, each] as const)));
}

/** For each subject that differs, what it was before. */
function remembered(
  base: TrustSnapshot,
  differences: readonly FoundDifference[],
): Omit<DriftMemory, 'events'> {
  const told = new Map<string, ToldDifference[]>();
  for (const { difference, found, since, cause } of differences) {
    const subject = subjectOf(difference);
    const change = cause.kind === 'seen' ? cause.change : undefined;
    const own = { key: differenceKey(difference), found, since, ...(change && { change }) };
    told.set(subject, [...(told.get(subject) ?? []), own]);
  }
  const existed = new Set(base.roles);
  const grants = grantsByRole(base.grants);
  const providers = new Map(base.providers.map((provider) => [provider.arn, provider]));
  const guardrails = new Map(base.guardrails?.map((guardrail) => [guardrail.id, guardrail]));
  const namesOf = (kind: FoundDifference['difference']['subject']) => [
    ...new Set(
      differences.flatMap(({ difference }) => (difference.subject === kind ? subjectOf(difference) : [])),
    ),
  ];
  const of = (name: string) => told.get(name) ?? [];
  return {
    roles: namesOf('grant').map((role) => ({
      role,
      existed: existed.has(role),
      before: grants.get(role) ?? [],
      told: of(role),
    })),
    providers: namesOf('provider').map((arn) => {
      const provider = providers.get(arn);
      return { arn, ...(provider && { before: provider }), told: of(arn) };
    }),
    guardrails: namesOf('guardrail').map((id) => {
      const guardrail = guardrails.get(id);
      return { id, ...(guardrail && { before: guardrail }), told: of(id) };
    }),
  };
}

function subjectOf(difference: FoundDifference['difference']): string {
  switch (difference.subject) {
    case 'grant':
      return difference.role;
    case 'provider':
      return difference.arn;
    case 'guardrail':
      return difference.id;
  }
}

/** Events that were told already, and newer ones; what a difference tells of its provider is not told twice. */
function eventsOf(
  earlier: readonly RememberedEvent[],
  graph: TrustGraph,
  since: string,
  differences: readonly FoundDifference[],
): readonly RememberedEvent[] {
  const ids = new Set(earlier.map(({ change }) => change.eventId));
  const differing = new Set(
    differences.flatMap(({ difference }) => (difference.subject === 'provider' ? difference.arn : [])),
  );
  const news = recentEvents(graph, since).flatMap((change): readonly RememberedEvent[] =>
    ids.has(change.eventId)
      ? []
      : [{ found: graph.asOf, change, known: differing.has(change.subject ?? '') }],
  );
  return [...earlier, ...news].sort(
    (a, b) => compareText(a.change.time, b.change.time) || compareText(a.change.eventId, b.change.eventId),
  );
}

function recentEvents({ changes }: TrustGraph, since: string): readonly TrustChange[] {
  const from = Date.parse(since) - LATE;
  return changes.filter(
    ({ what, outcome, time }) => outcome === 'success' && WATCHED.has(what) && Date.parse(time) >= from,
  );
}

/** Of these the snapshot does not hold all that decides whom they let in. */
const WATCHED: ReadonlySet<TrustChange['what']> = new Set<TrustChange['what']>([
  'oidc-provider',
  'saml-provider',
  'trust-anchor',
  'certificate-profile',
  'revocation-list',
]);
