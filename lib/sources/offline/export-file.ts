/**
 * One exported file, piece by piece: each piece goes to the trail reader or to the inventory draft, or becomes a
 * problem.
 *
 * Records of a trail are not parsed to find out that they are records: an item is taken for what the first item
 * of its list turned out to be, a line for what a line that began alike turned out to be.
 */
import type { Problem } from '../../model/problem';
import { nextSolid } from '../documents/json-bytes';
import type { JsonFault, JsonPiece, PiecePlace } from '../documents/json-splitter';
import { RowReader } from '../trail/query-results/row-record';
import type { RecordFault, TrailReader } from '../trail/trail-reader';
import { mayBeRecord, namesRecord } from '../trail/trail-record';
import { FileProblems } from './file-problems';
import type { InventoryDraft } from './inventory-draft';
import { isNamedAsJson, type NameHints, nameHints } from './name-hints';
import { takeRow } from './query-table';
import { type Fact, recogniseDocument, recogniseItem } from './recognise';

/** Items in a row that are nothing we know, after which further ones are parsed only where they may be records. */
const STRAY_LIMIT = 10;

/** As many first bytes as two records of one export have in common. */
const PREFIX_LENGTH = 16;

const SENTENCES: Readonly<Record<JsonFault | RecordFault, string>> = {
  'json-malformed': 'expected JSON, found text that is not',
  'json-unfinished': 'expected the rest of the JSON, found the end of the file',
  'json-too-deep': 'expected at most 1000 brackets inside each other, found more',
  'json-too-large': 'expected at most 64 MiB in one piece, found more',
  'record-unknown': 'expected a CloudTrail record, found something else',
};

/** What a list holds, by its first item that is something we know. */
const HOLDS: Readonly<Partial<Record<Fact['kind'], ListContents['holds']>>> = {
  record: 'records',
  row: 'rows',
};

/** Where the pieces of files go. */
export interface Destination {
  readonly draft: Pick<InventoryDraft, 'add' | 'loseItem' | 'endDocument'>;
  readonly trail: TrailReader;
  readonly report: (problem: Problem) => void;
}

interface ListContents {
  readonly document: number;
  readonly name: string;
  readonly holds: 'records' | 'rows' | 'aside' | 'unknown';
  /** items so far that were nothing we know */
  readonly strays: number;
}

export class ExportFile {
  private readonly hints: NameHints;
  /** told at the end, when it is known whether the file is ours */
  private readonly problems: FileProblems;
  private readonly rows = new RowReader();
  private known = false;
  private unknownAt: string | undefined;
  private isBesideTrail = false;
  /** what the list being read turned out to hold */
  private list: ListContents | undefined;
  /** how a document began that was a record */
  private recordPrefix: Buffer | undefined;

  constructor(
    private readonly path: string,
    private readonly to: Destination,
  ) {
    this.hints = nameHints(path);
    this.problems = new FileProblems(path);
    to.trail.openFile(path);
  }

  take(piece: JsonPiece): void {
    if (piece.kind === 'broken') this.takeBroken(piece.fault, piece.place);
    else if (piece.kind === 'item') this.takeItem(piece.list, piece.bytes, piece.place);
    else this.takeDocument(piece.bytes, piece.place);
  }

  /** Ends the file; returns the places that hold nothing we know. */
  finish(): readonly string[] {
    const { report, trail } = this.to;
    if (!this.known && (this.problems.isEmpty || !isNamedAsJson(this.path))) return [this.path];
    this.problems.all().forEach(report);
    if (this.isBesideTrail) trail.countLeftAside();
    if (this.unknownAt === undefined) return [];
    return [this.known ? this.unknownAt : this.path];
  }

  private takeBroken(fault: JsonFault, place: PiecePlace): void {
    this.problem(fault, place);
    const isRecord = place.list === undefined ? this.recordPrefix !== undefined : isTrailList(place.list);
    if (isRecord) this.to.trail.countMalformed();
    else this.to.draft.loseItem();
    if (place.list === undefined || fault === 'json-unfinished') this.to.draft.endDocument(false);
  }

  private takeItem(list: string, bytes: Buffer, place: PiecePlace): void {
    const contents = this.contentsAt(place);
    if (contents?.holds === 'records') {
      this.takeRecord(bytes, place);
      return;
    }
    if (contents?.holds === 'aside') return;
    if ((contents?.strays ?? 0) >= STRAY_LIMIT && !mayBeRecord(bytes)) return;

    const raw = this.parse(bytes, place);
    const fact = raw === undefined ? undefined : recogniseItem(list, raw, this.hints);
    if (fact) this.takeFact(fact, bytes, place);
    else if (raw !== undefined) this.unknownAt ??= this.at(place);
    else if (isTrailList(list)) this.to.trail.countMalformed();
    else this.to.draft.loseItem();

    if (!isTrailList(list)) return;
    const holds = fact === undefined ? 'unknown' : (HOLDS[fact.kind] ?? 'aside');
    const strays = (contents?.strays ?? 0) + (fact ? 0 : 1);
    this.list = { document: place.document, name: list, holds, strays };
  }

  private takeDocument(bytes: Buffer, place: PiecePlace): void {
    const start = nextSolid(bytes, 0, bytes.length);
    const prefix = bytes.subarray(start, start + PREFIX_LENGTH);
    if (this.recordPrefix?.equals(prefix)) {
      this.takeRecord(bytes, place);
      return;
    }
    const raw = this.parse(bytes, place);
    if (raw === undefined && namesRecord(bytes)) this.to.trail.countMalformed();
    if (raw !== undefined) {
      const facts = recogniseDocument(raw, this.hints);
      const isOther = this.list?.document === place.document && this.list.holds === 'unknown';
      if (facts.length === 0) this.unknownAt ??= this.at(place);
      if (!isOther) for (const fact of facts) this.takeFact(fact, bytes, place);
      if (facts.some(({ kind }) => kind === 'record')) this.recordPrefix = Buffer.from(prefix);
    }
    this.to.draft.endDocument(raw !== undefined);
  }

  private takeFact(fact: Fact, bytes: Buffer, place: PiecePlace): void {
    this.known = true;
    if (fact.kind === 'record') this.takeRecord(bytes, place);
    else if (fact.kind === 'row') takeRow(fact.row, this.rows, this.to.trail, this.problems, this.at(place));
    else if (fact.kind === 'aside') this.isBesideTrail ||= fact.what === 'trail';
    else this.to.draft.add(fact, this.at(place));
  }

  private takeRecord(bytes: Buffer, place: PiecePlace): void {
    const fault = this.to.trail.take(bytes);
    if (fault) this.problem(fault, place);
  }

  private contentsAt(place: PiecePlace): ListContents | undefined {
    const { list } = this;
    return list?.document === place.document && list.name === place.list ? list : undefined;
  }

  private parse(bytes: Buffer, place: PiecePlace): unknown {
    try {
      const value: unknown = JSON.parse(bytes.toString('utf8'));
      return value;
    } catch {
      this.problem('json-malformed', place);
      return undefined;
    }
  }

  private problem(fault: JsonFault | RecordFault, place: PiecePlace): void {
    this.problems.add(fault, this.at(place), SENTENCES[fault]);
  }

  /** `file`, `file:LINE` or `file Records[INDEX]`. */
  private at({ document, line, list, index }: PiecePlace): string {
    if (list !== undefined) return `${this.path} ${list}[${index}]`;
    return document > 0 || line > 1 ? `${this.path}:${line}` : this.path;
  }
}

function isTrailList(list: string): boolean {
  return list === 'Records' || list === 'Events' || list === 'QueryResultRows';
}
