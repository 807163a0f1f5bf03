/**
 * One log object of CloudTrail, read at once: unzipped into memory, scanned, and what matters of it folded.
 *
 * Made for the files that CloudTrail writes. All others, and every file with a fault, are refused, and then read piece
 * by piece by readers that can say what is wrong with them.
 */
import { readFileSync, statSync } from 'node:fs';
import { type Activity, emptyActivity, foldRecord } from '../../../activity/activity';
import { isGzip } from '../../documents/gunzip';
import { isBesideLogs } from '../log-object-key';
import type { RecordsRead } from '../trail-reader';
import { unwrapRecord } from '../unwrap-record';
import type { Interest } from './interest';
import { RecordScanner, type ScannedRecord, type ScannedRecords } from './record-scanner';

/** One file that was read. */
export interface LogObject extends RecordsRead {
  /** as on disk */
  readonly bytes: number;
  /** when the file was changed last */
  readonly stamp: string;
}

/** Files that were read together. */
export interface LogBatch {
  /** by path; a file that is no log object, or not a whole one, is not here */
  readonly objects: ReadonlyMap<string, LogObject>;
  /** what was folded of them */
  readonly activity: Activity;
}

/** Each thread may hold such a text. CloudTrail's files are mostly far smaller; larger ones are read by pieces. */
const LARGEST_TEXT = 64 * 1024 * 1024;

export class LogObjectReader {
  private readonly scanner = new RecordScanner();

  constructor(private readonly interest: Interest) {}

  /** Reads some files: what they tell is folded into one. */
  read(paths: readonly string[]): LogBatch {
    const activity = emptyActivity();
    const objects = new Map<string, LogObject>();
    for (const path of paths) {
      const object = isBesideLogs(path) ? undefined : this.readOne(path, activity);
      if (object) objects.set(path, object);
    }
    return { objects, activity };
  }

  /** A file that is refused leaves nothing in the activity. */
  private readOne(path: string, activity: Activity): LogObject | undefined {
    const found = fileAt(path);
    const scanned = found && this.scan(found.file);
    if (!scanned) return undefined;

    const values = scanned.mattering.map(recordIn);
    if (values.includes(undefined)) return undefined;
    for (const [at, value] of values.entries()) {
      foldRecord(activity, value, `${path}#${scanned.mattering[at]?.index}`, this.interest.followed);
    }
    const { records, from, until } = scanned;
    return { records, from, until, bytes: found.file.length, stamp: found.stamp };
  }

  private scan(file: Buffer): ScannedRecords | undefined {
    if (!isGzip(file)) return this.scanner.scan(file, this.interest);
    return this.scanner.scanZipped(file, this.interest, Math.min(LARGEST_TEXT, file.length * LARGEST_RATIO));
  }
}

function fileAt(path: string): { readonly file: Buffer; readonly stamp: string } | undefined {
  try {
    const { size, mtimeMs } = statSync(path);
    return size > LARGEST_TEXT ? undefined : { file: readFileSync(path), stamp: String(mtimeMs) };
  } catch {
    return undefined;
  }
}

/** Logs pack ten to fifty times: what packs more is left to a reader that unpacks it bit by bit. */
const LARGEST_RATIO = 100;

/** Undefined where it is no JSON, or no record after all. */
function recordIn({ bytes }: ScannedRecord): unknown {
  try {
    return unwrapRecord(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}
