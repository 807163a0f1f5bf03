/**
 * Exported files and folders to an inventory, and then the records of CloudTrail among them, of which the inventory
 * tells which matter.
 *
 * Files are read one after the other in the order of their names, so that the same folder gives the same answer.
 * What cannot be read becomes a problem and the rest is read all the same.
 */
import { createReadStream } from 'node:fs';
import type { Inventory } from '../../model/inventory';
import { type Problem, problemOf } from '../../model/problem';
import type { GzipFault } from '../documents/gunzip';
import { type Contents, close, readDocuments } from '../documents/read-documents';
import { isBesideLogs, parseLogObjectKey } from '../trail/log-object-key';
import { inOrder } from '../trail/scan/in-order';
import { type Interest, interestIn } from '../trail/scan/interest';
import type { LogObject } from '../trail/scan/log-object';
import type { LogReader } from '../trail/scan/log-reader';
import { type OnRecord, TrailReader, type TrailReading } from '../trail/trail-reader';
import { type Destination, ExportFile } from './export-file';
import { findFiles, isSystemError, unreadable } from './find-files';
import { InventoryDraft } from './inventory-draft';
import { isNamedAsJson } from './name-hints';
import { isQueryTable, readQueryTable } from './query-table';
import { type Fact, STREAMED_LISTS } from './recognise';

export { PathNotFoundError } from './find-files';

export interface TrailOptions {
  /** what of the trail is handed on; absent: what `foldRecord` has a use for, and no sessions */
  readonly interest?: Interest;
  /** reads whole log objects at once, and several at a time; absent: every file is read piece by piece */
  readonly logs?: LogReader;
  /** called for every file that `logs` has read, in the order of the files */
  readonly onLog?: (path: string, log: LogObject) => void;
  /** called for every other record that matters, in the order of the files; see `foldRecord` */
  readonly onRecord?: OnRecord;
  readonly onProgress?: OnProgress;
}

/** Called before each file, and often while one is read. */
export type OnProgress = (progress: ReadProgress) => void;

export interface ReadProgress {
  readonly filesRead: number;
  readonly files: number;
  /** as on disk */
  readonly bytes: number;
  /** the file being read */
  readonly at: string;
}

export interface InventoryReading {
  readonly inventory: Inventory;
  readonly trailFiles: readonly TrailFile[];
}

/** A file that holds records of CloudTrail, or is made to. */
export interface TrailFile {
  readonly path: string;
  /** it was read for the inventory, and has records beside that */
  readonly isMixed: boolean;
}

/** Everything of a trail that does not go through the options' functions. */
export interface TrailFilesReading {
  readonly trail: TrailReading;
  readonly problems: readonly Problem[];
  /** places in the files that hold nothing we know */
  readonly unrecognised: readonly string[];
}

const CHUNK = 128 * 1024;

const GZIP_SENTENCES: Readonly<Record<GzipFault, string>> = {
  'gzip-truncated': 'expected the rest of the gzip file, found its end; what could be unpacked was read',
  'gzip-damaged': 'expected gzip data, found damage; what stands before it was read',
  'gzip-too-large':
    'expected gzip data that unpacks to at most 200 times its size and 64 GiB, found more; reading stopped there',
};

/**
 * Reads everything under `paths` but CloudTrail, and tells where that is.
 *
 * @throws PathNotFoundError where one of the paths is not there; all else becomes a problem of the inventory
 */
export async function readInventory(
  paths: readonly string[],
  onProgress: OnProgress = () => {},
): Promise<InventoryReading> {
  const problems: Problem[] = [];
  const unrecognised: string[] = [];
  const trailFiles: TrailFile[] = [];
  const report = (problem: Problem) => {
    problems.push(problem);
  };
  const draft = new InventoryDraft(report);
  // records are only counted here: which of them matter is known once the inventory is
  const trail = new TrailReader(() => {}, NOTHING);
  const files = await findFiles(paths, report);
  const progress = new Progress(files.length, onProgress);
  for (const path of files) {
    const onBytes = progress.begin(path);
    const key = path.replaceAll('\\', '/');
    if (isBesideLogs(key) || parseLogObjectKey(key)) {
      trailFiles.push({ path, isMixed: false });
      continue;
    }
    const before = trail.reading();
    const read = await readFile(path, onBytes, { draft, trail, report }, isMadeForTrail);
    const { files: withRecords, leftAside } = trail.reading();
    if (read === 'refused') trailFiles.push({ path, isMixed: false });
    else if (withRecords > before.files || leftAside > before.leftAside) {
      trailFiles.push({ path, isMixed: true });
    } else unrecognised.push(...read);
  }
  return {
    inventory: { ...draft.finish(), problems: withoutRepetition(problems), unrecognised },
    trailFiles,
  };
}

/** Reads the records of these files. */
export async function readTrail(
  files: readonly TrailFile[],
  {
    interest = interestIn(new Set()),
    logs = NO_LOGS,
    onLog = () => {},
    onRecord = () => {},
    onProgress = () => {},
  }: TrailOptions,
): Promise<TrailFilesReading> {
  const problems: Problem[] = [];
  const unrecognised: string[] = [];
  const report = (problem: Problem) => {
    problems.push(problem);
  };
  const trail = new TrailReader(onRecord, interest);
  const progress = new Progress(files.length, onProgress);
  const readLog = async ({ path }: TrailFile) => (isBeside(path) ? undefined : logs.read(path));
  for await (const [{ path, isMixed }, log] of inOrder(files, logs.ahead, readLog)) {
    const onBytes = progress.begin(path);
    if (log) {
      onBytes(log.bytes);
      trail.addFile(log);
      onLog(path, log);
    } else if (isBeside(path)) trail.countLeftAside();
    else {
      const draft = isMixed ? KNOWN_ALREADY : new UnexpectedExports(path, report);
      const read = await readFile(path, onBytes, { draft, trail, report });
      if (read !== 'refused') unrecognised.push(...read);
    }
  }
  return { trail: trail.reading(), problems: withoutRepetition(problems), unrecognised };
}

/** Reads everything under `paths`, CloudTrail after all else. */
export async function readExports(
  paths: readonly string[],
  options: TrailOptions,
): Promise<{ readonly inventory: Inventory; readonly trail: TrailReading }> {
  const { inventory, trailFiles } = await readInventory(paths, options.onProgress);
  const read = await readTrail(trailFiles, options);
  return { inventory: withTrail(inventory, read), trail: read.trail };
}

/** The inventory, with what could not be read of the trail. */
export function withTrail(
  inventory: Inventory,
  { problems, unrecognised }: Pick<TrailFilesReading, 'problems' | 'unrecognised'>,
): Inventory {
  return {
    ...inventory,
    problems: withoutRepetition([...inventory.problems, ...problems]),
    unrecognised: [...new Set([...inventory.unrecognised, ...unrecognised])].sort(),
  };
}

const NOTHING: Interest = { eventNames: new Set(), followed: new Set() };
const NO_LOGS: LogReader = { ahead: 0, read: async () => undefined, close: async () => {} };

/** Takes what is in the inventory already. */
const KNOWN_ALREADY: Destination['draft'] = { add() {}, loseItem() {}, endDocument() {} };

/** Takes exports that stand behind records in one file, where nobody looks for them, and says so. */
class UnexpectedExports {
  private isTold = false;

  constructor(
    private readonly path: string,
    private readonly report: (problem: Problem) => void,
  ) {}

  add({ kind }: Fact): void {
    if (kind === 'page' || this.isTold) return;
    this.isTold = true;
    const message = 'expected exports in files of their own, found some behind records; they were not read';
    this.report(problemOf('exports-behind-records', this.path, message));
  }

  loseItem(): void {}
  endDocument(): void {}
}

/** Tells how far the reading came. */
class Progress {
  private filesRead = -1;
  private bytes = 0;

  constructor(
    private readonly files: number,
    private readonly onProgress: OnProgress,
  ) {}

  /** Begins a file; what is returned takes the number of bytes that were read of it. */
  begin(at: string): (length: number) => void {
    this.filesRead += 1;
    const { filesRead, files } = this;
    const onBytes = (length: number) => {
      this.bytes += length;
      this.onProgress({ filesRead, files, bytes: this.bytes, at });
    };
    onBytes(0);
    return onBytes;
  }
}

function isBeside(path: string): boolean {
  return isBesideLogs(path.replaceAll('\\', '/'));
}

/** Whether a file begins as those of CloudTrail do, or is a table of its records. */
function isMadeForTrail({ kind, head }: Extract<Contents, { readonly head: string }>): boolean {
  return kind === 'json' ? /^\{\s*"Records"\s*:/.test(head) : isQueryTable(head);
}

/**
 * Reads one file; returns the places in it that hold nothing we know.
 * @param isLeft whether a file that begins so is left unread; then `refused` is returned
 */
async function readFile(
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

/** The same role in two exports has the same problem twice. */
function withoutRepetition(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
