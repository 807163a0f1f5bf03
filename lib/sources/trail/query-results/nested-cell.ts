/**
 * The text of one nested column: JSON, or a row as Presto and Trino write it, `{type=AWSAccount, accountid=…}`.
 *
 * Rows quote nothing, so text that somebody chose may look like further fields. What cannot be told apart is not
 * guessed at: the cell is malformed. Where a struct is written with all its fields, a text cannot pass for another of
 * them, since that one would then stand twice.
 */
import { ANY, type Field, fieldOf, type Shape } from './record-shape';

/** Brackets inside each other; real records have about ten. */
const DEEPEST = 100;

/** JSON quotes its names, rows do not: telling them apart by that is quicker than to let the parser fail. */
const MAY_BE_JSON = /^(?:\{\s*["}]|\[(?!\{[^"}\s]))/;

/** A value of which the names are spelt as in log files; undefined stands for malformed, null for SQL's NULL. */
type Value = string | null | object;

/** Whether a cell is a row and not JSON. */
export function isRowText(cell: unknown): boolean {
  return typeof cell === 'string' && cell.trimStart().startsWith('{') && !MAY_BE_JSON.test(cell.trimStart());
}

/** Reads one cell; undefined where it is malformed. */
export function parseNestedCell(cell: string, shape: Shape): object | null | undefined {
  const text = cell.trim();
  if (text === '' || text === 'null') return null;
  if (!/^[{[]/.test(text) || isTooDeep(text)) return undefined;
  const json = MAY_BE_JSON.test(text) ? parseJson(text) : undefined;
  if (json !== undefined) return withNames(json, shape);
  const row = parseBracket({ text, at: 0 }, shape, (end) => end === text.length);
  return typeof row === 'object' ? row : undefined;
}

/** Gives the fields of an object, or of the objects in a list, the names that log files use. */
export function withNames(value: object, shape: Shape): object | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => named(item, shape));
    return items.includes(undefined) ? undefined : items;
  }
  const fields = new Map<string, unknown>();
  for (const [key, inner] of Object.entries(value)) {
    const field = fieldOf(shape, key);
    const name = field && !Object.hasOwn(value, field.name) ? field.name : key;
    const renamed = field?.shape ? named(inner, field.shape) : inner;
    if (fields.has(name) || renamed === undefined) return undefined;
    fields.set(name, renamed);
  }
  return objectOf(fields);
}

/** As `withNames`, for values of any kind; text in the place of an object is that object's text. */
function named(value: unknown, shape: Shape): unknown {
  if (typeof value === 'object' && value !== null) return withNames(value, shape);
  return typeof value === 'string' && /^[{[]/.test(value) ? parseNestedCell(value, shape) : value;
}

/** A position in the text, moved by every function below. */
interface Cursor {
  readonly text: string;
  at: number;
}

/** Whether a value may end at a position. */
type MayEnd = (at: number) => boolean;

const NAME = /([A-Za-z_][\w.:-]*)=/y;
const NEXT_NAME = /, ([A-Za-z_][\w.:-]*)=/y;

/** A value that opens with a bracket. Maps hold nested values as JSON text, as it stands. */
function parseBracket(cursor: Cursor, shape: Shape, mayEnd: MayEnd): Value | undefined {
  const { text, at } = cursor;
  const value = /^(?:\{"|\["|\[\{"|\[\[)/.test(text.slice(at, at + 3))
    ? parseInnerJson(cursor, shape)
    : text[at] === '{'
      ? parseRow(cursor, shape)
      : parseList(cursor, shape);
  return value !== undefined && mayEnd(cursor.at) ? value : undefined;
}

/** A text of a map that is JSON, such as a policy, stays text, as in log files. */
function parseTextOfJson(cursor: Cursor, mayEnd: MayEnd): string | undefined {
  const { text, at } = cursor;
  const isJson = parseInnerJson(cursor, ANY) !== undefined && mayEnd(cursor.at);
  return isJson ? text.slice(at, cursor.at) : undefined;
}

function parseInnerJson(cursor: Cursor, shape: Shape): object | undefined {
  const end = endOfJson(cursor.text, cursor.at);
  const value = parseJson(cursor.text.slice(cursor.at, end));
  cursor.at = end;
  return value && withNames(value, shape);
}

function parseRow(cursor: Cursor, shape: Shape): object | undefined {
  const { text } = cursor;
  const fields = new Map<string, unknown>();
  cursor.at += 1;
  if (text[cursor.at] === '}') {
    cursor.at += 1;
    return {};
  }
  for (;;) {
    const written = match(NAME, cursor);
    if (written === undefined) return undefined;
    const field = fieldOf(shape, written);
    if (field === undefined && !shape.open) return undefined;
    const name = field?.name ?? written;
    if (fields.has(name)) return undefined;
    cursor.at += written.length + 1;

    const value = parseField(cursor, shape, field);
    if (value === undefined) return undefined;
    fields.set(name, value);
    if (text[cursor.at] === '}') {
      cursor.at += 1;
      return objectOf(fields);
    }
    cursor.at += 2; // the comma and blank before the next name
  }
}

/** The value of one field: up to the closing bracket of its row, or to the next name. */
function parseField(cursor: Cursor, row: Shape, field: Field | undefined): Value | undefined {
  const { text, at } = cursor;
  if (text[at] === '{' || text[at] === '[') {
    const mayEnd = (end: number) => text[end] === '}' || hasMatch(NEXT_NAME, text, end);
    if (field && !field.shape) return row.open ? parseTextOfJson(cursor, mayEnd) : undefined;
    return parseBracket(cursor, field?.shape ?? ANY, mayEnd);
  }
  let end = at;
  while (end < text.length && text[end] !== '}' && !(text[end] === ',' && hasMatch(NEXT_NAME, text, end)))
    end += 1;
  if (end === text.length) return undefined;
  const value = text.slice(at, end);
  cursor.at = end;
  return text[end] === ',' && mayGoOn(value, match(NEXT_NAME, cursor) ?? '', row)
    ? undefined
    : textOrNull(value);
}

/**
 * Whether what follows a text may be its own: `CN=dana, OU=people` is one name of a directory. A name that the row
 * is known to have is believed; so is any other in a map, unless the text before it has an equals sign inside, as
 * base64 has not.
 */
function mayGoOn(value: string, next: string, row: Shape): boolean {
  return fieldOf(row, next) === undefined && (!row.open || /=[^=]/.test(value));
}

function parseList(cursor: Cursor, shape: Shape): Value | undefined {
  const { text } = cursor;
  const items: Value[] = [];
  const mayEnd = (end: number) => text[end] === ']' || text.startsWith(', ', end);
  cursor.at += 1;
  while (text[cursor.at] !== ']') {
    const isBracket = text[cursor.at] === '{' || text[cursor.at] === '[';
    const item = isBracket ? parseBracket(cursor, shape, mayEnd) : parseItem(cursor, mayEnd);
    if (item === undefined) return undefined;
    items.push(item);
    if (text[cursor.at] === ',') cursor.at += 2;
  }
  cursor.at += 1;
  return items;
}

function parseItem(cursor: Cursor, mayEnd: MayEnd): Value | undefined {
  const { text, at } = cursor;
  let end = at;
  while (end < text.length && !mayEnd(end)) end += 1;
  const looksLikeField = hasMatch(NAME, text, at);
  cursor.at = end;
  return end === text.length || looksLikeField ? undefined : textOrNull(text.slice(at, end));
}

function textOrNull(text: string): string | null {
  return text === 'null' ? null : text;
}

/** The index after the bracket that closes the one at `from`, brackets in strings aside. */
function endOfJson(text: string, from: number): number {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** By brackets alone, inside strings too: nothing real comes near the limit. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const bracket of text.match(/[{}[\]]/g) ?? []) {
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

function match(pattern: RegExp, { text, at }: Cursor): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[1];
}

function hasMatch(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Without a prototype, so that every name is a field like any other. */
function objectOf(fields: ReadonlyMap<string, unknown>): object {
  const object: Record<string, unknown> = Object.create(null);
  for (const [name, value] of fields) object[name] = value;
  return object;
}
