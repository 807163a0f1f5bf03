/**
 * Trust graphs over a few calls, folded as a trail is: for tests of what was seen, what is usual, and what is not.
 */

import { emptyFold, finishFold, foldAssumption } from '../../lib/activity/fold-use';
import type { Session } from '../../lib/activity/sessions/session';
import { findSurprises } from '../../lib/findings/find-surprises';
import type { Rule, RuleHit } from '../../lib/findings/rule';
import { NO_CONTEXT } from '../../lib/findings/rule-context';
import { DEFAULT_SETTINGS, type Settings } from '../../lib/findings/settings';
import type { Surprise } from '../../lib/findings/surprise';
import type { RoleNode, SessionEdge, TrustGraph, UseEdge } from '../../lib/graph/trust-graph';
import { EMPTY_HISTORY } from '../../lib/history/history';
import type { Baseline } from '../../lib/history/usual-use';
import { roleArnIn } from '../../lib/model/arn';
import type { Assumption } from '../../lib/model/assumption';
import type { AccountId } from '../../lib/model/identifiers';
import type { NetworkOwner } from '../../lib/model/network-owner';
import type { DeclaredUse } from '../../lib/parties/declaration';
import type { Party } from '../../lib/parties/party';
import { arnOf, DATADOG, type GraphSpec, graphOf, party } from './graph-builder';

/** One call; what it leaves out is as a vendor's collector calls every day. */
export interface CallSpec {
  /** ISO 8601, to the second */
  readonly at: string;
  readonly account?: AccountId;
  /** unique id of the calling role */
  readonly by?: string;
  /** name of the entered role */
  readonly role?: string;
  readonly network?: string;
  readonly agent?: string;
  readonly name?: string;
  readonly region?: string;
  readonly refused?: true;
}

export interface SeenSpec extends GraphSpec {
  readonly asOf?: string;
  readonly owners?: Readonly<Record<string, NetworkOwner>>;
  readonly sessions?: readonly SessionEdge[];
}

/** The graph in which these calls were seen; each counts to the party whose account made it. */
export function graphOfCalls(calls: readonly CallSpec[], spec: SeenSpec = {}): TrustGraph {
  const fold = emptyFold();
  for (const call of calls) foldAssumption(fold, assumptionOf(call));
  const base = graphOf({ roles: [{}], ...spec });
  const edges = finishFold(fold).uses.map((use): UseEdge => {
    const account = use.caller.kind === 'aws' ? use.caller.account : undefined;
    const party = [...base.parties.values()].find(({ accounts }) => account && accounts.includes(account));
    return { use, party: party?.id ?? 'unknown', external: true, permitted: 'by-grant', why: [] };
  });
  const roles = new Map(
    [...base.roles].map(([arn, node]): [typeof arn, RoleNode] => [
      arn,
      { ...node, uses: edges.filter(({ use }) => use.role === arn) },
    ]),
  );
  return {
    ...base,
    ...(spec.asOf !== undefined && { asOf: spec.asOf }),
    ...(spec.owners && { networkOwners: new Map(Object.entries(spec.owners)) }),
    roles,
    uses: edges,
    sessions: spec.sessions ?? [],
  };
}

function assumptionOf(call: CallSpec): Assumption {
  const { at, account = DATADOG, by = 'AROAEXAMPLECALLER01', role = 'Entry', refused } = call;
  return {
    eventId: `event-${JSON.stringify(call)}`,
    call: 'AssumeRole',
    time: at,
    region: call.region ?? 'us-east-1',
    outcome: refused ? 'refused' : 'success',
    role: arnOf(role),
    caller: { kind: 'aws', account, principalId: by },
    sessionName: call.name ?? 'collector',
    externalId: 'sent',
    network: call.network ?? '203.0.113.7',
    userAgent: call.agent ?? 'Boto3/1.43',
  };
}

/** The same call on each of so many days, at the same hour. @param from the first of them, `YYYY-MM-DD` */
export function daily(
  from: string,
  days: number,
  call: Omit<CallSpec, 'at'> & { hour?: string } = {},
): readonly CallSpec[] {
  const { hour = '09', ...rest } = call;
  return Array.from({ length: days }, (_, index) => ({
    ...rest,
    at: `${dayAfter(from, index)}T${hour}:00:00Z`,
  }));
}

/** The day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A session of the vendor's in `role`, as the graph has it. */
export function sessionOf(spec: Partial<Session> & { party?: string; role?: string }): SessionEdge {
  const { party = 'vendor:datadog', role = 'Entry', ...rest } = spec;
  const start = rest.start ?? '2026-11-20T00:00:00Z';
  const session: Session = {
    id: `ASIAEXAMPLE@${start}`,
    role: roleArnIn(role) ?? arnOf(role),
    start,
    end: start,
    networks: [],
    userAgents: [],
    regions: [],
    overflow: 0,
    calls: 1,
    denied: 0,
    byService: new Map(),
    byTactic: new Map(),
    onward: [],
    hops: 0,
    gaps: [],
    ...rest,
  };
  return { session, party, permitted: 'by-grant', why: [] };
}

/** What was known before, and what was set. */
export interface Knowledge {
  readonly baseline?: Baseline;
  readonly settings?: Partial<Settings>;
}

/** Surprises over these calls. */
export function surprisesIn(graph: TrustGraph, { baseline, settings }: Knowledge = {}): readonly Surprise[] {
  const history = { ...EMPTY_HISTORY, ...(baseline && { baseline }) };
  return findSurprises(graph, history, { ...DEFAULT_SETTINGS, ...settings });
}

/** What a rule about use says of these calls. */
export function hitsOfCalls(rule: Rule, calls: readonly CallSpec[], spec: SeenSpec = {}): readonly RuleHit[] {
  const graph = graphOfCalls(calls, spec);
  return rule.judge(graph, { ...NO_CONTEXT, surprises: surprisesIn(graph) });
}

/** Datadog as the user declared it. */
export function declaring(...expect: readonly DeclaredUse[]): Party {
  return {
    ...party('vendor:datadog', 'vendor', 'Datadog', DATADOG),
    declared: { name: 'Datadog', kind: 'vendor', accounts: [DATADOG], expect },
  };
}
