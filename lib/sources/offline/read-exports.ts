/**
 * Exported files and folders to an inventory, with the records of CloudTrail handed out on the way.
 *
 * Files are read one after the other in the order of their names, so that the same folder gives the same answer.
 * What cannot be read becomes a problem and the rest is read all the same.
 */
import { createReadStream } from 'node:fs';
import type { Inventory } from '../../model/inventory';
import { type Problem, problemOf } from '../../model/problem';
import type { GzipFault } from '../documents/gunzip';
import { type Contents, close, readDocuments } from '../documents/read-documents';
import { isBesideLogs } from '../trail/log-object-key';
import { type OnRecord, TrailReader, type TrailReading } from '../trail/trail-reader';
import { type Destination, ExportFile } from './export-file';
import { findFiles, isSystemError, unreadable } from './find-files';
import { InventoryDraft } from './inventory-draft';
import { isNamedAsJson } from './name-hints';
import { isQueryTable, readQueryTable } from './query-table';
import { STREAMED_LISTS } from './recognise';

export { PathNotFoundError } from './find-files';

export interface ReadOptions {
  /** called for every record that may be an assume call, in the order of the files; see `parseAssumption` */
  readonly onRecord?: OnRecord;
  /** called before each file, and often while one is read */
  readonly onProgress?: (progress: ReadProgress) => void;
}

export interface ReadProgress {
  readonly filesRead: number;
  readonly files: number;
  /** as on disk */
  readonly bytes: number;
  /** the file being read */
  readonly at: string;
}

export interface ExportReading {
  readonly inventory: Inventory;
  readonly trail: TrailReading;
}

const CHUNK = 128 * 1024;

const GZIP_SENTENCES: Readonly<Record<GzipFault, string>> = {
  'gzip-truncated': 'expected the rest of the gzip file, found its end; what could be unpacked was read',
  'gzip-damaged': 'expected gzip data, found damage; what stands before it was read',
  'gzip-too-large':
    'expected gzip data that unpacks to at most 200 times its size and 64 GiB, found more; reading stopped there',
};

/**
 * Reads everything under `paths`.
 *
 * @throws PathNotFoundError where one of the paths is not there; all else becomes a problem of the inventory
 */
export async function readExports(
  paths: readonly string[],
  { onRecord = () => {}, onProgress = () => {} }: ReadOptions,
): Promise<ExportReading> {
  const problems: Problem[] = [];
  const unrecognised: string[] = [];
  const report = (problem: Problem) => {
    problems.push(problem);
  };
  const to: Destination = { draft: new InventoryDraft(report), trail: new TrailReader(onRecord), report };

  const files = await findFiles(paths, report);
  let bytes = 0;
  for (const [filesRead, at] of files.entries()) {
    const onBytes = (length: number) => {
      bytes += length;
      onProgress({ filesRead, files: files.length, bytes, at });
    };
    onBytes(0);
    if (isBesideLogs(at.replaceAll('\\', '/'))) to.trail.countLeftAside();
    else unrecognised.push(...(await readFile(at, onBytes, to)));
  }
  return {
    inventory: { ...to.draft.finish(), problems: withoutRepetition(problems), unrecognised },
    trail: to.trail.reading(),
  };
}

/** Reads one file; returns the places in it that hold nothing we know. */
async function readFile(
  path: string,
  onBytes: (length: number) => void,
  to: Destination,
): Promise<readonly string[]> {
  const onFault = (fault: GzipFault) => to.report(problemOf(fault, path, GZIP_SENTENCES[fault]));
  try {
    const contents = await readDocuments(readChunks(path, onBytes), STREAMED_LISTS, onFault);
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

/** The same role in two exports has the same problem twice. */
function withoutRepetition(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
