/**
 * Wildcards of the policy language: `*` is any run of characters, also none; `?` is exactly one.
 *
 * A pattern is a list of tokens, not text, because a star that comes out of a variable's value, or from the
 * escape `${*}`, is a plain star. Matching takes two pointers and no RegExp: hostile patterns such as
 * `*a*a*a*b` cost at most pattern length times text length.
 */

/** One UTF-16 code unit to be met literally, or one of the two wildcards below. */
export type Pattern = readonly number[];

/** `*` and `?` as tokens: no code unit is negative. */
const ANY_RUN = -1;
const ANY_ONE = -2;

const STAR = '*'.charCodeAt(0);
const QUESTION_MARK = '?'.charCodeAt(0);

/** Whether letters of other case count as equal. Keys and actions ignore case; values mostly do not. */
export type LetterCase = 'exact' | 'ignore';

/** Matches text against a pattern as written in a policy. The whole text must match. */
export function matchWildcard(pattern: string, text: string, letterCase: LetterCase = 'exact'): boolean {
  if (letterCase === 'ignore') return matchWildcard(pattern.toLowerCase(), text.toLowerCase());
  return hasWildcard(pattern) ? matchPattern(patternOf(pattern), text) : pattern === text;
}

function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

/** Text with its wildcards as tokens. */
export function patternOf(text: string): Pattern {
  const tokens = new Array<number>(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    tokens[at] = unit === STAR ? ANY_RUN : unit === QUESTION_MARK ? ANY_ONE : unit;
  }
  return tokens;
}

/** Text in which a star is a star. */
export function literalPatternOf(text: string): Pattern {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

/** Whether the pattern covers the whole text. */
export function matchPattern(pattern: Pattern, text: string): boolean {
  let p = 0;
  let t = 0;
  // where the last star stood, and how far its run reaches so far
  let star = -1;
  let runEnd = 0;
  while (t < text.length) {
    const token = pattern[p];
    if (token === ANY_RUN) {
      star = p++;
      runEnd = t;
    } else if (token === ANY_ONE || token === text.charCodeAt(t)) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++runEnd;
    } else {
      return false;
    }
  }
  while (pattern[p] === ANY_RUN) p++;
  return p === pattern.length;
}
