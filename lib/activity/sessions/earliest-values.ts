/**
 * The networks, regions or user agents of one session: the earliest ones by name, and how many more there were.
 *
 * INVARIANT: what is kept depends on the values and times put in, not on their order, number or division.
 */
import { compareText } from '../copies';
import {
  addSample,
  addToSample,
  countDistinct,
  cutSample,
  emptySample,
  type FairSample,
} from './fair-sample';
import { hashText } from './text-hash';

/** Values kept by name. */
export const NAMES_KEPT = 32;

/** Up to so many distinct values are counted exactly, more to within 13 %. */
const COUNTED = 256;

export interface EarliestValues {
  /** in no order that matters */
  values: ValueSeen[];
  /** all values as numbers; absent while no name was dropped */
  all?: FairSample;
}

interface ValueSeen {
  readonly value: string;
  /** ISO 8601 */
  first: string;
}

/** Adds one sight of a value, in place. */
export function addValue(set: EarliestValues, value: string, time: string): void {
  if (set.all !== undefined) addToSample(set.all, hashText(value), 0, COUNTED);
  const known = set.values.find((seen) => seen.value === value);
  if (known !== undefined) {
    if (time < known.first) known.first = time;
    return;
  }
  set.values.push({ value, first: time });
  if (set.values.length > NAMES_KEPT) dropLatest(set);
}

/** Adds everything of another set, in place; the other one stays as it is. */
export function addValues(set: EarliestValues, other: EarliestValues): void {
  for (const { value, first } of other.values) addValue(set, value, first);
  if (other.all === undefined) return;
  set.all ??= sampleOf(set.values);
  addSample(set.all, other.all, COUNTED);
}

/** The names kept, the earliest first, and how many distinct ones had no room. */
export function listValues(set: EarliestValues): { values: readonly string[]; overflow: number } {
  const values = [...set.values].sort(compareSights).map(({ value }) => value);
  if (set.all === undefined) return { values, overflow: 0 };
  const all = { ...set.all };
  cutSample(all, COUNTED);
  return { values, overflow: countDistinct(all) - values.length };
}

function dropLatest(set: EarliestValues): void {
  set.all ??= sampleOf(set.values);
  set.values.sort(compareSights).pop();
}

function sampleOf(values: readonly ValueSeen[]): FairSample {
  const sample = emptySample();
  for (const { value } of values) addToSample(sample, hashText(value), 0, COUNTED);
  return sample;
}

function compareSights(a: ValueSeen, b: ValueSeen): number {
  return compareText(a.first, b.first) || compareText(a.value, b.value);
}
