/**
 * Text patterns: the one form into which exact texts, wildcards, ARN patterns and the grammars of keys are brought,
 * so that the solver can ask whether some text meets several of them at once.
 *
 * Compare `Pattern` of the policy language, which knows only any one character and any run.
 */

import { type Pattern, patternOf } from '../model/wildcard';
import type { PolicyValue } from '../policy/condition-operator';

/** A set of UTF-16 code units. `members` are those it tells apart one by one; empty for a whole class. */
export interface CharacterSet {
  readonly has: (code: number) => boolean;
  readonly members: readonly number[];
}

/** One character out of a set, or with `repeats` any run of them, also none. */
export interface Token {
  readonly set: CharacterSet;
  readonly repeats: boolean;
}

export type TextPattern = readonly Token[];

const [ANY_RUN] = patternOf('*');
const [ANY_ONE] = patternOf('?');
const COLON = ':'.charCodeAt(0);

/** ARNs have six components; the last one may hold colons of its own. */
const FIRST_COMPONENTS = 5;

/** A class of characters. */
export function characterClass(has: (code: number) => boolean): CharacterSet {
  return { has, members: [] };
}

export const ANY_CHARACTER = characterClass(() => true);
const NOT_COLON = characterClass((code) => code !== COLON);

/** One character of the set. */
export function one(set: CharacterSet): Token {
  return { set, repeats: false };
}

/** Any run of characters of the set, also none. */
export function run(set: CharacterSet): Token {
  return { set, repeats: true };
}

/** Any text at all. */
export const ANY_TEXT: TextPattern = [run(ANY_CHARACTER)];

/** Six components; the last may hold colons. */
export const ANY_ARN: TextPattern = [
  ...Array.from({ length: FIRST_COMPONENTS }, () => [
    run(NOT_COLON),
    one({ has: (code) => code === COLON, members: [COLON] }),
  ]).flat(),
  ...ANY_TEXT,
];

/** One exact text. */
export function exactly(text: string): TextPattern {
  return Array.from({ length: text.length }, (_, at) => literal(text.charCodeAt(at)));
}

/** One text in whatever letter case. */
export function inAnyLetterCase(text: string): TextPattern {
  return Array.from(text).flatMap((character) => {
    const codes = [character, character.toLowerCase(), character.toUpperCase()]
      .filter((variant) => variant.length === character.length)
      .map((variant) => variant.charCodeAt(0));
    return character.length === 1 ? [one(setOf([...new Set(codes)]))] : exactly(character);
  });
}

/** A pattern of the policy language; `wild` is what its wildcards may stand for. */
export function wildcards({ pattern }: PolicyValue, wild: CharacterSet = ANY_CHARACTER): TextPattern {
  return pattern.map((token) =>
    token === ANY_RUN ? run(wild) : token === ANY_ONE ? one(wild) : literal(token),
  );
}

/**
 * What an ARN operator takes: wildcards stay within their component, and a star alone is any ARN.
 * @returns undefined where the pattern has not six components, so that it fits nothing
 */
export function arnWildcards({ pattern }: PolicyValue): TextPattern | undefined {
  if (pattern.length === 1 && pattern[0] === ANY_RUN) return ANY_ARN;
  let colons = 0;
  const tokens = pattern.map((token): Token => {
    const wild = colons < FIRST_COMPONENTS ? NOT_COLON : ANY_CHARACTER;
    if (token === COLON) colons++;
    return token === ANY_RUN ? run(wild) : token === ANY_ONE ? one(wild) : literal(token);
  });
  return colons < FIRST_COMPONENTS ? undefined : tokens;
}

/** A text that the pattern covers: `filler` for each run, and an `x` for each single wildcard. */
export function filledIn(pattern: Pattern, filler: string): string {
  return pattern
    .map((token) => (token === ANY_RUN ? filler : token === ANY_ONE ? 'x' : String.fromCharCode(token)))
    .join('');
}

/** Whether the pattern covers the whole text. */
export function coversText(pattern: TextPattern, text: string): boolean {
  // up to the first run there is one way to go
  let at = 0;
  for (; at < pattern.length && !pattern[at]?.repeats; at++) {
    if (at >= text.length || !pattern[at]?.set.has(text.charCodeAt(at))) return false;
  }
  const last = pattern[at];
  if (last === undefined) return at === text.length;
  if (at === pattern.length - 1) return isRunOf(last.set, text, at);

  let alive: readonly number[] = withSkips([at], pattern);
  for (; at < text.length && alive.length > 0; at++) {
    alive = advance(alive, text.charCodeAt(at), pattern);
  }
  return alive.includes(pattern.length);
}

/** Whether all of the text from a position on is of the set. */
function isRunOf(set: CharacterSet, text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    if (!set.has(text.charCodeAt(at))) return false;
  }
  return true;
}

/** Positions in the pattern after one more character, from the positions before it; ascending. */
export function advance(positions: readonly number[], code: number, pattern: TextPattern): readonly number[] {
  const next: number[] = [];
  for (const position of positions) {
    const token = pattern[position];
    if (token?.set.has(code)) next.push(token.repeats ? position : position + 1);
  }
  return withSkips(next, pattern);
}

/** The positions, and those behind runs that stay empty. `positions` ascend, and so does the result. */
export function withSkips(positions: readonly number[], pattern: TextPattern): readonly number[] {
  const all: number[] = [];
  for (const start of positions) {
    let position = start;
    while (position > (all[all.length - 1] ?? -1)) {
      all.push(position);
      if (!pattern[position]?.repeats) break;
      position++;
    }
  }
  return all;
}

const literals = new Map<number, Token>();

function literal(code: number): Token {
  const known = literals.get(code);
  if (known) return known;
  const token = one(setOf([code]));
  literals.set(code, token);
  return token;
}

function setOf(codes: readonly number[]): CharacterSet {
  return { has: (code) => codes.includes(code), members: codes };
}
