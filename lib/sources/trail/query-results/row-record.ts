/**
 * Rows of Athena's and CloudTrail Lake's results to records as log files have them.
 *
 * Columns may stand in any case and order, with underscores or without, and a part of them is enough. A field of a
 * nested column is known too, as `useridentity.arn` or `useridentity_arn`.
 */
import { parseEventTime } from '../../../activity/event-time';
import { isRowText, parseNestedCell, withNames } from './nested-cell';
import { RECORD, type Shape } from './record-shape';

/** What the columns of one result mean. */
export interface Columns {
  /** those that are fields of a record, whole ones before the fields inside them */
  readonly known: readonly KnownColumn[];
  /** fields without which no record can be told: then no row can be read */
  readonly missing: readonly string[];
}

interface Column {
  /** names of fields from the record inwards */
  readonly path: readonly string[];
  readonly shape?: Shape;
}

interface KnownColumn extends Column {
  /** position in the row, from 0 */
  readonly index: number;
}

/** What tells that a table holds CloudTrail's events, and what every record needs. */
const NEEDED = ['eventTime', 'eventSource', 'eventName', 'eventID'] as const;

/** Of a table without a header that can be read. */
export const NO_COLUMNS: Columns = { known: [], missing: NEEDED };

/** Nested fields that nothing depends on: they may stay text. */
const MAY_STAY_TEXT: ReadonlySet<string | undefined> = new Set([
  'additionalEventData',
  'serviceEventDetails',
  'edgeDeviceDetails',
  'tlsDetails',
]);

const TRUTHS: ReadonlySet<string | undefined> = new Set([
  'readOnly',
  'managementEvent',
  'sessionCredentialFromConsole',
]);

/** Longer names are no column of ours. */
const LONGEST_NAME = 128;

const COLUMNS: ReadonlyMap<string, Column> = new Map(columnsIn(RECORD, []));

/** Reads a header; undefined where the table is none of CloudTrail's events. */
export function parseHeader(names: readonly string[]): Columns | undefined {
  const known = names
    .flatMap((name, index) => {
      const column = columnNamed(name);
      return column ? [{ ...column, index }] : [];
    })
    .sort((one, other) => one.path.length - other.path.length || one.index - other.index);
  const found = new Set(known.map(({ path }) => path.join('.')));
  const missing = NEEDED.filter((name) => !found.has(name));
  return missing.length <= NEEDED.length - 2 ? { known, missing } : undefined;
}

/**
 * Reads the rows of one result, in their order.
 *
 * A struct is written with the same fields in every row, empty or not. So a row of which the identity has others than
 * the first row's holds a text that passes for a field, such as a federated user's `x, identityprovider=…`.
 */
export class RowReader {
  private identityFields: string | undefined;

  /**
   * One row as a record, fit for JSON.
   *
   * @param cells by position: text, or in results as JSON also objects
   * @returns     undefined where the row cannot be read: a nested cell is malformed, a needed column is missing, or
   *              the row does not say which call it is of
   */
  read({ known, missing }: Columns, cells: readonly unknown[]): object | undefined {
    if (missing.length > 0) return undefined;
    const record = emptyFields();
    for (const column of known) {
      const cell = cells[column.index];
      const value = valueIn(cell, column);
      if (value === undefined || !this.hasSameFields(column, cell, value)) return undefined;
      if (value !== null) place(record, column.path, value);
    }
    return record.eventSource === undefined || record.eventName === undefined ? undefined : record;
  }

  private hasSameFields({ path }: Column, cell: unknown, value: unknown): boolean {
    const isIdentity = path.length === 1 && path[0] === 'userIdentity';
    if (!isIdentity || !isRowText(cell) || typeof value !== 'object' || value === null) return true;
    const fields = Object.keys(value).join();
    this.identityFields ??= fields;
    return fields === this.identityFields;
  }
}

/** The value as log files have it, null for none, undefined where it is malformed. */
function valueIn(cell: unknown, { path, shape }: Column): unknown {
  const name = path.length === 1 ? path[0] : undefined;
  if (cell === undefined || cell === null || cell === '' || cell === 'null') return null;
  if (typeof cell === 'object') return shape ? withNames(cell, shape) : undefined;
  if (typeof cell !== 'string') return shape ? undefined : cell;
  if (shape) return parseNestedCell(cell, shape) ?? (MAY_STAY_TEXT.has(name) ? cell : undefined);
  if (name === 'eventTime') {
    const time = parseEventTime(cell, '');
    return time.kind === 'ok' ? time.value : cell;
  }
  return TRUTHS.has(name) && /^(?:true|false)$/i.test(cell) ? cell.toLowerCase() === 'true' : cell;
}

/** Puts a value where the record has none yet. */
function place(record: Fields, [name = '', ...inner]: readonly string[], value: unknown): void {
  if (inner.length === 0) record[name] ??= value;
  else {
    record[name] ??= emptyFields();
    const next = record[name];
    if (typeof next === 'object' && next !== null) place(next as Fields, inner, value);
  }
}

type Fields = Record<string, unknown>;

/** Without a prototype, so that every name is a field like any other. */
function emptyFields(): Fields {
  return Object.create(null);
}

function columnNamed(name: string): Column | undefined {
  return name.length > LONGEST_NAME ? undefined : COLUMNS.get(plain(name));
}

/** Every field of a shape and, by its whole path, every field inside them. */
function columnsIn(shape: Shape, outer: readonly string[]): readonly (readonly [string, Column])[] {
  return [...shape.fields.values()].flatMap(({ name, shape: inner }) => {
    const path = [...outer, name];
    const column: Column = inner ? { path, shape: inner } : { path };
    return [[plain(path.join('')), column] as const, ...(inner ? columnsIn(inner, path) : [])];
  });
}

function plain(name: string): string {
  return name.replace(/[\s"_.]/g, '').toLowerCase();
}
