/**
 * Proposals from a few assume calls: what `expect init` would write for Datadog's use of one role.
 */
import { emptyFold, finishFold, foldAssumption } from '../../lib/activity/fold-use';
import { findSurprises } from '../../lib/findings/find-surprises';
import { judgeFindings } from '../../lib/findings/judge-findings';
import { DEFAULT_SETTINGS } from '../../lib/findings/settings';
import type { TrustGraph, UseEdge } from '../../lib/graph/trust-graph';
import { EMPTY_HISTORY, type History } from '../../lib/history/history';
import type { Assumption } from '../../lib/model/assumption';
import type { AccountId } from '../../lib/model/identifiers';
import type { NetworkOwner } from '../../lib/model/network-owner';
import type { Proposal, ProposedEntry, ProposedField } from '../../lib/outputs/expectations/proposal';
import { proposeExpectations } from '../../lib/outputs/expectations/propose-expectations';
import type { Party } from '../../lib/parties/party';
import { arnOf, byAccount, DATADOG, type GraphSpec, graphOf } from './graph-builder';

/** CloudTrail from 2026-10-25 until AS_OF, so that the last week begins on 2026-11-17. */
export const WINDOW = { watchedFrom: '2026-10-25T00:00:00Z', watchedUntil: '2026-11-24T00:00:00Z' };
export const CUTOFF_DAY = 23;

/** Such as `2026-11-03T09:00:00Z` for the tenth day of the window, from 0. */
export function timeOn(day: number, hour = 9, minute = 0): string {
  const start = Date.parse(WINDOW.watchedFrom);
  return `${new Date(start + ((day * 24 + hour) * 60 + minute) * 60_000).toISOString().slice(0, 19)}Z`;
}

export interface Call extends Partial<Omit<Assumption, 'time'>> {
  readonly day: number;
  readonly hour?: number;
  readonly account?: AccountId;
  /** another principal makes another use */
  readonly principalId?: string;
  /** by a grant where absent */
  readonly permitted?: UseEdge['permitted'];
  /** `vendor:datadog` where absent */
  readonly party?: string;
}

/** A graph of one role that admits Datadog, and these calls. */
export function graphOfCalls(calls: readonly Call[], spec: GraphSpec = {}): TrustGraph {
  const graph = graphOf({
    ...WINDOW,
    roles: [{ tier: 'data-read', grants: [{ caller: byAccount(), party: 'vendor:datadog' }] }],
    ...spec,
  });
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const key = JSON.stringify([call.permitted, call.party]);
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  const uses = [...groups.values()].flatMap((group) => {
    const fold = group.reduce(
      (sum, call, index) => foldAssumption(sum, assumptionOf(call, index)),
      emptyFold(),
    );
    const { permitted = 'by-grant', party = 'vendor:datadog' } = group[0] ?? {};
    return finishFold(fold).uses.map((use): UseEdge => ({ use, party, external: true, permitted, why: [] }));
  });
  return { ...graph, uses };
}

function assumptionOf(
  { day, hour, account, principalId, permitted, party, ...rest }: Call,
  index: number,
): Assumption {
  return {
    eventId: `event-${permitted}-${party}-${index}`,
    call: 'AssumeRole',
    time: timeOn(day, hour, index % 60),
    region: 'eu-west-1',
    outcome: 'success',
    role: arnOf(),
    caller: { kind: 'aws', account: account ?? DATADOG, principalId: principalId ?? 'AROAEXAMPLE1' },
    sessionName: 'DatadogAWSIntegration',
    externalId: 'sent',
    network: '203.0.113.7',
    userAgent: 'Datadog-AWS-Integration/1.0',
    ...rest,
  };
}

/** One call of each of these days. */
export function daily(days: readonly number[], call: Omit<Call, 'day'> = {}): readonly Call[] {
  return days.map((day) => ({ ...call, day }));
}

/** The days before the last week. */
export const BEFORE = [...Array(CUTOFF_DAY).keys()];

export function proposalOf(graph: TrustGraph, history: History = EMPTY_HISTORY): Proposal {
  const findings = judgeFindings(graph, history);
  return proposeExpectations({ graph, findings }, history, findSurprises(graph, history, DEFAULT_SETTINGS));
}

export interface ProposeSpec extends GraphSpec {
  readonly owners?: Readonly<Record<string, NetworkOwner>>;
  readonly history?: History;
}

/** The entries of Datadog. */
export function entriesOf(
  calls: readonly Call[],
  { owners, history, ...spec }: ProposeSpec = {},
): readonly ProposedEntry[] {
  const graph = graphOfCalls(calls, spec);
  const owned = owners ? { ...graph, networkOwners: new Map(Object.entries(owners)) } : graph;
  const { parties } = proposalOf(owned, history);
  return parties.find(({ party }: { readonly party: Party }) => party.id === 'vendor:datadog')?.entries ?? [];
}

/** One field of Datadog's first entry, as values and what is held back. */
export function fieldOf(
  key: ProposedField['key'],
  calls: readonly Call[],
  spec: ProposeSpec = {},
): { readonly kept: readonly (string | number)[]; readonly held: readonly (string | number)[] } | undefined {
  const field = entriesOf(calls, spec)[0]?.fields.find((each) => each.key === key);
  return field && { kept: field.kept.map(({ value }) => value), held: field.held.map(({ value }) => value) };
}
