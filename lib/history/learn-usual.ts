/**
 * Learning: what was seen joins what is usual, while it is being learnt or where it was declared.
 *
 * INVARIANT: reading the same days again changes nothing, and readings that follow each other in time, whether they
 * overlap or not, teach the same as one reading of all of them; as long as there is room for everything.
 */
import { compareText, earlierOf, laterOf } from '../model/compare-text';
import { joinedSpan, type SeenUse, type SeenValue } from './seen-row';
import type { Seen } from './seen-use';
import { ASPECTS, type Aspect, type Baseline, learntUntil, type SeenSpan, type UsualUse } from './usual-use';

/** How long to learn, and what was agreed. */
export interface Teaching {
  /** days from the first use in which all is learnt */
  readonly learnDays: number;
  /** whether the user declared the value: it joins at any time */
  readonly isAgreed: (row: SeenUse, aspect: Aspect, value: SeenValue) => boolean;
}

/** Room: rows and days that were quiet for longest go first, values that come later find none and are counted. */
const MOST_ROWS = 20_000;
const MOST_VALUES = 512;
const MOST_CALLERS = 512;
/** Eight weeks to compare with, and as long again for what comes every month. */
const MOST_DAYS = 120;

/** The baseline after a reading. What was only tried teaches nothing. */
export function learnUsual(before: Baseline, seen: Seen, teaching: Teaching): Baseline {
  const rows = new Map(before.rows);
  for (const [key, row] of seen.rows) {
    const learnt = learnRow(rows.get(key), row, teaching);
    if (learnt) rows.set(key, learnt);
  }
  const watched = [...new Set([...(before.watched ?? []), ...seen.watched])].sort().slice(-MOST_DAYS);
  const forgotten = (before.forgotten ?? 0) + Math.max(0, rows.size - MOST_ROWS);
  return {
    ...before,
    rows: rows.size > MOST_ROWS ? latest(rows, MOST_ROWS, ({ last }) => last) : rows,
    ...(watched.length > 0 && { watched }),
    ...(forgotten > 0 && { forgotten }),
  };
}

function learnRow(before: UsualUse | undefined, seen: SeenUse, teaching: Teaching): UsualUse | undefined {
  const { party, role, first, last } = seen;
  if (first === undefined || last === undefined) return before;
  const since = earlierOf(before?.since ?? first, first);
  const until = learntUntil({ since }, teaching.learnDays);
  const lessons = ASPECTS.map((aspect) => learnValues(before, seen, aspect, until, teaching));
  const unlearnt = byAspect(lessons.map(({ aspect, unlearnt }) => [aspect, unlearnt]));
  const days = higher(before?.days, seen.days);
  return {
    party,
    role,
    since,
    last: laterOf(before?.last ?? last, last),
    callers: latest(higher(before?.callers, seen.callers), MOST_CALLERS, (time) => time),
    values: byAspect(lessons.map(({ aspect, values }) => [aspect, values])),
    ...(unlearnt.size > 0 && { unlearnt }),
    days: latest(days, MOST_DAYS, (_, day) => day),
    learntFrom: Math.max(before?.learntFrom ?? 0, callsUntil(until.slice(0, 10), days)),
    overflow: Math.max(
      before?.overflow ?? 0,
      lessons.reduce((sum, { missed }) => sum + missed, 0),
    ),
  };
}

/** Days are forgotten, how much was learnt is not: habits of last year still count. */
function callsUntil(last: string, days: ReadonlyMap<string, number>): number {
  return [...days].reduce((sum, [day, count]) => (day <= last ? sum + count : sum), 0);
}

function byAspect<T>(
  all: readonly (readonly [Aspect, ReadonlyMap<string, T>])[],
): ReadonlyMap<Aspect, ReadonlyMap<string, T>> {
  return new Map(all.filter(([, values]) => values.size > 0));
}

interface Lesson {
  readonly aspect: Aspect;
  readonly values: ReadonlyMap<string, SeenSpan>;
  readonly unlearnt: ReadonlyMap<string, SeenSpan>;
  /** values for which there was no room */
  readonly missed: number;
}

function learnValues(
  before: UsualUse | undefined,
  seen: SeenUse,
  aspect: Aspect,
  until: string,
  { isAgreed }: Teaching,
): Lesson {
  const usual = before?.values.get(aspect) ?? new Map<string, SeenSpan>();
  const values = new Map(usual);
  const unlearnt = new Map(before?.unlearnt?.get(aspect));
  let missed = 0;
  for (const value of inOrder(seen.values.get(aspect))) {
    const known = values.get(value.value);
    const { entered } = value;
    if (entered === undefined) continue;
    const isLearnt = entered.first <= until || isAgreed(seen, aspect, value);
    if (known) values.set(value.value, joinedSpan(known, entered));
    else if (isLearnt && values.size < MOST_VALUES) values.set(value.value, entered);
    else if (isLearnt) missed += 1;
    if (values.has(value.value)) unlearnt.delete(value.value);
    else unlearnt.set(value.value, joinedSpan(unlearnt.get(value.value) ?? entered, entered));
  }
  return { aspect, values, unlearnt: latest(unlearnt, MOST_VALUES, ({ last }) => last), missed };
}

function inOrder(values: ReadonlyMap<string, SeenValue> = new Map()): readonly SeenValue[] {
  return [...values.values()].sort((a, b) => compareText(a.first, b.first) || compareText(a.value, b.value));
}

/** Of what both tell the higher, which of times is the later. */
function higher<T extends string | number>(
  before: ReadonlyMap<string, T> = new Map(),
  seen: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  const all = new Map(before);
  for (const [key, value] of seen) {
    const known = all.get(key);
    if (known === undefined || value > known) all.set(key, value);
  }
  return all;
}

/** The entries that come last by `timeOf`, then by key. */
function latest<T>(
  all: ReadonlyMap<string, T>,
  most: number,
  timeOf: (value: T, key: string) => string,
): ReadonlyMap<string, T> {
  if (all.size <= most) return all;
  const sorted = [...all].sort(
    ([a, one], [b, other]) => compareText(timeOf(other, b), timeOf(one, a)) || compareText(b, a),
  );
  return new Map(sorted.slice(0, most));
}
