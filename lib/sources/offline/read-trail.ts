/**
 * The records of CloudTrail in exported files: whole log objects where they are what CloudTrail writes, and all else
 * piece by piece.
 */
import { emptyActivity } from '../../activity/activity';
import type { Inventory } from '../../model/inventory';
import { type Problem, problemOf, withoutRepetition } from '../../model/problem';
import { isBesideLogs } from '../trail/log-object-key';
import { inOrder } from '../trail/scan/in-order';
import { type Interest, interestIn } from '../trail/scan/interest';
import type { LogBatch } from '../trail/scan/log-object';
import { FILES_AT_ONCE, type LogReader } from '../trail/scan/log-reader';
import { type OnRecord, TrailReader, type TrailReading } from '../trail/trail-reader';
import type { Destination } from './export-file';
import { readFile } from './read-file';
import type { TrailFile } from './read-inventory';
import { type OnProgress, Progress } from './reading-progress';
import type { Fact } from './recognise';

export interface TrailOptions {
  /** what of the trail is handed on; absent: what `foldRecord` has a use for, and no sessions */
  readonly interest?: Interest;
  /** reads whole log objects at once, and several at a time; absent: every file is read piece by piece */
  readonly logs?: LogReader;
  /** files of one group only are read at once; absent: all are of one */
  readonly groupOf?: (path: string) => string;
  /** called for the files that `logs` has read at once, in the order of the files */
  readonly onLogs?: (logs: LogBatch) => void;
  /** called for every other record that matters, in the order of the files; see `foldRecord` */
  readonly onRecord?: OnRecord;
  readonly onProgress?: OnProgress;
}

/** Everything of a trail that does not go through the options' functions. */
export interface TrailFilesReading {
  readonly trail: TrailReading;
  readonly problems: readonly Problem[];
  /** places in the files that hold nothing we know */
  readonly unrecognised: readonly string[];
}

/** Reads the records of these files. */
export async function readTrail(
  files: readonly TrailFile[],
  {
    interest = interestIn(new Set()),
    logs = NO_LOGS,
    groupOf = () => '',
    onLogs = () => {},
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
  const read = async ({ path, isMixed }: TrailFile, { objects }: LogBatch) => {
    const onBytes = progress.begin(path);
    const log = objects.get(path);
    if (log) {
      onBytes(log.bytes);
      trail.addFile(log);
    } else if (isBesideLogs(path)) trail.countLeftAside();
    else {
      const draft = isMixed ? KNOWN_ALREADY : new UnexpectedExports(path, report);
      const places = await readFile(path, onBytes, { draft, trail, report });
      if (places !== 'refused') unrecognised.push(...places);
    }
  };
  const readLogs = (batch: readonly TrailFile[]) => logs.read(batch.map(({ path }) => path));
  for await (const [batch, log] of inOrder(batchesOf(files, groupOf), logs.ahead, readLogs)) {
    for (const file of batch) await read(file, log);
    onLogs(log);
  }
  return { trail: trail.reading(), problems: withoutRepetition(problems), unrecognised };
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

const NO_LOGS: LogReader = {
  ahead: 0,
  read: async () => ({ objects: new Map(), activity: emptyActivity() }),
  close: async () => {},
};

function* batchesOf(
  files: readonly TrailFile[],
  groupOf: (path: string) => string,
): Generator<readonly TrailFile[]> {
  let batch: TrailFile[] = [];
  let group: string | undefined;
  for (const file of files) {
    const own = groupOf(file.path);
    if (batch.length > 0 && (own !== group || batch.length === FILES_AT_ONCE)) {
      yield batch;
      batch = [];
    }
    group = own;
    batch.push(file);
  }
  if (batch.length > 0) yield batch;
}

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
