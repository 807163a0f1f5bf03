/**
 * Finds a shortest text that meets several tests at once, or proves that there is none.
 *
 * All patterns are walked side by side, character by character, breadth first. Characters that no pattern tells apart
 * behave alike, so one of each class stands for all: the search is complete. It is bounded by a count of steps, which
 * hostile patterns run into and real policies do not.
 */
import { advance, type TextPattern, withSkips } from './text-pattern';

/** Met by a text that some pattern covers, or if `negated` that none covers. */
export interface TextTest {
  readonly patterns: readonly TextPattern[];
  readonly negated: boolean;
}

export type Found =
  | { readonly kind: 'value'; readonly value: string }
  /** proven: no text meets all tests */
  | { readonly kind: 'impossible' }
  /** the bound was reached */
  | { readonly kind: 'unknown' };

export const IMPOSSIBLE: Found = { kind: 'impossible' };
export const UNKNOWN: Found = { kind: 'unknown' };

/** Most pattern positions looked at in one search: real policies need some thousand. */
const STEPS = 50_000;
const LONGEST_PATTERN = 4_000;

/** Stand-ins for characters that no pattern names: one of each class that some grammar tells apart. */
const STAND_INS = [
  'xyzabcdefghijklmnopqrstuvw',
  '0123456789',
  'XYZABCDEFGHIJKLMNOPQRSTUVW',
  '\u4e00\u4e01\u4e02',
];

/** Characters that classes leave out one by one. */
const SINGLED_OUT = ':/*-_.@';

/** Finds a shortest text that meets all tests. */
export function findText(tests: readonly TextTest[]): Found {
  const patterns = tests.flatMap((test) => test.patterns);
  if (patterns.some(({ length }) => length > LONGEST_PATTERN)) return UNKNOWN;

  // a demand that fails ends a step before the many exclusions are looked at
  const ordered = [...tests].sort((left, right) => Number(left.negated) - Number(right.negated));
  const alphabet = alphabetOf(patterns);
  const start = ordered.map(startOf);
  const seen = new Set([keyOf(start)]);
  let reached: readonly Reached[] = [{ state: start, text: '' }];
  let steps = 0;
  while (reached.length > 0) {
    const next: Reached[] = [];
    for (const { state, text } of reached) {
      if (accepts(state)) return { kind: 'value', value: text };
      for (const code of alphabet) {
        const after: Progress[] = [];
        for (const progress of state) {
          steps += sizeOf(progress);
          const one = step(progress, code);
          if (!one.negated && one.alive.length === 0) break;
          after.push(one);
        }
        if (steps > STEPS) return UNKNOWN;
        if (after.length < state.length) continue;
        const key = keyOf(after);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ state: after, text: text + String.fromCharCode(code) });
      }
    }
    reached = next;
  }
  return IMPOSSIBLE;
}

/** How far a text has come in one test: the patterns that may still cover it, with the positions reached in each. */
interface Progress {
  readonly negated: boolean;
  readonly alive: readonly {
    readonly at: number;
    readonly pattern: TextPattern;
    readonly positions: readonly number[];
  }[];
}

type State = readonly Progress[];

interface Reached {
  readonly state: State;
  readonly text: string;
}

function startOf({ patterns, negated }: TextTest): Progress {
  return {
    negated,
    alive: patterns.map((pattern, at) => ({ at, pattern, positions: withSkips([0], pattern) })),
  };
}

function step({ negated, alive }: Progress, code: number): Progress {
  return {
    negated,
    alive: alive.flatMap(({ at, pattern, positions }) => {
      const next = advance(positions, code, pattern);
      return next.length > 0 ? [{ at, pattern, positions: next }] : [];
    }),
  };
}

function accepts(state: State): boolean {
  return state.every(
    ({ alive, negated }) =>
      alive.some(({ pattern, positions }) => positions.includes(pattern.length)) !== negated,
  );
}

function keyOf(state: State): string {
  return state
    .map(({ alive }) => alive.map(({ at, positions }) => `${at}:${positions.join()}`).join(';'))
    .join('|');
}

function sizeOf({ alive }: Progress): number {
  return alive.reduce((sum, { positions }) => sum + positions.length, 1);
}

function alphabetOf(patterns: readonly TextPattern[]): readonly number[] {
  const named = new Set(Array.from(SINGLED_OUT, (character) => character.charCodeAt(0)));
  for (const pattern of patterns)
    for (const { set } of pattern) for (const code of set.members) named.add(code);
  const standIns = STAND_INS.flatMap((candidates) => {
    const free = Array.from(candidates).find((character) => !named.has(character.charCodeAt(0)));
    return free === undefined ? [] : [free.charCodeAt(0)];
  });
  return [...standIns, ...named];
}
