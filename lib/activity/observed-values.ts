/**
 * Observed values: what varies between the calls of one use, counted in a set that cannot grow without end.
 */
import type { Assumption } from '../model/assumption';
import { compareText } from '../model/compare-text';
import type { ObservedValue } from './use';

/** Values kept for each kind of value and use; a caller who varies more shows by the overflow. */
export const VALUES_KEPT = 64;

interface CappedValues {
  /** the earliest values, sorted by first sight, then by value */
  readonly values: readonly ObservedValue[];
  /** how many more distinct values there were */
  readonly overflow: number;
}

/**
 * Counts one kind of value over the calls of one use.
 * @param calls   sorted by time, then event id
 * @param valueIn the value of one call; calls without one are passed over
 */
export function observeValues(
  calls: readonly Assumption[],
  valueIn: (call: Assumption) => string | undefined,
): CappedValues {
  const seen = new Map<string, ObservedValue>();
  for (const call of calls) {
    const value = valueIn(call);
    if (value !== undefined) seen.set(value, countCall(seen.get(value), value, call));
  }
  const values = [...seen.values()].sort(
    (a, b) => compareText(a.first, b.first) || compareText(a.value, b.value),
  );
  return { values: values.slice(0, VALUES_KEPT), overflow: Math.max(0, values.length - VALUES_KEPT) };
}

function countCall(known: ObservedValue | undefined, value: string, call: Assumption): ObservedValue {
  const succeeded = call.outcome === 'success' ? 1 : 0;
  return {
    value,
    count: (known?.count ?? 0) + succeeded,
    denied: (known?.denied ?? 0) + 1 - succeeded,
    first: known?.first ?? call.time,
    last: call.time,
    firstEvent: known?.firstEvent ?? call.eventId,
  };
}
