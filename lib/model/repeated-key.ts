/**
 * Whether JSON text names a key twice in one object.
 *
 * `JSON.parse` keeps the last and drops the rest in silence, and with it a statement or a condition. AWS does not say
 * which one counts, so such a policy cannot be judged.
 */

const BACKSLASH = '\\'.charCodeAt(0);

/** `value` is what `JSON.parse` makes of the text: it has fewer keys where one was dropped. */
export function hasRepeatedKey(text: string, value: unknown): boolean {
  return colonsIn(text) > keysIn(value);
}

/** Each key is followed by one; those within strings are left out. */
function colonsIn(text: string): number {
  let colons = 0;
  let colon = text.indexOf(':');
  let quote = text.indexOf('"');
  while (colon >= 0) {
    if (quote < 0 || colon < quote) {
      colons++;
      colon = text.indexOf(':', colon + 1);
    } else {
      const end = endOfString(text, quote);
      if (colon < end) colon = text.indexOf(':', end);
      quote = text.indexOf('"', end);
    }
  }
  return colons;
}

/** The place after the closing quote: one that no backslash escapes. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close < 0 ? text.length : close + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

/** Of all objects within, without recursion: hostile text nests deep. */
function keysIn(value: unknown): number {
  let keys = 0;
  const left = [value];
  while (left.length > 0) {
    const each = left.pop();
    if (typeof each !== 'object' || each === null) continue;
    const values: readonly unknown[] = Object.values(each);
    if (!Array.isArray(each)) keys += values.length;
    for (const inner of values) left.push(inner);
  }
  return keys;
}
