/**
 * The scanner of log objects: how many records, of which time, and which of them can matter, without parsing any.
 *
 * The work is done by a small WebAssembly module. What is answered here is exact for every text that is a plain list of
 * whole records; any other text is refused, and is then read the slow way.
 */
import { crc32 } from 'node:zlib';
import { parseEventTime } from '../../../activity/event-time';
import { gzipMemberIn } from './gzip-member';
import type { Interest } from './interest';
import { FREE, MARGIN, ScanModule } from './scan-module';

export interface ScannedRecords {
  /** all records, whatever the event */
  readonly records: number;
  /** of the first and the last event, `2026-11-24T08:00:00Z` */
  readonly from: string;
  readonly until: string;
  /** the records that may matter, in the order of the text: some of them may turn out not to */
  readonly mattering: readonly ScannedRecord[];
}

export interface ScannedRecord {
  /** of all records of the text, from 0 */
  readonly index: number;
  readonly bytes: Buffer;
}

export class RecordScanner {
  private readonly module = new ScanModule();
  private interest: Interest | undefined;

  /**
   * Scans one text: a log object, a list of records, or records one after the other.
   * @returns undefined where it is no such text, is damaged, or has a record without a usual time,
   *   source and name. The records' bytes are there until the next text is scanned
   */
  scan(text: Buffer, interest: Interest): ScannedRecords | undefined {
    const form = formOf(text);
    if (form === undefined || text.length > LARGEST) return undefined;
    this.module.makeRoom(endOf(FREE, text.length));
    this.learn(interest);
    text.copy(this.module.bytes, FREE);
    this.module.beginText(FREE, form.depth, placesBehind(FREE, text.length));
    return this.finish(FREE, text.length, form);
  }

  /**
   * Scans the text of a gzip file. Block by block it is unpacked, summed up and scanned, while the bytes are near.
   * @param largest bytes of the text at most
   * @returns undefined as `scan` does, and where the file is more than one plain stream
   */
  scanZipped(file: Buffer, interest: Interest, largest: number): ScannedRecords | undefined {
    const member = gzipMemberIn(file);
    if (!member || member.length > Math.min(largest, LARGEST)) return undefined;
    const { module } = this;
    const text = roundedUp(FREE + file.length + MARGIN);
    module.makeRoom(endOf(text, member.length));
    this.learn(interest);
    file.copy(module.bytes, FREE);

    const end = FREE + member.end;
    module.beginStream(FREE + member.start, end, text, text + member.length);
    let form: Form | undefined;
    let checksum = 0;
    for (let from = text; module.endOfStream() === 0; ) {
      const until = module.unpackBlock();
      if (until === 0) return undefined;
      checksum = crc32(module.bytes.subarray(from, until), checksum);
      from = until;
      if (form === undefined && (until - text >= HEAD || module.endOfStream() !== 0)) {
        form = formOf(module.bytes.subarray(text, until));
        if (form === undefined) return undefined;
        module.beginText(text, form.depth, placesBehind(text, member.length));
      }
      if (form !== undefined) module.readOn(until);
    }
    if (form === undefined || module.endOfStream() !== end || checksum !== member.checksum) return undefined;
    return this.finish(text, member.length, form);
  }

  /** Reads what is left of a text, and says what was found. */
  private finish(start: number, length: number, form: Form): ScannedRecords | undefined {
    const { module } = this;
    const text = module.bytes.subarray(start, start + length);
    const places = placesBehind(start, length);
    module.bytes.fill(0, start + length, places);
    module.endText(start + length);
    const [records = 0, mattering = 0, faults = 0, earliest = 0, latest = 0, first = 0, last = 0] =
      module.words(ANSWER, 7);
    if (faults > 0 || records === 0) return undefined;
    if (!isShort(text, 0, first - start, form.start)) return undefined;
    if (!isShort(text, last - start, length, form.end)) return undefined;
    const [from, until] = [timeAt(module.bytes, earliest), timeAt(module.bytes, latest)];
    if ([from, until].some((time) => parseEventTime(time, '').kind !== 'ok')) return undefined;
    return { records, from, until, mattering: recordsAt(module, places, mattering) };
  }

  private learn(interest: Interest): void {
    if (this.interest === interest) return;
    const { bytes } = this.module;
    bytes.fill(0, NAMES.at, IDS.at + IDS.bits / 8);
    // of a text that begins with a blank or an escape, nothing is known
    for (const table of [NAMES, IDS]) note(bytes, table, '');
    for (const name of interest.eventNames) note(bytes, NAMES, name);
    for (const id of interest.followed) note(bytes, IDS, id);
    this.interest = interest;
  }
}

/** Where things lie in the module's memory: see find-records.as. */
const ANSWER = 64;
const NAMES = { at: 1024, bits: 1 << 16 };
const IDS = { at: NAMES.at + NAMES.bits / 8, bits: 1 << 20 };

/** Longer texts do not fit into the memory that a module can have. */
const LARGEST = 1024 * 1024 * 1024;

/** Records by what stands before the first and after the last, and by the brackets around each. */
interface Form {
  readonly start: RegExp;
  readonly end: RegExp;
  readonly depth: number;
}

const BLANK = '[\\t-\\r ]*';
const FORMS: readonly Form[] = [
  // a log object
  {
    start: new RegExp(`^${BLANK}\\{${BLANK}"Records"${BLANK}:${BLANK}\\[${BLANK}$`),
    end: new RegExp(`^${BLANK}\\]${BLANK}\\}${BLANK}$`),
    depth: 2,
  },
  // a list
  { start: new RegExp(`^${BLANK}\\[${BLANK}$`), end: new RegExp(`^${BLANK}\\]${BLANK}$`), depth: 1 },
  // one after the other
  { start: new RegExp(`^${BLANK}$`), end: new RegExp(`^${BLANK}$`), depth: 0 },
];

/** Enough to know a form by, unless somebody fills it with blanks. */
const HEAD = 256;

/** Undefined where no record can begin so. */
function formOf(text: Buffer): Form | undefined {
  const head = text.subarray(0, HEAD);
  const [curly, square] = [head.indexOf('{'), head.indexOf('[')];
  return FORMS.find(({ start, depth }) => {
    if (depth === 0) return curly >= 0 && isShort(text, 0, curly, start);
    return square >= 0 && isShort(text, 0, square + 1, start);
  });
}

/** Whether a stretch of the text is what the pattern says, and no longer than it need be. */
function isShort(text: Buffer, from: number, until: number, pattern: RegExp): boolean {
  return until - from <= HEAD && pattern.test(text.toString('latin1', from, until));
}

function recordsAt(module: ScanModule, at: number, count: number): readonly ScannedRecord[] {
  const places = module.words(at, count * 3);
  return Array.from({ length: count }, (_, record) => {
    const [start = 0, end = 0, index = 0] = places.subarray(3 * record, 3 * record + 3);
    return { index, bytes: module.bytes.subarray(start, end) };
  });
}

/** The time in quotes. */
function timeAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at + 1, at + 1 + '2026-11-24T08:00:00Z'.length);
}

function note(bytes: Uint8Array, { at, bits }: typeof NAMES, text: string): void {
  const bit = hashOf(text) & (bits - 1);
  const byte = at + (bit >> 3);
  bytes[byte] = (bytes[byte] ?? 0) | (1 << (bit & 7));
}

/** FNV-1a over the letters and digits that a text begins with, as the module has it. */
function hashOf(text: string): number {
  let hash = 2166136261;
  for (const byte of Buffer.from(/^[A-Za-z0-9]*/.exec(text)?.[0] ?? '')) {
    hash = Math.imul(hash ^ byte, 16777619);
  }
  return hash >>> 0;
}

/** Where the places of a text's records go. */
function placesBehind(text: number, length: number): number {
  return roundedUp(text + length + MARGIN);
}

/** There are 12 bytes for each record, of which none has fewer than 48. */
function endOf(text: number, length: number): number {
  return placesBehind(text, length) + length / 4;
}

function roundedUp(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
