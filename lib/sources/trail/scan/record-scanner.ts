/**
 * The scanner of log objects: how many records, of which time, and which of them can matter, without parsing any.
 *
 * The work is done by a small WebAssembly module, because nothing in JavaScript looks at bytes as fast as a file can
 * be unzipped. What is answered here is exact for every text that is a plain list of whole records; any other text is
 * refused, and is then read the slow way.
 */
import { parseEventTime } from '../../../activity/event-time';
import { FIND_RECORDS_WASM } from './find-records-wasm';
import type { Interest } from './interest';

/** As much of it as is used here: TypeScript has its types for browsers only. */
declare const WebAssembly: {
  readonly Memory: new (size: {
    readonly initial: number;
  }) => {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
};

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
  private readonly memory = new WebAssembly.Memory({ initial: pagesOf(TEXT) });
  private readonly findRecords: (text: number, length: number, depth: number, places: number) => void;
  private interest: Interest | undefined;

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(FIND_RECORDS_WASM, 'base64'));
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    const { findRecords } = exports;
    if (typeof findRecords !== 'function') throw new Error('the module of the scanner lacks its function');
    this.findRecords = (...where) => findRecords(...where);
  }

  /**
   * Scans one text: a log object, a list of records, or records one after the other.
   * @returns undefined where it is no such text, is damaged, or has a record without a usual time,
   *   source and name
   */
  scan(text: Buffer, interest: Interest): ScannedRecords | undefined {
    const form = formOf(text);
    if (form === undefined || text.length > LARGEST) return undefined;
    const places = roundedUp(TEXT + text.length + MARGIN);
    this.makeRoom(places + text.length / 4);
    this.learn(interest);
    const bytes = new Uint8Array(this.memory.buffer);
    bytes.set(text, TEXT);
    bytes.fill(0, TEXT + text.length, places);

    this.findRecords(TEXT, text.length, form.depth, places);
    const [records = 0, mattering = 0, faults = 0, earliest = 0, latest = 0, first = 0, last = 0] =
      new Uint32Array(this.memory.buffer, ANSWER, 7);
    if (faults > 0 || records === 0) return undefined;
    if (!isShort(text, 0, first - TEXT, form.start)) return undefined;
    if (!isShort(text, last - TEXT, text.length, form.end)) return undefined;
    const [from, until] = [timeAt(text, earliest), timeAt(text, latest)];
    if ([from, until].some((time) => parseEventTime(time, '').kind !== 'ok')) return undefined;
    return {
      records,
      from,
      until,
      mattering: recordsAt(text, new Uint32Array(this.memory.buffer, places, mattering * 3)),
    };
  }

  private makeRoom(bytes: number): void {
    const missing = bytes - this.memory.buffer.byteLength;
    if (missing <= 0) return;
    this.memory.grow(pagesOf(missing));
    this.interest = undefined;
  }

  private learn(interest: Interest): void {
    if (this.interest === interest) return;
    const bytes = new Uint8Array(this.memory.buffer);
    bytes.fill(0, NAMES.at, TEXT);
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
const TEXT = IDS.at + IDS.bits / 8;

/** Bytes of zero behind the text. */
const MARGIN = 64;

/** Longer texts do not fit into the memory that a module can have. */
const LARGEST = 1024 * 1024 * 1024;

const PAGE = 64 * 1024;

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

function recordsAt(text: Buffer, places: Uint32Array): readonly ScannedRecord[] {
  return Array.from({ length: places.length / 3 }, (_, at) => {
    const [start = 0, end = 0, index = 0] = places.subarray(3 * at, 3 * at + 3);
    return { index, bytes: text.subarray(start - TEXT, end - TEXT) };
  });
}

function timeAt(text: Buffer, at: number): string {
  const start = at - TEXT + 1;
  return text.toString('latin1', start, start + '2026-11-24T08:00:00Z'.length);
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

function pagesOf(bytes: number): number {
  return Math.ceil(bytes / PAGE);
}

function roundedUp(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
