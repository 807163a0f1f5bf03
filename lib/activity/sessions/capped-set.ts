/**
 * The networks, regions or user agents of one session: some by name, and how many more there were.
 *
 * Nearly all sessions have one of each, and then a set is that text alone: it takes no memory of its own.
 *
 * INVARIANT: a set depends on the values put in, not on their order, number or division.
 */
import { compareText } from '../../model/compare-text';
import {
  addSample,
  addToSample,
  copySample,
  countDistinct,
  cutSample,
  emptySample,
  type FairSample,
  isInSample,
} from './fair-sample';
import { hashText } from './text-hash';

/** Values kept by name, the smallest ones. */
export const NAMES_KEPT = 32;

/** Up to so many distinct values are counted exactly, more to within 13 %. */
const COUNTED = 256;

/** Never changed in place. */
export type CappedSet = undefined | string | ManyValues;

interface ManyValues {
  /** sorted */
  readonly values: readonly string[];
  /** all values as numbers; absent while no name was dropped */
  readonly all?: FairSample;
}

/** The set with one more value. */
export function withValue(set: CappedSet, value: string | undefined): CappedSet {
  if (value === undefined || set === value) return set;
  if (set === undefined) return value;
  return typeof set === 'object' && holds(set, value) ? set : union(set, value);
}

/** Everything of both sets. */
export function union(a: CappedSet, b: CappedSet): CappedSet {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  const values = [...new Set([...namesIn(a), ...namesIn(b)])].sort(compareText);
  const known = [a, b].flatMap((set) => (typeof set === 'string' ? [] : (set.all ?? [])));
  if (known.length === 0 && values.length <= NAMES_KEPT) return { values };

  const all = emptySample();
  for (const value of values) addToSample(all, hashText(value), 0, COUNTED);
  for (const sample of known) addSample(all, sample, COUNTED);
  return { values: values.slice(0, NAMES_KEPT), all };
}

/** The names kept, sorted, and how many distinct ones had no room. */
export function listValues(set: CappedSet): { values: readonly string[]; overflow: number } {
  const values = namesIn(set);
  if (typeof set !== 'object' || set.all === undefined) return { values, overflow: 0 };
  const all = copySample(set.all);
  cutSample(all, COUNTED);
  return { values, overflow: countDistinct(all) - values.length };
}

/** How much memory a set takes beside its texts, in bytes, about; it never gets smaller as values are added. */
export function bytesOfSet(set: CappedSet): number {
  if (typeof set !== 'object') return 0;
  return 150 + 80 * set.values.length + (set.all === undefined ? 0 : 12_000);
}

function holds({ values, all }: ManyValues, value: string): boolean {
  if (values.includes(value)) return true;
  const last = values.at(-1) ?? '';
  return all !== undefined && value > last && isInSample(all, hashText(value));
}

function namesIn(set: CappedSet): readonly string[] {
  if (set === undefined) return [];
  return typeof set === 'string' ? [set] : set.values;
}
