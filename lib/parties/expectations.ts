/**
 * The user's expectations, `trust-atlas.yaml`: who the parties are, and what was agreed with them.
 *
 * Every fault of the file is told at once, with its place: a bad file stops a run before anything is read.
 */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Expectations } from './declaration';
import { expectationsSchema, findRepeats, findUnknownRules } from './expectations-schema';

export interface ExpectationError {
  /** the file */
  readonly at: string;
  /** from 1 */
  readonly line: number;
  /** from 1 */
  readonly column: number;
  /** lower-case start, no full stop, says what was expected before what was found */
  readonly message: string;
}

/** Longest file read, in characters: what `expect init` says of a thousand parties needs less. */
export const LONGEST_FILE = 2_000_000;

/** Characters of a found value that are repeated. */
const SHOWN = 60;

/** Errors told: a file that is no YAML at all has one at every character. */
const MOST_ERRORS = 100;

type Place = readonly (string | number)[];

/**
 * Reads an expectations file.
 *
 * Anchors and aliases are refused: the format needs none, and a few of them can unfold to gigabytes.
 *
 * @param text the file's content
 * @param at   the file's name, repeated in the errors
 * @param rules ids of all rules: settings and suppressions of others are errors; absent: not checked
 * @returns    the expectations, or every fault, sorted by place; never throws
 */
export function parseExpectations(
  text: string,
  at: string,
  rules?: ReadonlySet<string>,
): { readonly ok: Expectations } | { readonly errors: readonly ExpectationError[] } {
  if (text.length > LONGEST_FILE) {
    const message = `expected at most ${LONGEST_FILE} characters, found ${text.length}`;
    return { errors: [{ at, line: 1, column: 1, message }] };
  }
  try {
    return parseWithin(text, at, rules);
  } catch (cause) {
    // The YAML library recurses: only a file nested some thousand levels deep makes it give up.
    if (!(cause instanceof RangeError)) throw cause;
    return {
      errors: [{ at, line: 1, column: 1, message: 'expected a few levels, found values nested too deeply' }],
    };
  }
}

function parseWithin(
  text: string,
  at: string,
  rules: ReadonlySet<string> | undefined,
): { readonly ok: Expectations } | { readonly errors: readonly ExpectationError[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const errors: ExpectationError[] = [];
  const report = (offset: number, message: string) => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    errors.push({ at, line: Math.max(line, 1), column: Math.max(col, 1), message });
  };

  for (const { pos, message } of document.errors) {
    report(pos[0], message.charAt(0).toLowerCase() + message.slice(1));
  }
  visit(document, {
    Alias: (_, node) => report(node.range?.[0] ?? 0, 'expected plain values, found a YAML alias'),
  });
  // After a broken structure or an alias, further complaints would be about values that nobody wrote.
  if (errors.length > 0) return { errors: tidied(errors) };

  const data: unknown = document.toJS();
  const parsed = expectationsSchema.safeParse(data);
  for (const issue of parsed.error?.issues ?? []) reportIssue(issue, document, report);
  for (const { path, message } of findRepeats(data)) report(offsetOf(document, path), message);
  for (const { path, rule } of rules ? findUnknownRules(data, rules) : []) {
    report(offsetOf(document, path), `expected the id of a rule, found \`${shown(rule)}\``);
  }
  return parsed.success && errors.length === 0 ? { ok: parsed.data } : { errors: tidied(errors) };
}

function reportIssue(
  issue: z.core.$ZodIssue,
  document: Document,
  report: (offset: number, message: string) => void,
): void {
  const path = placeOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) report(offsetOfKey(document, path, key), `unknown key \`${shown(key)}\``);
    return;
  }
  const expected = issue.message;
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (node === undefined) {
    report(offsetOf(document, path), `expected \`${String(path.at(-1))}\`, ${expected}, found nothing`);
    return;
  }
  report(offsetOf(document, path), `expected ${expected}, found ${foundText(node, path)}`);
}

/** What stands there; what was written as an external id is never repeated. */
function foundText(node: unknown, path: Place): string {
  if (!isScalar(node)) return isMap(node) ? 'a mapping' : node === null ? 'nothing' : 'a list';
  if (path.at(-1) === 'externalId') return 'another value';
  const source = node.source ?? String(node.value);
  const hint = typeof node.value === 'number' && /^\d{5,}$/.test(source) ? `: write "${source}"` : '';
  return source === '' ? 'nothing' : `\`${shown(source)}\`${hint}`;
}

function shown(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function placeOf(path: readonly PropertyKey[]): Place {
  return path.map((part) => (typeof part === 'number' ? part : String(part)));
}

/** Where a value stands, or the nearest thing around it that is written. */
function offsetOf(document: Document, path: Place): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function offsetOfKey(document: Document, path: Place, key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map) ? map.items.find((one) => String(one.key) === key) : undefined;
  return isNode(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path);
}

/** Sorted by place, each told once, and not more than anyone reads. */
function tidied(errors: readonly ExpectationError[]): readonly ExpectationError[] {
  const once = new Map(errors.map((error) => [`${error.line}:${error.column}:${error.message}`, error]));
  const sorted = [...once.values()].sort(byPlace);
  const last = sorted[MOST_ERRORS - 1];
  if (last === undefined || sorted.length === MOST_ERRORS) return sorted;
  const more = { ...last, message: `${sorted.length - MOST_ERRORS + 1} more errors from here on` };
  return [...sorted.slice(0, MOST_ERRORS - 1), more];
}

function byPlace(a: ExpectationError, b: ExpectationError): number {
  return a.line - b.line || a.column - b.column || (a.message < b.message ? -1 : 1);
}
