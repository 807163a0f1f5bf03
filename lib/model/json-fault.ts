/**
 * Where text stops being JSON.
 *
 * `JSON.parse` names a position only for some faults, and its messages quote the text around it, which may hold
 * a secret. This scan is for text that `JSON.parse` has refused; it keeps its own stack, so nesting costs no calls.
 */

/** Both count from 1; columns in UTF-16 code units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** What may come next. */
type Expectation = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'comma-or-close' | 'end';

const BLANK = /[ \t\n\r]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** The place of the first fault, or undefined where the text is JSON. A text that ends early fails at its end. */
export function findJsonFault(text: string): TextPlace | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expectation = 'value';
  let at = 0;
  for (;;) {
    at = endOf(BLANK, text, at) ?? at;
    const character = text[at];
    if (character === undefined) return expected === 'end' ? undefined : placeOf(text, at);

    const inside = open.at(-1);
    const closes = character === (inside === '{' ? '}' : ']') && inside !== undefined;
    const afterValue: Expectation = inside === undefined ? 'end' : 'comma-or-close';

    if (closes && expected.endsWith('-or-close')) {
      open.pop();
      expected = open.length === 0 ? 'end' : 'comma-or-close';
      at++;
    } else if (expected === 'colon' && character === ':') {
      expected = 'value';
      at++;
    } else if (expected === 'comma-or-close' && character === ',') {
      expected = inside === '{' ? 'key' : 'value';
      at++;
    } else if (expected === 'key' || expected === 'key-or-close') {
      const end = character === '"' ? stringEnd(text, at) : { fault: at };
      if ('fault' in end) return placeOf(text, end.fault);
      expected = 'colon';
      at = end.end;
    } else if (expected === 'value' || expected === 'value-or-close') {
      if (character === '{' || character === '[') {
        open.push(character);
        expected = character === '{' ? 'key-or-close' : 'value-or-close';
        at++;
        continue;
      }
      const end = character === '"' ? stringEnd(text, at) : scalarEnd(text, at);
      if ('fault' in end) return placeOf(text, end.fault);
      expected = afterValue;
      at = end.end;
    } else {
      return placeOf(text, at);
    }
  }
}

type End = { readonly end: number } | { readonly fault: number };

/** Reads a string from its opening quote. */
function stringEnd(text: string, start: number): End {
  let at = start + 1;
  for (;;) {
    const character = text[at];
    if (character === undefined || character < ' ') return { fault: at };
    if (character === '"') return { end: at + 1 };
    const next = character === '\\' ? endOf(ESCAPE, text, at) : at + 1;
    if (next === undefined) return { fault: at };
    at = next;
  }
}

function scalarEnd(text: string, start: number): End {
  const end = endOf(SCALAR, text, start);
  return end === undefined ? { fault: start } : { end };
}

/** Where a sticky expression ends when it matches at a position; undefined where it does not. */
function endOf(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : undefined;
}

function placeOf(text: string, at: number): TextPlace {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: at - lineStart + 1 };
}
