/**
 * Sights: values of one aspect as they were seen over several roles, and whether they may be agreed to.
 *
 * INVARIANT: agreed is only what a grant that stands today let in, was first seen before the last week that was read,
 * and is part of no surprise that alerts as high or critical.
 */
import { successSpan } from '../../activity/observed-values';
import type { ObservedValue, Use } from '../../activity/use';
import type { Surprise } from '../../findings/surprise';
import type { UseEdge } from '../../graph/trust-graph';
import type { SeenUse, SeenValue } from '../../history/seen-row';
import type { Aspect } from '../../history/usual-use';
import { compareText, earlierOf, laterOf } from '../../model/compare-text';

export interface Sight {
  readonly value: string;
  /** successful calls */
  readonly count: number;
  readonly denied: number;
  /** ISO 8601: of successes, or of refusals where there were only these */
  readonly first: string;
  readonly last: string;
  readonly isAgreed: boolean;
}

/** What is judged together: roles of one name, used by one party. */
export interface SeenGroup {
  /** in all calls */
  readonly all: readonly SeenUse[];
  /** in those only that a grant permits today */
  readonly permitted: readonly SeenUse[];
  readonly surprises: readonly Surprise[];
  /** ISO 8601 */
  readonly cutoff: string;
  /** when the value was first seen in earlier runs; undefined where none saw it */
  readonly firstEver: (aspect: Aspect, value: string) => string | undefined;
}

/** Sorted by first sight, then value. */
export function sightsOf(group: SeenGroup, aspect: Aspect): readonly Sight[] {
  const permitted = joined(group.permitted.flatMap((row) => spansIn(row, aspect)));
  return [...joined(group.all.flatMap((row) => spansIn(row, aspect))).values()]
    .map(({ entered, ...sight }) => {
      const allowed = permitted.get(sight.value)?.entered;
      const since =
        allowed && earlierOf(allowed.first, group.firstEver(aspect, sight.value) ?? allowed.first);
      return {
        ...sight,
        ...(entered ?? {}),
        isAgreed: since !== undefined && since < group.cutoff && !isAlarming(group, aspect, sight.value),
      };
    })
    .sort(byFirstSight);
}

/** Exact values behind an aspect, such as the addresses behind networks; of these no earlier run tells the first time. */
export function exactSights(
  group: SeenGroup,
  valuesOf: (use: Use) => readonly ObservedValue[],
): readonly Sight[] {
  const permitted = joined(edgesOf(group.permitted).flatMap(({ use }) => valuesOf(use).map(spanOf)));
  return [...joined(edgesOf(group.all).flatMap(({ use }) => valuesOf(use).map(spanOf))).values()]
    .map(({ entered, ...sight }) => {
      const since = permitted.get(sight.value)?.entered?.first;
      return { ...sight, ...(entered ?? {}), isAgreed: since !== undefined && since < group.cutoff };
    })
    .sort(byFirstSight);
}

/** The uses behind rows. */
export function edgesOf(rows: readonly SeenUse[]): readonly UseEdge[] {
  return rows.flatMap(({ uses }) => uses);
}

interface Span extends Pick<SeenValue, 'value' | 'count' | 'denied' | 'first' | 'last' | 'entered'> {}

function spansIn(row: SeenUse, aspect: Aspect): readonly Span[] {
  return [...(row.values.get(aspect)?.values() ?? [])];
}

function spanOf(observed: ObservedValue): Span {
  const entered = successSpan(observed);
  return { ...observed, ...(entered && { entered }) };
}

function joined(spans: readonly Span[]): ReadonlyMap<string, Span> {
  const values = new Map<string, Span>();
  for (const { value, count, denied, first, last, entered } of spans) {
    const known = values.get(value);
    const one = { value, count, denied, first, last, ...(entered && { entered }) };
    values.set(value, known ? added(known, one) : one);
  }
  return values;
}

function added(left: Span, right: Span): Span {
  const spans = [left.entered, right.entered].filter((span) => span !== undefined);
  const [entered] = spans;
  return {
    value: left.value,
    count: left.count + right.count,
    denied: left.denied + right.denied,
    first: earlierOf(left.first, right.first),
    last: laterOf(left.last, right.last),
    ...(entered && {
      entered: {
        first: spans.map(({ first }) => first).reduce(earlierOf),
        last: spans.map(({ last }) => last).reduce(laterOf),
      },
    }),
  };
}

function isAlarming({ surprises }: SeenGroup, aspect: Aspect, value: string): boolean {
  return surprises.some(
    (each) =>
      each.aspect === aspect &&
      each.value === value &&
      (each.severity === 'high' || each.severity === 'critical'),
  );
}

function byFirstSight(a: Sight, b: Sight): number {
  return compareText(a.first, b.first) || compareText(a.value, b.value);
}
