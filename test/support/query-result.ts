/**
 * Records as Athena and CloudTrail Lake give them back: nested columns as text, names in lower case.
 */
import { stringify } from 'csv-stringify/sync';

type Fields = Readonly<Record<string, unknown>>;

/** Columns of AWS's own table for Athena that matter here, and one that only CloudTrail Lake has. */
export const COLUMNS = [
  'eventversion',
  'useridentity',
  'eventtime',
  'eventsource',
  'eventname',
  'awsregion',
  'sourceipaddress',
  'useragent',
  'errorcode',
  'errormessage',
  'requestparameters',
  'responseelements',
  'additionaleventdata',
  'requestid',
  'eventid',
  'readonly',
  'resources',
  'eventtype',
  'recipientaccountid',
  'sharedeventid',
  'addendum',
] as const;

const ISSUER = { type: null, principalid: null, arn: null, accountid: null, username: null };
const SESSION = {
  attributes: { mfaauthenticated: null, creationdate: null },
  sessionissuer: ISSUER,
  ec2roledelivery: null,
  webidfederationdata: { federatedprovider: null, attributes: {} },
};

/** The struct of the table that AWS's guide to Athena gives: every row has all its fields, in this order. */
const ATHENA_IDENTITY = {
  type: null,
  principalid: null,
  arn: null,
  accountid: null,
  invokedby: null,
  accesskeyid: null,
  username: null,
  onbehalfof: null,
  sessioncontext: SESSION,
};
const LAKE_IDENTITY = { ...ATHENA_IDENTITY, identityprovider: null };

/** One record as a row of Athena: structs as `{name=value}`, parameters as the JSON text that they were. */
export function athenaCells(record: Fields): readonly string[] {
  return cellsOf(record, (name, value) => structText(name, value, ATHENA_IDENTITY) ?? JSON.stringify(value));
}

/** One record as a row of CloudTrail Lake: parameters are maps, whose nested values are JSON text. */
export function lakeCells(record: Fields): readonly string[] {
  return cellsOf(record, (name, value) => structText(name, value, LAKE_IDENTITY) ?? mapText(value));
}

function structText(name: string, value: object, identity: Fields): string | undefined {
  if (name === 'resources' || name === 'addendum') return prestoText(value);
  return name === 'useridentity' ? prestoText(filled(identity, value)) : undefined;
}

/** The value's fields in the order of the struct, null where it has none; a whole struct may be null too. */
function filled(struct: Fields, value: object): Fields {
  const given = new Map(Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inner]));
  return Object.fromEntries(
    Object.entries(struct).map(([name, inner]) => {
      const own: unknown = given.get(name) ?? null;
      const isStruct = typeof inner === 'object' && inner !== null && typeof own === 'object' && own !== null;
      return [name, isStruct ? filled(inner as Fields, own) : own];
    }),
  );
}

/** One record with all its nested columns as JSON text. */
export function jsonCells(record: Fields): readonly string[] {
  return cellsOf(record, (_, value) => JSON.stringify(value));
}

/** A CSV as both write it, or as a spreadsheet saves it with another separator. */
export function csvOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter = ',',
  lineEnd = '\n',
): string {
  const options = { quoted: true, quoted_empty: false, delimiter, record_delimiter: lineEnd };
  return stringify([[...header], ...rows.map((row) => [...row])], options);
}

/** The answer of `aws athena get-query-results`. */
export function athenaAnswer(header: readonly string[], rows: readonly (readonly string[])[]): object {
  const data = (cells: readonly string[]) => ({
    Data: cells.map((cell) => (cell === '' ? {} : { VarCharValue: cell })),
  });
  return {
    UpdateCount: 0,
    ResultSet: {
      Rows: [header, ...rows].map(data),
      ResultSetMetadata: { ColumnInfo: header.map((Name) => ({ Name, Type: 'varchar' })) },
    },
  };
}

/** The answer of `aws cloudtrail get-query-results`. */
export function lakeAnswer(header: readonly string[], rows: readonly (readonly string[])[]): object {
  return {
    QueryStatus: 'FINISHED',
    QueryStatistics: { ResultsCount: rows.length },
    QueryResultRows: rows.map((cells) => cells.map((cell, index) => ({ [header[index] ?? '']: cell }))),
  };
}

/** Rows as objects of their columns. */
export function objectsOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly Fields[] {
  return rows.map((cells) => Object.fromEntries(cells.map((cell, index) => [header[index], cell])));
}

function cellsOf(record: Fields, nested: (name: string, value: object) => string): readonly string[] {
  const byName = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
  return COLUMNS.map((name) => {
    const value = byName.get(name);
    if (value === undefined || value === null) return '';
    if (name === 'eventtime') return String(value).replace('T', ' ').replace('Z', '.000');
    return typeof value === 'object' ? nested(name, value) : String(value);
  });
}

/** As Presto writes rows and lists. */
export function prestoText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(prestoText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([name, inner]) => `${name.toLowerCase()}=${prestoText(inner)}`);
  return `{${fields.join(', ')}}`;
}

function mapText(value: object): string {
  const fields = Object.entries(value).map(
    ([name, inner]) => `${name}=${typeof inner === 'object' ? JSON.stringify(inner) : String(inner)}`,
  );
  return `{${fields.join(', ')}}`;
}
