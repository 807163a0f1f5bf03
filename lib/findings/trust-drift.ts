/**
 * Changes of trust as rules tell them: what a change gives to whom, with before and after, and who made it.
 */
import type { Tier } from '../access/tier';
import type { TrustChange } from '../activity/trust-change';
import type { GrantEdge, RoleNode, TrustGraph } from '../graph/trust-graph';
import type { Cause, FoundDifference } from '../history/drift';
import type { GrantDifference } from '../history/trust-difference';
import { nameOfArn, roleArnIn } from '../model/arn';
import type { Evidence, Severity } from '../model/finding';
import type { Party } from '../parties/party';
import { barrierOf } from './barrier';
import { detailTexts, grantText, whoText } from './drift-words';
import { boundedRows, tierRow } from './evidence';
import { groupedBy } from './grouping';
import { networkText } from './network-text';
import type { RuleContext } from './rule-context';
import { compareSeverity, severityOf, standingOf, standingOfUnnamed } from './severity';
import { cut } from './title';
import { isUnnamed, partyOf } from './ways-in';

/** Characters of a user agent, which is the caller's to choose. */
const AGENT_LIMIT = 200;

/** Changes of one kind that one run found of one party and role; never empty. */
export interface TrustDrift {
  /** ARN */
  readonly role: string;
  readonly roleName: string;
  /** absent where the role is gone */
  readonly node?: RoleNode;
  readonly party: Party;
  readonly changes: readonly (FoundDifference & { readonly difference: GrantDifference })[];
  /** the grants that are there now; empty where they are removed */
  readonly edges: readonly GrantEdge[];
  /** the same in every run that still has the first of the changes */
  readonly key: string;
}

/** Changes of grants that pass `test`, but for parties that are AWS itself. */
export function trustDrift(
  graph: TrustGraph,
  { drift }: RuleContext,
  test: (difference: GrantDifference) => boolean,
): readonly TrustDrift[] {
  const changes = drift.differences.flatMap(({ difference, ...rest }) =>
    difference.subject === 'grant' && test(difference) ? [{ ...rest, difference }] : [],
  );
  const groups = groupedBy(changes, ({ difference: { role, party }, found }) =>
    JSON.stringify([role, party, found]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const party = partyOf(graph, first.difference.party);
    if (party.kind === 'aws') return [];
    const { role } = first.difference;
    const arn = roleArnIn(role);
    const node = arn && graph.roles.get(arn);
    // a role that was not read this time: nothing closes its findings, and its worth is not known now
    if (node === undefined && group.some(({ difference }) => difference.after)) return [];
    const ids = new Set(group.map(({ difference }) => difference.after?.id));
    const keys = group.map(({ difference }) => difference.after?.id ?? difference.before?.id ?? '');
    return [
      {
        role,
        roleName: nameOfArn(role),
        ...(node && { node }),
        party,
        changes: group,
        edges: node?.grants.filter(({ grant }) => ids.has(grant.id)) ?? [],
        key: keys.sort()[0] ?? '',
      },
    ];
  });
}

/** What the change is worth to whoever gets in by it: never less than low, for somebody has to look at it. */
export function severityOfDrift({ node, party, edges }: TrustDrift, graph: TrustGraph): Severity {
  const tier: Tier = node?.tier.tier ?? 'unknown';
  const standing = isUnnamed(party) ? standingOfUnnamed(party, graph) : standingOf(party, graph);
  const admitting = edges.filter(({ grant }) => grant.verdict === 'admits');
  const barrier = admitting.length === 0 ? 'weak' : barrierOf(admitting);
  return atLeastLow(severityOf(`${standing}/${barrier}`, tier));
}

/** Whether an account was read this time: of others, nothing closes their findings. */
export function isReadNow(account: string | undefined, { coverage }: TrustGraph): boolean {
  return coverage.accounts.some(({ id, state }) => id === account && state === 'read');
}

/** `low` where it would be information only. */
export function atLeastLow(severity: Severity): Severity {
  return compareSeverity(severity, 'low') > 0 ? 'low' : severity;
}

/** What the role is worth, before and after of each change, what changed, and who did it. */
export function driftRows({ node, changes }: TrustDrift, graph: TrustGraph): readonly Evidence[] {
  const causes = new Map(
    changes.map((change) => [
      change.cause.kind === 'seen' ? change.cause.change.eventId : change.cause.why,
      causeRow(change, graph),
    ]),
  );
  return [
    ...(node ? [tierRow(node)] : []),
    ...boundedRows([...causes.values(), ...changes.flatMap(({ difference }) => differenceRows(difference))]),
  ];
}

function differenceRows(difference: GrantDifference): readonly Evidence[] {
  const { kind, before, after } = difference;
  return [
    {
      change: kind,
      before: before ? grantText(before) : 'no such way in',
      after: after ? grantText(after) : 'no such way in',
      ...(after && { grant: after.id }),
    },
    ...detailTexts(difference).map((what) => ({ what })),
  ];
}

/** Who changed it, when and from where; or that it was not seen, and why. */
export function causeRow(
  { cause, found, since }: { readonly cause: Cause; readonly found: string; readonly since: string },
  graph: TrustGraph,
): Evidence {
  return cause.kind === 'seen'
    ? changeRow(cause.change, graph)
    : { changed: 'not seen in CloudTrail', why: cause.why, between: `${since} and ${found}` };
}

/** One record in a row. */
export function changeRow(
  { event, time, who, network, region, userAgent, eventId }: TrustChange,
  graph: TrustGraph,
): Evidence {
  return {
    changed: event,
    at: time,
    by: whoText(who),
    ...(network !== undefined && { from: networkText(network, graph.networkOwners?.get(network)) }),
    ...(region !== undefined && { region }),
    ...(userAgent !== undefined && { agent: cut(userAgent, AGENT_LIMIT) }),
    record: eventId,
  };
}

/** Whom to ask about the change, as the beginning of a remedy. */
export function askWho(drift: TrustDrift): string {
  const seen = drift.changes.flatMap(({ cause }) => (cause.kind === 'seen' ? cause.change : []));
  const [change] = seen;
  return change
    ? `Ask ${whoText(change.who)} whether the ${change.event} of ${change.time} was meant.`
    : `Find out who changed the trust of ${drift.role}.`;
}
