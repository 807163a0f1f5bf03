/**
 * The splitter: a stream of bytes cut into JSON values small enough to parse one by one.
 *
 * An export may be one value of 200 MB. So each top-level value is a document; the items of a top-level
 * list are documents too; and the named big lists of a document (`Records`, `RoleDetailList` …) are handed
 * out item by item, ahead of the document itself, in which those lists then stand empty.
 *
 * The splitter counts brackets and skips strings. It does not validate: `JSON.parse` on each piece does.
 * A broken piece is reported and reading goes on at the next item, or at the next line that opens an object.
 *
 * One class and one file, longer than others: every method moves the same state, and apart they would only pass it
 * back and forth.
 */
import {
  BACKSLASH,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  LINE_FEED,
  lastSolidByte,
  nextSolid,
  nextStringStop,
  nextStructure,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from './json-bytes';

/** Where a piece stood: for people, and to tell which document an item belongs to. */
export interface PiecePlace {
  /** position of the document in the stream, from 0 */
  readonly document: number;
  /** line of its first bracket, from 1 */
  readonly line: number;
  /** set for an item of a named list, with its position from 0 */
  readonly list?: string;
  readonly index?: number;
}

export type JsonFault = 'json-malformed' | 'json-unfinished' | 'json-too-deep' | 'json-too-large';

export type JsonPiece =
  /** `bytes` may start with white space */
  | { readonly kind: 'document'; readonly bytes: Buffer; readonly place: PiecePlace }
  | { readonly kind: 'item'; readonly list: string; readonly bytes: Buffer; readonly place: PiecePlace }
  | { readonly kind: 'broken'; readonly fault: JsonFault; readonly place: PiecePlace };

/** Brackets inside brackets: far more than any AWS answer, far less than any parser's stack. */
const DEEPEST = 1_000;

/** Bytes of one piece; the largest real item, a role with all its policies, is under 1 MiB. */
const LARGEST = 64 * 1024 * 1024;

const NOTHING = Buffer.alloc(0);

export class JsonSplitter {
  /** what is not yet handed out, from `start` on; `position` is where the scan goes on */
  private bytes: Buffer = NOTHING;
  private position = 0;
  private start = 0;
  /** chunks waiting until they are worth joining to a long unfinished piece */
  private readonly waiting: Buffer[] = [];
  private waitingLength = 0;

  private inString = false;
  private depth = 0;
  private readonly brackets = new Uint8Array(DEEPEST);
  private line = 1;

  /** 1 inside a top-level list, whose items are the documents */
  private base = 0;
  private document = -1;
  private documentLine = 1;
  private documentOpen = false;
  /** parts of the open document that stand before and between its named lists */
  private parts: Buffer[] = [];
  private partsLength = 0;
  private documentFault: JsonFault | undefined;
  /** bounds of the last string directly inside the document: the key, when a bracket follows */
  private keyStart = 0;
  private keyEnd = 0;

  private list: string | undefined;
  private itemOpen = false;
  private itemIndex = 0;
  private itemLine = 1;
  private itemFault: JsonFault | undefined;

  /** an item stood between the last comma (or opening bracket) and here */
  private itemSeen = false;
  /** bytes that belong to no document were dropped since the last one, which ended on `gapLine` */
  private junk = false;
  private gapLine = 1;
  private pieces: JsonPiece[] = [];

  /** @param lists names of the lists to hand out item by item */
  constructor(private readonly lists: ReadonlySet<string>) {}

  /** Takes the next bytes; returns what they completed. */
  push(chunk: Buffer): readonly JsonPiece[] {
    this.waiting.push(chunk);
    this.waitingLength += chunk.length;
    // Joining every chunk to a piece of 64 MiB would copy it a thousand times; doubling copies it twice.
    if (this.waitingLength < this.bytes.length - this.start) return [];
    this.join();
    this.scan();
    return this.take();
  }

  /** No more bytes follow: returns what was left, complete or not. */
  end(): readonly JsonPiece[] {
    this.join();
    this.scan();
    if (this.documentOpen || this.base === 1) {
      const fault = this.fault === 'json-too-deep' ? this.fault : 'json-unfinished';
      this.pieces.push({ kind: 'broken', fault, place: this.place() });
    } else if (this.junk || !this.isBlank(this.bytes.length)) {
      this.reportJunk();
    }
    return this.take();
  }

  private take(): readonly JsonPiece[] {
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }

  private join(): void {
    const shift = this.start;
    const kept = this.bytes.subarray(shift);
    this.bytes =
      kept.length === 0 && this.waiting.length === 1
        ? (this.waiting[0] ?? NOTHING)
        : Buffer.concat([kept, ...this.waiting]);
    this.waiting.length = 0;
    this.waitingLength = 0;
    this.position -= shift;
    this.keyStart -= shift;
    this.keyEnd -= shift;
    this.start = 0;
  }

  private scan(): void {
    const { bytes } = this;
    const end = bytes.length;
    let at = this.position;
    while (at < end) {
      if (this.inString) {
        at = nextStringStop(bytes, at, end);
        if (at === end) break;
        const stop = bytes[at];
        if (stop === BACKSLASH) {
          if (at + 1 === end) break; // seen again together with the byte that it escapes
          at += 2;
          continue;
        }
        this.inString = false;
        if (stop === QUOTE) {
          if (this.atKeys()) this.keyEnd = at;
          at += 1;
        } else {
          // JSON has no raw line break in a string: a quote is missing, and this line is where
          this.fault ??= 'json-malformed';
        }
        continue;
      }
      at = nextStructure(bytes, at, end);
      if (at === end) break;
      switch (bytes[at]) {
        case QUOTE:
          // between documents a quote is junk like any other, and must not swallow what follows
          this.inString = this.depth > 0;
          if (this.atKeys()) this.keyStart = at + 1;
          break;
        case LINE_FEED:
          this.line += 1;
          break;
        case COMMA:
          if (this.atItems()) this.separate(at);
          break;
        case OPEN_OBJECT:
          if (at > 0 && bytes[at - 1] === LINE_FEED && this.mustRestart(at)) this.restart(at);
          this.open(at, OPEN_OBJECT);
          break;
        case OPEN_LIST:
          this.open(at, OPEN_LIST);
          break;
        case CLOSE_OBJECT:
          this.close(at, OPEN_OBJECT);
          break;
        default:
          this.close(at, OPEN_LIST);
      }
      at += 1;
    }
    this.position = at;
    this.forget();
  }

  /** Drops bytes that no piece needs: white space, junk, and the body of a piece that is broken anyway. */
  private forget(): void {
    const open = this.list === undefined ? this.documentOpen : this.itemOpen;
    if (open || this.base === 1 || this.list !== undefined) {
      if (this.isTooLarge(this.position)) this.fault ??= 'json-too-large';
      if (this.fault) this.start = Math.max(this.start, this.position - 1);
    } else {
      this.junk ||= !this.isBlank(this.position);
      this.start = this.position;
    }
  }

  private open(at: number, bracket: number): void {
    if (this.atItems()) {
      if (this.list !== undefined) {
        this.itemOpen = true;
        this.itemLine = this.line;
      } else if (bracket === OPEN_LIST && this.depth === 0) {
        if (this.junk || !this.isBlank(at)) this.reportJunk();
        this.base = 1;
        this.itemSeen = false;
        this.start = at + 1;
      } else {
        this.openDocument(at);
      }
    } else if (bracket === OPEN_LIST && this.atKeys()) {
      const key = keyIn(this.bytes.subarray(this.keyStart, this.keyEnd));
      if (this.lists.has(key)) this.openList(at, key);
    }
    if (this.depth < DEEPEST) this.brackets[this.depth] = bracket;
    else this.fault ??= 'json-too-deep';
    this.depth += 1;
  }

  private openDocument(at: number): void {
    if (this.base === 0) {
      if (this.junk || !this.isBlank(at)) this.reportJunk();
      this.start = at;
    }
    this.document += 1;
    this.documentLine = this.line;
    this.documentOpen = true;
  }

  private openList(at: number, name: string): void {
    this.keepPart(at + 1);
    this.list = name;
    this.itemIndex = 0;
    this.itemSeen = false;
    this.start = at + 1;
  }

  private close(at: number, bracket: number): void {
    if (this.depth === 0) return; // a stray bracket is junk
    if (this.atItems()) {
      // the bracket ends the list that holds the items
      if (!this.itemSeen && !this.isBlank(at)) this.emit(at);
      if (this.list !== undefined) {
        this.list = undefined;
        this.start = at;
        if (bracket !== OPEN_LIST) this.fault ??= 'json-malformed';
        this.depth -= 1;
      } else {
        this.base = 0;
        this.depth = 0;
        this.start = at + 1;
      }
      return;
    }
    this.depth -= 1;
    if (this.depth < DEEPEST && this.brackets[this.depth] !== bracket) this.fault ??= 'json-malformed';
    if (this.depth === this.itemDepth()) this.emit(at + 1);
  }

  /** A comma between items: what stands before it was an item without brackets, unless one was just closed. */
  private separate(at: number): void {
    if (this.base === 0 && this.list === undefined) return;
    if (!this.itemSeen) this.emit(at);
    else if (!this.isBlank(at))
      this.pieces.push({ kind: 'broken', fault: 'json-malformed', place: this.place() });
    this.itemSeen = false;
    this.start = at + 1;
  }

  /** Hands out the piece that ends before `end`. */
  private emit(end: number): void {
    const { list } = this;
    if (list === undefined && !this.documentOpen) {
      this.document += 1;
      this.documentLine = this.line;
    }
    const place = this.place();
    const part = this.bytes.subarray(this.start, end);
    const fault = this.fault ?? (this.isTooLarge(end) ? 'json-too-large' : undefined);
    if (fault) this.pieces.push({ kind: 'broken', fault, place });
    else if (list !== undefined) this.pieces.push({ kind: 'item', list, bytes: part, place });
    else this.pieces.push({ kind: 'document', bytes: this.withParts(part), place });
    this.start = end;
    this.closePiece();
  }

  private closePiece(): void {
    this.itemSeen = true;
    if (this.list !== undefined) {
      this.itemOpen = false;
      this.itemIndex += 1;
      this.itemFault = undefined;
    } else {
      this.gapLine = this.line;
      this.documentOpen = false;
      this.documentFault = undefined;
      this.parts = [];
      this.partsLength = 0;
    }
  }

  private keepPart(end: number): void {
    const part = Buffer.from(this.bytes.subarray(this.start, end));
    this.parts.push(part);
    this.partsLength += part.length;
  }

  private withParts(last: Buffer): Buffer {
    return this.parts.length === 0 ? last : Buffer.concat([...this.parts, last]);
  }

  /** Whether an object that opens a line cannot be a part of the piece around it: that piece was cut off. */
  private mustRestart(at: number): boolean {
    if (this.atItems()) return false;
    if (this.fault) return true;
    const before = lastSolidByte(this.bytes, this.start, at);
    const inList = this.depth <= DEEPEST && this.brackets[this.depth - 1] === OPEN_LIST;
    return before !== COLON && before !== OPEN_LIST && !(before === COMMA && inList);
  }

  private restart(at: number): void {
    this.pieces.push({ kind: 'broken', fault: this.fault ?? 'json-malformed', place: this.place() });
    this.closePiece();
    this.depth = this.itemDepth();
    this.start = at;
  }

  private reportJunk(): void {
    const place = { document: this.document + 1, line: this.gapLine };
    this.pieces.push({ kind: 'broken', fault: 'json-malformed', place });
    this.junk = false;
  }

  private place(): PiecePlace {
    const { document, list } = this;
    return list === undefined
      ? { document, line: this.documentLine }
      : { document, line: this.itemLine, list, index: this.itemIndex };
  }

  /** The fault of the piece being read: the item's in a named list, else the document's. */
  private get fault(): JsonFault | undefined {
    return this.list === undefined ? this.documentFault : this.itemFault;
  }

  private set fault(fault: JsonFault | undefined) {
    if (this.list === undefined) this.documentFault = fault;
    else this.itemFault = fault;
  }

  /** Depth at which pieces stand side by side. */
  private itemDepth(): number {
    return this.list === undefined ? this.base : this.base + 2;
  }

  private atItems(): boolean {
    return this.depth === this.itemDepth();
  }

  /** Directly inside the open document's object, where keys are. */
  private atKeys(): boolean {
    return (
      this.depth === this.base + 1 &&
      this.list === undefined &&
      this.documentOpen &&
      this.brackets[this.base] === OPEN_OBJECT
    );
  }

  private isTooLarge(end: number): boolean {
    return end - this.start + (this.list === undefined ? this.partsLength : 0) > LARGEST;
  }

  private isBlank(end: number): boolean {
    return nextSolid(this.bytes, this.start, end) >= end;
  }
}

/** What stands between the quotes of a key, of which any letter may be an escape. */
function keyIn(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
