/**
 * One file's bytes to JSON pieces: unpacked, decoded and cut up, in bounded memory.
 */
import { type GzipFault, gunzip, isGzip } from './gunzip';
import { readHead } from './head';
import { nextSolid, OPEN_LIST, OPEN_OBJECT } from './json-bytes';
import { type JsonPiece, JsonSplitter } from './json-splitter';
import { toUtf8 } from './to-utf8';

export type Contents =
  /** `batches` are pieces in the order of the file; read them to the end, or let `close` do it */
  | {
      readonly kind: 'json';
      readonly head: string;
      readonly batches: AsyncGenerator<readonly JsonPiece[]>;
    }
  /** not JSON; `head` is its first text, for a look at what it is; read `bytes` to the end, or let `close` do it */
  | { readonly kind: 'other'; readonly head: string; readonly bytes: AsyncGenerator<Buffer> }
  | { readonly kind: 'zip' }
  | { readonly kind: 'empty' };

/** Enough for the header line of a table. */
const HEAD_LENGTH = 8 * 1024;

/**
 * Finds out what the bytes are, and cuts them up where they are JSON.
 *
 * @param lists   names of the lists whose items are handed out one by one; see `JsonSplitter`
 * @param onFault told when a gzip file could not be unpacked to its end; its whole part is read all the same
 */
export async function readDocuments(
  source: AsyncIterable<Buffer>,
  lists: ReadonlySet<string>,
  onFault: (fault: GzipFault) => void,
): Promise<Contents> {
  const packed = await readHead(source, 4);
  if (isZip(packed.head)) {
    await close(packed.all);
    return { kind: 'zip' };
  }
  const plain = isGzip(packed.head) ? gunzip(packed.all, onFault) : packed.all;
  const text = await readHead(toUtf8(plain), HEAD_LENGTH);
  const start = nextSolid(text.head, 0, text.head.length);
  const first = text.head[start];
  const head = text.head.toString('utf8', start, HEAD_LENGTH);
  if (first === OPEN_OBJECT || first === OPEN_LIST) {
    return { kind: 'json', head, batches: split(text.all, lists) };
  }
  if (first !== undefined) return { kind: 'other', head, bytes: text.all };
  await close(text.all);
  return { kind: 'empty' };
}

async function* split(
  source: AsyncIterable<Buffer>,
  lists: ReadonlySet<string>,
): AsyncGenerator<readonly JsonPiece[]> {
  const splitter = new JsonSplitter(lists);
  for await (const chunk of source) yield splitter.push(chunk);
  yield splitter.end();
}

/** Ends bytes that nobody reads. A generator that never started does not run its `finally`: it is started first. */
export async function close(source: AsyncGenerator<unknown>): Promise<void> {
  await source.next();
  await source.return(undefined);
}

/** Local file header, or the end record of an empty archive. */
function isZip(head: Buffer): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 0x03 || head[2] === 0x05);
}
