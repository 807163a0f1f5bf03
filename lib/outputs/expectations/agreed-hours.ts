/**
 * Hours to agree to: the part of the day in which a use keeps, where it keeps to one.
 */
import { count } from '../words/count-words';
import type { ProposedField } from './proposal';
import { edgesOf, type SeenGroup, sightsOf } from './sights';

/** Calls, and days with calls, from which on hours tell anything. */
const CALLS = 20;
const DAYS = 5;
/** Hours of the day up to which a use is limited. */
const LIMITED = 14;

/** @returns undefined where too little was seen, or the use keeps to no part of the day and did nothing new there */
export function proposeHours(group: SeenGroup): ProposedField | undefined {
  const sights = sightsOf(group, 'hour');
  const agreedSights = sights.filter(({ isAgreed }) => isAgreed);
  const calls = agreedSights.reduce((sum, each) => sum + each.count, 0);
  const days = new Set(edgesOf(group.permitted).flatMap(({ use }) => use.days.map(({ value }) => value)));
  const before = [...days].filter((day) => day < group.cutoff.slice(0, 10));
  if (calls < CALLS || before.length < DAYS) return undefined;

  const hourOf = ({ value }: { readonly value: string }) => Number(value.slice(-2));
  const agreed = new Set(agreedSights.map(hourOf));
  const held = new Set(sights.map(hourOf).filter((hour) => !agreed.has(hour)));
  const seen = rangeOf(agreed);
  const range = widened(seen, held);
  const isOutside = [...held].some((hour) => !inRange(range, hour));
  const heldValues = [...held]
    .sort((a, b) => a - b)
    .map((hour) => ({ value: `${two(hour)}-${two(hour + 1)} UTC`, note: 'only in the last week' }));
  const field = { key: 'hours', form: 'scalar' } as const;
  if (range.length <= LIMITED) {
    const note = `seen ${textOf(seen)} in ${count(calls, 'call')}, and an hour on either side`;
    return {
      ...field,
      kept: [{ value: textOf(range), note }],
      held: isOutside ? heldValues : [],
      review: [],
    };
  }
  if (held.size > 0) {
    return {
      ...field,
      kept: [],
      held: heldValues,
      review: [],
    };
  }
  return {
    ...field,
    kept: [{ value: '00-24 UTC', note: `seen in ${agreed.size} hours of the day` }],
    held: [],
    review: [],
  };
}

/** Hours from one on, over midnight. */
interface HourRange {
  readonly from: number;
  readonly length: number;
}

/** The shortest that holds them all. */
function rangeOf(hours: ReadonlySet<number>): HourRange {
  const ranges = [...hours].map((from) => ({
    from,
    length: 1 + Math.max(...[...hours].map((hour) => (hour - from + 24) % 24)),
  }));
  return ranges.sort((a, b) => a.length - b.length || a.from - b.from)[0] ?? { from: 0, length: 24 };
}

/** By an hour on either side that is not held back. */
function widened({ from, length }: HourRange, held: ReadonlySet<number>): HourRange {
  const early = (from + 23) % 24;
  const late = (from + length) % 24;
  const start = held.has(early) ? from : early;
  const more = (held.has(early) ? 0 : 1) + (held.has(late) ? 0 : 1);
  return length + more >= 24 ? { from: 0, length: 24 } : { from: start, length: length + more };
}

function inRange({ from, length }: HourRange, hour: number): boolean {
  return (hour - from + 24) % 24 < length;
}

function textOf({ from, length }: HourRange): string {
  const until = from + length;
  return `${two(from)}-${two(until > 24 ? until - 24 : until)} UTC`;
}

function two(hour: number): string {
  return String(hour).padStart(2, '0');
}
