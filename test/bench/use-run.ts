/**
 * One measured judgement of use in a process of its own. The arguments are how many rows of use, and how many findings
 * are open before; prints what it took as JSON.
 *
 * Vendors enter roles that they entered for weeks, and a part of them comes from networks that are new and were told
 * by the run before.
 */
import { emptyFold, finishFold, foldAssumption } from '../../lib/activity/fold-use';
import { judgeFindings } from '../../lib/findings/judge-findings';
import { DEFAULT_SETTINGS } from '../../lib/findings/settings';
import type { TrustGraph, UseEdge } from '../../lib/graph/trust-graph';
import { EMPTY_HISTORY, type History } from '../../lib/history/history';
import { nextHistory } from '../../lib/history/next-history';
import { assumption } from '../support/assume-record';
import { arnOf, DATADOG, graphOf } from '../support/graph-builder';
import { startWatch, type Taken } from './stopwatch';

export interface UseRun {
  readonly judging: Taken;
  readonly rows: number;
  /** open before and found again */
  readonly open: number;
  /** peak memory of the process, the making of the rows included */
  readonly megabytes: number;
}

const CALLERS = 5;
const LEARNT = ['2026-09-01', '2026-09-04', '2026-09-09', '2026-09-14'];
const LATER = ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'];

function measure(rows: number, open: number): UseRun {
  const roles = Math.ceil(rows / CALLERS);
  let history = runOn(graphOn(LEARNT, roles, 0), EMPTY_HISTORY);
  const graph = graphOn(LATER, roles, open - roles);
  history = runOn(graph, history);
  const before = openIn(history);
  globalThis.gc?.();
  const taken = startWatch();
  const after = runOn(graph, history);
  const judging = taken();
  const again = openIn(after);
  if (again !== before || again < open)
    throw new Error(`expected ${open} open findings, found ${before}, then ${again}`);
  return { judging, rows: graph.uses.length, open: again, megabytes: process.resourceUsage().maxRSS / 1024 };
}

function runOn(graph: TrustGraph, history: History): History {
  const next = nextHistory(history, graph, judgeFindings(graph, history), DEFAULT_SETTINGS);
  return {
    ...next,
    findings: new Map([...next.findings].map(([id, { due: _, ...memory }]) => [id, memory])),
  };
}

function openIn({ findings }: History): number {
  return [...findings.values()].filter(({ state }) => state === 'open').length;
}

/** @param strange networks that are new, spread over the roles */
function graphOn(days: readonly string[], roles: number, strange: number): TrustGraph {
  const fold = emptyFold();
  for (let n = 0; n < roles * CALLERS; n++) {
    const [role, caller] = [n % roles, Math.floor(n / roles)];
    for (const [index, day] of days.entries()) {
      const isStrange = index === days.length - 1 && n < strange;
      const network = isStrange
        ? `45.${caller}.${role % 250}.${role % 200}`
        : `203.0.113.${10 + (index % 3)}`;
      foldAssumption(
        fold,
        assumption({
          eventId: `${n}-${day}`,
          time: `${day}T0${1 + caller}:10:00Z`,
          region: 'us-east-1',
          role: arnOf(`Entry${role}`),
          caller: { kind: 'aws', account: DATADOG, principalId: `AROAEXAMPLECALLER0${caller}` },
          network,
          userAgent: 'Boto3/1.43',
          sessionName: `collect-${n}`,
        }),
      );
    }
  }
  const base = graphOf({
    roles: [...Array(roles).keys()].map((role) => ({
      name: `Entry${role}`,
      tier: 'data-read' as const,
      created: '2025-01-01T00:00:00Z',
      lastUsed: `${days.at(-1)}T08:00:00Z`,
      grants: [{ caller: { kind: 'account' as const, account: DATADOG }, party: 'vendor:datadog' }],
    })),
    watchedFrom: `${days[0]}T00:00:00Z`,
    watchedUntil: `${days.at(-1)}T23:59:00Z`,
  });
  const edges = finishFold(fold).uses.map(
    (use): UseEdge => ({ use, party: 'vendor:datadog', external: true, permitted: 'by-grant', why: [] }),
  );
  const byRole = new Map<string, UseEdge[]>();
  for (const edge of edges) byRole.set(edge.use.role, [...(byRole.get(edge.use.role) ?? []), edge]);
  return {
    ...base,
    asOf: `${days.at(-1)}T23:59:59Z`,
    roles: new Map([...base.roles].map(([arn, node]) => [arn, { ...node, uses: byRole.get(arn) ?? [] }])),
    uses: edges,
  };
}

process.stdout.write(JSON.stringify(measure(Number(process.argv[2]), Number(process.argv[3]))));
