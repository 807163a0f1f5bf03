/**
 * The trail reader: counts records, notes their times, and hands on those that may be assume calls.
 */
import { eventTimeIn, mayBeAssumption } from './trail-record';
import { unwrapRecord } from './unwrap-record';

/** Where a record stood. */
export interface RecordPlace {
  readonly file: string;
  /** position among the records of the file, from 0 */
  readonly index: number;
}

export type OnRecord = (record: unknown, at: RecordPlace) => void;

/** What was seen of the trail. */
export interface TrailReading {
  /** files with at least one record */
  readonly files: number;
  /** all records, whatever the event */
  readonly records: number;
  /** records that could not be read */
  readonly malformed: number;
  /** files beside the logs: digests and insights */
  readonly leftAside: number;
  /** times of the first and last event; absent where no record has one */
  readonly from?: string;
  readonly until?: string;
}

/** Records of a file, and the times of the first and the last event. */
export interface RecordsRead {
  readonly records: number;
  readonly from: string;
  readonly until: string;
}

export class TrailReader {
  private files = 0;
  private records = 0;
  private malformed = 0;
  private leftAside = 0;
  private from: string | undefined;
  private until: string | undefined;
  private file = '';
  private index = 0;

  constructor(private readonly onRecord: OnRecord) {}

  /** Says which file the next records are of. */
  openFile(file: string): void {
    this.file = file;
    this.index = 0;
  }

  /** Takes one record, as its bytes; false where it had to be parsed and could not be. */
  take(bytes: Buffer): boolean {
    const index = this.count(eventTimeIn(bytes));
    if (!mayBeAssumption(bytes)) return true;
    const record = recordIn(bytes);
    if (record === undefined) {
      this.malformed += 1;
      return false;
    }
    this.onRecord(record, { file: this.file, index });
    return true;
  }

  /** Counts a record that is not even whole. */
  countMalformed(): void {
    this.count(undefined);
    this.malformed += 1;
  }

  /** Takes a whole file that was read elsewhere. */
  addFile({ records, from, until }: RecordsRead): void {
    this.files += 1;
    this.records += records;
    this.noteTime(from);
    this.noteTime(until);
  }

  countLeftAside(): void {
    this.leftAside += 1;
  }

  reading(): TrailReading {
    const { files, records, malformed, leftAside, from, until } = this;
    return { files, records, malformed, leftAside, ...(from && { from }), ...(until && { until }) };
  }

  private count(time: string | undefined): number {
    if (this.index === 0) this.files += 1;
    this.records += 1;
    this.noteTime(time);
    return this.index++;
  }

  private noteTime(time: string | undefined): void {
    if (time === undefined) return;
    if (this.from === undefined || time < this.from) this.from = time;
    if (this.until === undefined || time > this.until) this.until = time;
  }
}

function recordIn(bytes: Buffer): unknown {
  try {
    return unwrapRecord(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}
