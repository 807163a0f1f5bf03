/**
 * Reads one exported file, whatever it is: its pieces go to the inventory's draft and to the trail reader, and what
 * cannot be read becomes a problem.
 */
import { createReadStream } from 'node:fs';
import { problemOf } from '../../model/problem';
import type { GzipFault } from '../documents/gunzip';
import { type Contents, close, readDocuments } from '../documents/read-documents';
import { type Destination, ExportFile } from './export-file';
import { isSystemError, unreadable } from './find-files';
import { isNamedAsJson } from './name-hints';
import { isQueryTable, readQueryTable } from './query-table';
import { STREAMED_LISTS } from './recognise';

const CHUNK = 128 * 1024;

const GZIP_SENTENCES: Readonly<Record<GzipFault, string>> = {
  'gzip-truncated': 'expected the rest of the gzip file, found its end; what could be unpacked was read',
  'gzip-damaged': 'expected gzip data, found damage; what stands before it was read',
  'gzip-too-large':
    'expected gzip data that unpacks to at most 200 times its size and 64 GiB, found more; reading stopped there',
};

/** Whether a file begins as those of CloudTrail do, or is a table of its records. */
export function isMadeForTrail({ kind, head }: Extract<Contents, { readonly head: string }>): boolean {
  return kind === 'json' ? /^\{\s*"Records"\s*:/.test(head) : isQueryTable(head);
}

/**
 * Reads one file; returns the places in it that hold nothing we know.
 * @param isLeft whether a file that begins so is left unread; then `refused` is returned
 */
export async function readFile(
  path: string,
  onBytes: (length: number) => void,
  to: Destination,
  isLeft: typeof isMadeForTrail = () => false,
): Promise<readonly string[] | 'refused'> {
  const onFault = (fault: GzipFault) => to.report(problemOf(fault, path, GZIP_SENTENCES[fault]));
  try {
    const contents = await readDocuments(readChunks(path, onBytes), STREAMED_LISTS, onFault);
    if ('head' in contents && isLeft(contents)) {
      await close(contents.kind === 'json' ? contents.batches : contents.bytes);
      return 'refused';
    }
    return await readContents(path, contents, to);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    to.report(unreadable(path, error));
    return [];
  }
}

async function readContents(path: string, contents: Contents, to: Destination): Promise<readonly string[]> {
  switch (contents.kind) {
    case 'json': {
      const file = new ExportFile(path, to);
      for await (const batch of contents.batches) for (const piece of batch) file.take(piece);
      return file.finish();
    }
    case 'zip':
      to.report(
        problemOf(
          'zip-not-supported',
          path,
          'expected unpacked files or gzip, found a zip archive; unpack it first',
        ),
      );
      return [];
    case 'empty':
      if (!isNamedAsJson(path)) return [path];
      to.report(problemOf('nothing-to-read', path, 'expected JSON, found an empty file'));
      return [];
    case 'other':
      if (isQueryTable(contents.head)) {
        await readQueryTable(path, contents.head, contents.bytes, to.trail, to.report);
        return [];
      }
      await close(contents.bytes);
      if (!isNamedAsJson(path)) return [path];
      to.report(problemOf('json-malformed', path, 'expected JSON, found other text'));
      return [];
    default:
      return contents satisfies never;
  }
}

async function* readChunks(path: string, onBytes: (length: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    const bytes: Buffer = chunk;
    onBytes(bytes.length);
    yield bytes;
  }
}
