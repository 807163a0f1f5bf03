/**
 * Rows of query results in JSON: what the command line answers for CloudTrail Lake and for Athena, and plain objects.
 */
import { rawAt, rawFieldsAt, rawFieldsIn, rawListAt } from '../../../model/raw-fields';
import { type Columns, parseHeader } from './row-record';

/** One row; its header is that of the whole result. */
export interface Row {
  readonly columns: Columns;
  readonly cells: readonly unknown[];
}

/**
 * A row as an object, `{"eventtime":…,"eventname":…}`, or as CloudTrail Lake's list of objects of one field each.
 * Undefined where it is none of CloudTrail's events.
 */
export function rowIn(raw: unknown): Row | undefined {
  const fields = rawFieldsIn(raw);
  const cells = fields ? Object.entries(fields) : Array.isArray(raw) ? raw.flatMap(onlyField) : [];
  if (cells.some(isOfOthers)) return undefined;
  const columns = parseHeader(cells.map(([name]) => name));
  return columns && { columns, cells: cells.map(([, value]) => value) };
}

/** Events of `LookupEvents` and of notifications have names alike. */
function isOfOthers([name, value]: readonly [string, unknown]): boolean {
  return name === 'CloudTrailEvent' || (name === 'eventSource' && String(value).startsWith('aws:'));
}

/**
 * The rows of Athena's `ResultSet`, its header row aside; undefined where it holds none of CloudTrail's events.
 * Only the first page has a header row, all have the names in their metadata.
 */
export function rowsOfResultSet(raw: unknown): readonly Row[] | undefined {
  const set = rawFieldsIn(raw);
  const rows = (rawListAt(set, 'Rows') ?? []).map(cellsOf);
  const described = rawListAt(rawFieldsAt(set, 'ResultSetMetadata'), 'ColumnInfo');
  const names = described?.map((column) => rawAt(rawFieldsIn(column), 'Name')) ?? rows[0] ?? [];
  const columns = parseHeader(names.map(String));
  const header = JSON.stringify(names);
  return (
    columns && rows.filter((cells) => JSON.stringify(cells) !== header).map((cells) => ({ columns, cells }))
  );
}

/** Whether nested columns are text, as in a row whose columns are spelt like the fields of a record. */
export function hasTextForObjects(raw: unknown): boolean {
  const fields = rawFieldsIn(raw);
  return ['userIdentity', 'requestParameters', 'responseElements', 'resources'].some((name) => {
    const value = rawAt(fields, name);
    return typeof value === 'string' && /^[{[]/.test(value);
  });
}

function cellsOf(row: unknown): readonly unknown[] {
  return (rawListAt(rawFieldsIn(row), 'Data') ?? []).map((cell) => rawAt(rawFieldsIn(cell), 'VarCharValue'));
}

function onlyField(raw: unknown): readonly [string, unknown][] {
  return Object.entries(rawFieldsIn(raw) ?? {});
}
