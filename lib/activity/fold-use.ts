/**
 * The fold: assumptions in, use out. Who assumed which role, how often and from where.
 *
 * A fold keeps one slim copy of every record, since only so can a copy or a repetition that comes later, or in
 * another fold, be known for what it is. Totals are made at the end, from the set of calls alone: that is why
 * neither order nor repetition matters, and why folds merge.
 */
import type { Assumption } from '../model/assumption';
import { compareText } from '../model/compare-text';
import { agentFamily } from './agent-family';
import { compareByTime, joinCopies } from './copies';
import { type CopyStore, copiesIn, emptyStore, keepCopy } from './copy-store';
import { hourOfWeek } from './hour-of-week';
import { networkPrefix } from './network';
import { capValues, observeValues, regroupValues } from './observed-values';
import { sessionShape } from './session-shape';
import type { ActivityCoverage, Use } from './use';
import { enrichUseCaller, keyOfCaller, useCallerOf } from './use-caller';

/** What was folded so far. Opaque: changed in place by `foldAssumption`, read by `finishFold`. */
export interface UseFold {
  readonly store: CopyStore;
  /** calls of `AssumeRoot`, which enter no role and are no use of one, but open sessions */
  readonly rootStore: CopyStore;
  /** records folded, repetitions included */
  records: number;
}

/** Use, and what coverage says of it. */
export interface FoldedUse {
  /** sorted by role, then key */
  readonly uses: readonly Use[];
  readonly coverage: Pick<ActivityCoverage, 'assumptions' | 'denied' | 'duplicates'>;
  /** the calls themselves, `AssumeRoot` among them, one for each and sorted by time: what opened which session */
  readonly calls: readonly Assumption[];
}

/** A fold of nothing. */
export function emptyFold(): UseFold {
  return { store: emptyStore(), rootStore: emptyStore(), records: 0 };
}

/**
 * Adds one record's assumption, in place, and gives the same fold back. `AssumeRoot` enters an account, not a
 * role, and is not counted.
 */
export function foldAssumption(fold: UseFold, assumption: Assumption): UseFold {
  if (assumption.call === 'AssumeRoot') {
    keepCopy(fold.rootStore, assumption);
    return fold;
  }
  keepCopy(fold.store, assumption);
  fold.records += 1;
  return fold;
}

/** Adds all of another fold, in place; the other one stays as it is. */
export function addFold(fold: UseFold, other: UseFold): void {
  for (const copy of copiesIn(other.store)) keepCopy(fold.store, copy);
  for (const copy of copiesIn(other.rootStore)) keepCopy(fold.rootStore, copy);
  fold.records += other.records;
}

/** The totals so far; the fold stays as it is and may be added to. */
export function finishFold(fold: UseFold): FoldedUse {
  const calls = joinCopies(copiesIn(fold.store));
  const roots = joinCopies(copiesIn(fold.rootStore));
  const assumptions = calls.filter(isSuccess).length;
  return {
    uses: [...groupByUse(calls)]
      .map(([key, group]) => totalUse(key, group))
      .sort((a, b) => compareText(a.role, b.role) || compareText(a.key, b.key)),
    coverage: {
      assumptions,
      denied: calls.length - assumptions,
      duplicates: fold.records - calls.length,
    },
    calls: roots.length === 0 ? calls : [...calls, ...roots].sort(compareByTime),
  };
}

/** Calls by role, call and caller, in the order given. */
function groupByUse(calls: readonly Assumption[]): ReadonlyMap<string, readonly Assumption[]> {
  const groups = new Map<string, Assumption[]>();
  for (const call of calls) {
    const key = JSON.stringify([call.role ?? '', call.call, ...keyOfCaller(useCallerOf(call.caller))]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [call]);
    else group.push(call);
  }
  return groups;
}

/** Enough for a vendor that calls from a cloud's address pool: what is new must not be lost among what is usual. */
const PREFIXES_KEPT = 512;
const HOURS_OF_WEEK = 168;
/** CloudTrail is seldom kept for longer than a year. */
const DAYS_KEPT = 400;

/** @param calls of one use, at least one, sorted by time */
function totalUse(key: string, calls: readonly Assumption[]): Use {
  const successes = calls.filter(isSuccess);
  const lastSuccess = successes.at(-1)?.time;
  const countExternalIds = (state: Assumption['externalId']) =>
    successes.filter(({ externalId }) => externalId === state).length;

  const networks = observeValues(calls, ({ network }) => network);
  const userAgents = observeValues(calls, ({ userAgent }) => userAgent);
  const sessionNames = observeValues(calls, ({ sessionName }) => sessionName);
  const hours = observeValues(calls, ({ time }) => time.slice(0, 'YYYY-MM-DDThh'.length));
  const kept = {
    networks: capValues(networks),
    prefixes: capValues(regroupValues(networks, networkPrefix), PREFIXES_KEPT),
    regions: capValues(observeValues(calls, ({ region }) => region)),
    userAgents: capValues(userAgents),
    sessionNames: capValues(sessionNames),
    agentFamilies: capValues(regroupValues(userAgents, agentFamily)),
    sessionShapes: capValues(regroupValues(sessionNames, sessionShape)),
    hours: capValues(regroupValues(hours, hourOfWeek), HOURS_OF_WEEK),
    days: capValues(
      regroupValues(hours, (hour) => hour.slice(0, 'YYYY-MM-DD'.length)),
      DAYS_KEPT,
    ),
    subjects: capValues(
      observeValues(calls, ({ caller }) => ('subject' in caller ? caller.subject : undefined)),
    ),
  };

  return {
    key,
    role: calls[0]?.role ?? '',
    caller: calls
      .map(({ caller }) => useCallerOf(caller))
      .reduce((older, newer) => enrichUseCaller(newer, older)),
    first: calls[0]?.time ?? '',
    last: calls.at(-1)?.time ?? '',
    ...(lastSuccess !== undefined && { lastSuccess }),
    count: successes.length,
    denied: calls.length - successes.length,
    networks: kept.networks.values,
    prefixes: kept.prefixes.values,
    regions: kept.regions.values,
    userAgents: kept.userAgents.values,
    sessionNames: kept.sessionNames.values,
    agentFamilies: kept.agentFamilies.values,
    sessionShapes: kept.sessionShapes.values,
    hours: kept.hours.values,
    days: kept.days.values.map(({ value, count, denied }) => ({ value, count, denied })),
    subjects: kept.subjects.values,
    externalId: {
      sent: countExternalIds('sent'),
      notSent: countExternalIds('not-sent'),
      unknown: countExternalIds('unknown'),
    },
    overflow: Object.values(kept).reduce((sum, { overflow }) => sum + overflow, 0),
  };
}

function isSuccess(call: Assumption): boolean {
  return call.outcome === 'success';
}
