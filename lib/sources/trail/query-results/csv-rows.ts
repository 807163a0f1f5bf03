/**
 * Rows of a table with separators, in bounded memory.
 *
 * A row that is broken costs itself only: the parser goes on at the next one. What has no end, an enormous line or a
 * quote that is never closed, is given up with a word about it.
 */
import { pipeline, Readable } from 'node:stream';
import { Parser } from 'csv-parse';
import { LINE_FEED } from '../../documents/json-bytes';

/** An event has at most 256 KiB, and twice that where every quote is doubled. */
const LARGEST_ROW = 4 * 1024 * 1024;

/** Athena and CloudTrail Lake write commas; spreadsheets make of them tabs and semicolons. */
const SEPARATORS = [',', '\t', ';'] as const;

export type RowFault =
  /** wrong quotes, or another number of cells than the header */
  | 'row-malformed'
  | 'row-too-large'
  /** a quote without its end: what follows it is lost */
  | 'row-unending';

export type CsvRow = { readonly kind: 'row'; readonly cells: readonly string[] } | BrokenRow;

/** Told no later than the row behind it, and perhaps some rows before: the parser reads ahead. */
interface BrokenRow {
  readonly kind: 'broken';
  readonly fault: RowFault;
  /** where it ended, from 1 */
  readonly line?: number;
}

/** The cells of the first line, for a look at whether the text is a table; empty where it is not. */
export function headerIn(head: string): readonly string[] {
  const line = firstLineOf(head);
  return line.split(separatorIn(line)).map((name) => name.replace(/^"|"$/g, ''));
}

/**
 * The rows of a table, the header first.
 *
 * @param head    the beginning of the table, in which the separator is found
 * @param largest bytes of one row
 */
export async function* readCsvRows(
  source: AsyncIterable<Buffer>,
  head: string,
  largest: number = LARGEST_ROW,
): AsyncGenerator<CsvRow> {
  const broken: BrokenRow[] = [];
  let isLost = false;
  let lastBroken: number | undefined;
  const parser = new Parser({
    delimiter: separatorIn(firstLineOf(head)),
    record_delimiter: ['\r\n', '\n'],
    max_record_size: largest,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      const isUnending = error?.code === 'CSV_MAX_RECORD_SIZE' || error?.code === 'CSV_QUOTE_NOT_CLOSED';
      const line = Number(error?.lines);
      if (isLost || (line === lastBroken && !isUnending)) return; // each wrong quote of a row is told
      isLost = isUnending; // from here on the parser finds the same at every byte
      lastBroken = line;
      broken.push(
        isUnending
          ? { kind: 'broken', fault: 'row-unending' }
          : { kind: 'broken', fault: 'row-malformed', line },
      );
    },
  });
  const lines = wholeLines(source, largest, () => {
    broken.push({ kind: 'broken', fault: 'row-too-large' });
  });
  pipeline(Readable.from(lines, { objectMode: false }), parser, () => {}); // errors come out of the parser
  for await (const row of parser) {
    const cells: readonly string[] = row;
    yield* broken.splice(0);
    yield { kind: 'row', cells };
  }
  yield* broken;
}

/** The bytes in blocks that end with a line, lines of more than `largest` bytes left out. */
async function* wholeLines(
  source: AsyncIterable<Buffer>,
  largest: number,
  onTooLarge: () => void,
): AsyncGenerator<Buffer> {
  let open: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    const firstEnd = chunk.indexOf(LINE_FEED) + 1;
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      const isTooLarge = length + firstEnd > largest;
      if (isTooLarge) onTooLarge();
      yield Buffer.concat([...open, chunk.subarray(isTooLarge ? firstEnd : 0, end)]);
      open = [];
      length = 0;
    }
    length += chunk.length - end;
    if (length > largest) open = [];
    else open.push(chunk.subarray(end));
  }
  if (length > largest) onTooLarge();
  else yield Buffer.concat(open);
}

function firstLineOf(text: string): string {
  return text.slice(0, text.search(/[\r\n]|$/));
}

function separatorIn(line: string): string {
  return SEPARATORS.find((separator) => line.includes(separator)) ?? ',';
}
