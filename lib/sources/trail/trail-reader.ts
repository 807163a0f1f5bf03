/**
 * The trail reader: counts records, notes their times, and hands on those that matter.
 */
import { parseEventTime } from '../../activity/event-time';
import { type Interest, matters } from './scan/interest';
import { RecordScanner } from './scan/record-scanner';
import { eventTimeIn } from './trail-record';
import { unwrapRecord } from './unwrap-record';

/** Where a record stood. */
export interface RecordPlace {
  readonly file: string;
  /** position among the records of the file, from 0 */
  readonly index: number;
}

export type RecordFault =
  | 'json-malformed'
  /** JSON, and no record of CloudTrail */
  | 'record-unknown';

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
  private scanner: RecordScanner | undefined;

  constructor(
    private readonly onRecord: OnRecord,
    private readonly interest: Interest,
  ) {}

  /** Says which file the next records are of. */
  openFile(file: string): void {
    this.file = file;
    this.index = 0;
  }

  /** Takes one record, as its bytes; tells what is wrong with it as far as it had to be looked at. */
  take(bytes: Buffer): RecordFault | undefined {
    this.scanner ??= new RecordScanner();
    const scanned = this.scanner.scan(bytes, this.interest);
    const index = this.count(scanned?.from ?? eventTimeIn(bytes));
    if (scanned?.mattering.length === 0) return undefined;
    const value = valueIn(bytes);
    if (value === undefined) return this.refuse('json-malformed');
    const record = unwrapRecord(value);
    if (typeof record !== 'object' || record === null) return this.refuse('record-unknown');
    if (matters(record, this.interest)) this.onRecord(record, { file: this.file, index });
    return undefined;
  }

  private refuse(fault: RecordFault): RecordFault {
    this.malformed += 1;
    return fault;
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
    if (time === undefined || !this.isBeyond(time) || parseEventTime(time, '').kind !== 'ok') return;
    if (this.from === undefined || time < this.from) this.from = time;
    if (this.until === undefined || time > this.until) this.until = time;
  }

  private isBeyond(time: string): boolean {
    return this.from === undefined || this.until === undefined || time < this.from || time > this.until;
  }
}

function valueIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
