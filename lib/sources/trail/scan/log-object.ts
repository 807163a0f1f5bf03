/**
 * One log object of CloudTrail, read at once: unzipped into memory, scanned, and what matters of it folded.
 *
 * Made for the files that CloudTrail writes. All others, and every file with a fault, are refused, and then read piece
 * by piece by readers that can say what is wrong with them.
 */
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Activity, emptyActivity, foldRecord } from '../../../activity/activity';
import { isGzip } from '../../documents/gunzip';
import type { RecordsRead } from '../trail-reader';
import { unwrapRecord } from '../unwrap-record';
import type { Interest } from './interest';
import { RecordScanner, type ScannedRecord } from './record-scanner';

export interface LogObject extends RecordsRead {
  /** as on disk */
  readonly bytes: number;
  /** when the file was changed last */
  readonly stamp: string;
  readonly activity: Activity;
}

/** Each thread may hold such a text twice. CloudTrail's files are mostly far smaller; larger ones are read by pieces. */
const LARGEST_TEXT = 64 * 1024 * 1024;

export class LogObjectReader {
  private readonly scanner = new RecordScanner();

  constructor(private readonly interest: Interest) {}

  /** Reads one file; undefined where it is no log object, or not a whole one. */
  read(path: string): LogObject | undefined {
    const found = fileAt(path);
    const text = found && textIn(found.file);
    const scanned = text && this.scanner.scan(text, this.interest);
    if (!scanned) return undefined;

    const activity = emptyActivity();
    for (const record of scanned.mattering) {
      const value = recordIn(record);
      if (value === undefined) return undefined;
      foldRecord(activity, value, `${path}#${record.index}`, this.interest.followed);
    }
    const { records, from, until } = scanned;
    return { records, from, until, bytes: found.file.length, stamp: found.stamp, activity };
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

/** A gzip file ends with the length of its (last) text: unpacked in one piece, it is unpacked fastest. */
function textIn(file: Buffer): Buffer | undefined {
  if (!isGzip(file)) return file;
  if (file.length < SMALLEST_GZIP) return undefined;
  const length = file.readUInt32LE(file.length - 4);
  try {
    return gunzipSync(file, {
      chunkSize: Math.min(Math.max(length, SMALLEST_CHUNK), LARGEST_TEXT),
      maxOutputLength: Math.min(LARGEST_TEXT, file.length * LARGEST_RATIO),
    });
  } catch {
    return undefined;
  }
}

const SMALLEST_GZIP = 18;
const SMALLEST_CHUNK = 1024;

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
