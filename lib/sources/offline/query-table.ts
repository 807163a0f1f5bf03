/**
 * Results of Athena and CloudTrail Lake: each row goes to the trail reader as the record that a log file would have.
 */
import type { Problem } from '../../model/problem';
import { headerIn, type RowFault, readCsvRows } from '../trail/query-results/csv-rows';
import type { Row } from '../trail/query-results/json-rows';
import { NO_COLUMNS, parseHeader, RowReader } from '../trail/query-results/row-record';
import type { TrailReader } from '../trail/trail-reader';
import { FileProblems } from './file-problems';

const CODES: Readonly<Record<RowFault, string>> = {
  'row-malformed': 'query-row-malformed',
  'row-too-large': 'query-row-too-large',
  'row-unending': 'query-row-unending',
};

const SENTENCES: Readonly<Record<RowFault, string>> = {
  'row-malformed':
    'expected as many cells as the header has, each in whole quotes or none, found another line',
  'row-too-large': 'expected a row of at most 4 MiB, found more',
  'row-unending': 'expected the end of a quoted cell, found none; what follows was not read',
};

/** Whether text begins with a header that names fields of CloudTrail's records. */
export function isQueryTable(head: string): boolean {
  return parseHeader(headerIn(head)) !== undefined;
}

/** Reads a table with separators, `head` being its beginning. */
export async function readQueryTable(
  path: string,
  head: string,
  bytes: AsyncIterable<Buffer>,
  trail: TrailReader,
  report: (problem: Problem) => void,
): Promise<void> {
  const problems = new FileProblems(path);
  const reader = new RowReader();
  let header: readonly string[] | undefined;
  let columns = NO_COLUMNS;
  let index = 0;
  trail.openFile(path);
  for await (const row of readCsvRows(bytes, head)) {
    if (row.kind === 'broken') {
      const at = row.line === undefined ? path : `${path}:${row.line}`;
      problems.add(CODES[row.fault], at, SENTENCES[row.fault]);
      trail.countMalformed();
      index += 1;
    } else if (header === undefined) {
      header = row.cells;
      columns = parseHeader(header) ?? NO_COLUMNS;
    } else if (!isSame(row.cells, header)) {
      takeRow({ columns, cells: row.cells }, reader, trail, problems, `${path}#${index}`);
      index += 1;
    }
  }
  problems.all().forEach(report);
}

/** Hands one row on as a record; one that cannot be read is counted as a malformed record. */
export function takeRow(
  { columns, cells }: Row,
  reader: RowReader,
  trail: TrailReader,
  problems: FileProblems,
  at: string,
): void {
  const record = reader.read(columns, cells);
  if (record !== undefined) {
    trail.take(Buffer.from(JSON.stringify(record)));
    return;
  }
  trail.countMalformed();
  const message =
    columns.missing.length > 0
      ? `expected a result with ${columns.missing.join(', ')}, found none`
      : 'expected nested columns as JSON or as `{name=value}`, found text that is neither or can be read in several ways';
  problems.add('query-row-malformed', at, message);
}

/** Tables laid end to end repeat their header. */
function isSame(cells: readonly string[], header: readonly string[]): boolean {
  return cells.every((cell, index) => cell === header[index]);
}
