/**
 * From a session node to the session that is reported: totals of its strands, and its place in its chain.
 */
import { accountOfArn } from '../../model/arn';
import type { AssumptionCaller } from '../../model/assumption';
import { compareText } from '../../model/compare-text';
import { timeOf } from '../event-time';
import { sessionArnIn } from '../session-arn';
import { listValues, union } from './capped-set';
import { countDistinct, countNotes } from './fair-sample';
import type { Session } from './session';
import type { CallShape } from './session-fold';
import { assumedRoleIdOf, type SessionNode, startOf } from './session-node';
import { earlier, fuller, type Strand } from './strand';

/** What the strands tell; the rest is for those who know the whole chain. */
export type SessionTotals = Omit<Session, 'id' | 'onward' | 'chainedFrom' | 'head' | 'hops' | 'gaps'>;

/** `ASIA…@start`, or by name where no key is known. */
export function idOf(node: SessionNode): string {
  const name = node.opening?.assumedRoleId ?? (node.strands[0] && assumedRoleIdOf(node.strands[0]));
  return `${accessKeyOf(node) ?? name ?? ''}@${startOf(node)}`;
}

/** @param shapes of the fold that the strands are of */
export function totalSession(node: SessionNode, shapes: readonly CallShape[]): SessionTotals {
  const { opening, strands } = node;
  const start = startOf(node);
  const networks = listValues(strands.map((strand) => strand.networks).reduce(union, undefined));
  const userAgents = listValues(strands.map((strand) => strand.userAgents).reduce(union, undefined));
  const regions = listValues(strands.map((strand) => strand.regions).reduce(union, undefined));
  const root = strands.find(({ principal }) => principal === 'root');
  return {
    role: opening?.role ?? root?.role ?? strands.map(({ role }) => role).reduce(fuller, undefined),
    account: opening?.enteredAccount ?? strands.map(({ account }) => account).reduce(fuller, undefined),
    caller: callerOf(node),
    openedBy: opening?.eventId,
    accessKeyId: accessKeyOf(node),
    sessionName: opening?.sessionName ?? strands[0]?.sessionName,
    sourceIdentity: opening?.sourceIdentity,
    onBehalfOf: strands.map(({ onBehalfOf }) => onBehalfOf).reduce(fuller, undefined),
    start,
    end: [start, ...strands.map((strand) => timeOf(strand.end))].sort(compareText).at(-1) ?? start,
    networks: networks.values,
    userAgents: userAgents.values,
    regions: regions.values,
    overflow: networks.overflow + userAgents.overflow + regions.overflow,
    firstSensitive: strands.map(({ firstSensitive }) => firstSensitive).reduce(earlier, undefined),
    ...countCalls(strands, shapes),
  };
}

/** Who opened it; where that was not seen, who switched to it in the console. */
export function callerOf({ opening, strands }: SessionNode): AssumptionCaller | undefined {
  const arn = strands.map(({ switchedFrom }) => switchedFrom).reduce(fuller, undefined);
  if (opening !== undefined || arn === undefined) return opening?.caller;
  const session = sessionArnIn(arn);
  return {
    kind: 'aws',
    account: accountOfArn(arn),
    arn: session?.role ?? arn,
    callerSession: session?.session || undefined,
  };
}

function accessKeyOf({ opening, strands }: SessionNode): string | undefined {
  return opening?.accessKeyId ?? strands[0]?.accessKeyId;
}

/** Sums of whole numbers first, then estimates from them: so the order within a strand makes no difference. */
function countCalls(strands: readonly Strand[], shapes: readonly CallShape[]) {
  const byService = new Map<string, number>();
  const byTactic = new Map<string, number>();
  let calls = 0;
  let denied = 0;
  for (const strand of strands) {
    const weight = countDistinct(strand.calls) / strand.calls.size;
    const kept = countKept(strand, shapes);
    calls += Math.round(kept.calls * weight);
    denied += kept.denied * weight;
    for (const [service, count] of kept.services) add(byService, service, count * weight);
    for (const [tactic, count] of kept.tactics) add(byTactic, tactic, count * weight);
  }
  return { calls, denied: Math.round(denied), byService: tidy(byService), byTactic: tidy(byTactic) };
}

function countKept(strand: Strand, shapes: readonly CallShape[]) {
  const services = new Map<string, number>();
  const tactics = new Map<string, number>();
  let calls = 0;
  let denied = 0;
  for (const [note, count] of countNotes(strand.calls)) {
    const shape = shapes[note];
    if (shape === undefined || shape.isRepeated) continue;
    calls += count;
    if (shape.outcome === 'refused') denied += count;
    add(services, shape.service, count);
    for (const tactic of new Set(shape.tactics)) add(tactics, tactic, count);
  }
  return { services, tactics, calls, denied };
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}

function tidy(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map(
    [...counts]
      .map(([name, count]) => [name, Math.round(count)] as const)
      .sort(([a], [b]) => compareText(a, b)),
  );
}
