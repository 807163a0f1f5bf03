/**
 * Observed values: what varies between the calls of one use, counted, and kept in sets that cannot grow without end.
 */
import type { Assumption } from '../model/assumption';
import { compareText, laterOf } from '../model/compare-text';
import type { ObservedValue } from './use';

/** Values kept for each kind of value and use; a caller who varies more shows by the overflow. */
export const VALUES_KEPT = 64;

export interface CappedValues {
  /** sorted by first sight, then by value */
  readonly values: readonly ObservedValue[];
  /** how many more distinct values there were */
  readonly overflow: number;
}

/**
 * Counts one kind of value over the calls of one use.
 * @param calls   sorted by time, then event id
 * @param valueIn the value of one call; calls without one are passed over
 * @returns every distinct value, sorted by first sight, then by value
 */
export function observeValues(
  calls: readonly Assumption[],
  valueIn: (call: Assumption) => string | undefined,
): readonly ObservedValue[] {
  const seen = new Map<string, Counted>();
  for (const call of calls) {
    const value = valueIn(call);
    if (value === undefined) continue;
    const known = seen.get(value);
    if (known) countCall(known, call);
    else seen.set(value, firstOf(value, call));
  }
  return [...seen.values()].sort(byFirstSight);
}

/**
 * Counts by what values have in common, such as their /24.
 * @param groupOf undefined for values that belong to none
 */
export function regroupValues(
  values: readonly ObservedValue[],
  groupOf: (value: string) => string | undefined,
): readonly ObservedValue[] {
  const groups = new Map<string, ObservedValue>();
  for (const each of values) {
    const value = groupOf(each.value);
    if (value === undefined) continue;
    groups.set(value, addValues(groups.get(value), { ...each, value }));
  }
  return [...groups.values()].sort(byFirstSight);
}

/**
 * Keeps so many. Where there are more, the earlier half of them is what was first seen and tells what is usual, the
 * later half what was last seen anew and tells what is not: nobody hides behind many values that came before.
 */
export function capValues(values: readonly ObservedValue[], most = VALUES_KEPT): CappedValues {
  if (values.length <= most) return { values, overflow: 0 };
  const early = Math.ceil(most / 2);
  return {
    values: [...values.slice(0, early), ...values.slice(values.length - (most - early))],
    overflow: values.length - most,
  };
}

type Counted = { -readonly [Field in keyof ObservedValue]: ObservedValue[Field] };

function firstOf(value: string, call: Assumption): Counted {
  const denied = call.outcome === 'success' ? 0 : 1;
  return { value, count: 1 - denied, denied, first: call.time, last: call.time, firstEvent: call.eventId };
}

/** The call is not before those counted. */
function countCall(known: Counted, call: Assumption): void {
  if (call.outcome === 'success') {
    if (known.count === 0 && call.time !== known.first) known.firstSuccess = call.time;
    if (known.lastSuccess !== undefined) delete known.lastSuccess;
    known.count += 1;
  } else {
    if (known.count > 0 && call.time !== known.last) known.lastSuccess ??= known.last;
    known.denied += 1;
  }
  known.last = call.time;
}

/** First and last success; undefined where all was refused. */
export function successSpan(
  value: ObservedValue,
): { readonly first: string; readonly last: string } | undefined {
  if (value.count === 0) return undefined;
  return { first: value.firstSuccess ?? value.first, last: value.lastSuccess ?? value.last };
}

/** Of two counts of one value; the earlier is named by its event, by the lesser id where both are as early. */
export function addValues(left: ObservedValue | undefined, right: ObservedValue): ObservedValue {
  if (left === undefined) return right;
  const earlier =
    (compareText(left.first, right.first) || compareText(left.firstEvent, right.firstEvent)) <= 0
      ? left
      : right;
  const { first, firstEvent } = earlier;
  const last = laterOf(left.last, right.last);
  const spans = [successSpan(left), successSpan(right)].filter((span) => span !== undefined);
  const firstSuccess = spans.map((span) => span.first).sort()[0] ?? first;
  const lastSuccess =
    spans
      .map((span) => span.last)
      .sort()
      .at(-1) ?? last;
  return {
    value: left.value,
    count: left.count + right.count,
    denied: left.denied + right.denied,
    first,
    last,
    firstEvent,
    ...(firstSuccess !== first && { firstSuccess }),
    ...(lastSuccess !== last && { lastSuccess }),
  };
}

function byFirstSight(left: ObservedValue, right: ObservedValue): number {
  return compareText(left.first, right.first) || compareText(left.value, right.value);
}
