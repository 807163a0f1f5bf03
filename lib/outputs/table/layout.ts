/**
 * Text laid out for a terminal: columns that fit, wrapped at blanks, aligned for double-width characters.
 */
import CliTable from 'cli-table3';
import pc from 'picocolors';
import stringWidth from 'string-width';
import { escapeText } from '../escape';

export interface Screen {
  /** columns of text, at least 60 */
  readonly width: number;
  readonly color: boolean;
}

export interface Column {
  readonly title: string;
  /** share of the screen's width, where not all columns have room for their widest text */
  readonly share: number;
  /** columns of the screen that its longest word needs, where the words are ours and few; kept before shares */
  readonly atLeast?: number;
}

/** What one cell shows; the text is escaped and wrapped before it is painted. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export type Ink = ReturnType<typeof pc.createColors>;

const GAP = 2;

/** The part of the screen that columns of few words may hold against columns of names. */
const FLOORS_SHARE = 0.6;

const BORDERS = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
  ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
];
const NO_LINES = Object.fromEntries(BORDERS.map((border) => [border, '']));

/** Colours that do nothing where the screen has none. */
export function inkFor(screen: Screen): Ink {
  return pc.createColors(screen.color);
}

/** Rows under a line of titles, without drawn lines. A row of one cell runs over the whole width. */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  screen: Screen,
): string {
  const ink = inkFor(screen);
  const widths = widthsOf(columns, rows, screen);
  const table = new CliTable({
    colWidths: [...widths],
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
  });
  table.push(
    columns.map(({ title }, index) => wrapped({ text: title, paint: ink.dim }, (widths[index] ?? 0) - GAP)),
  );
  for (const row of rows) {
    const [only] = row;
    if (row.length === 1 && only)
      table.push([{ content: wrapped(only, screen.width), colSpan: columns.length }]);
    else table.push(row.map((cell, index) => wrapped(cell, (widths[index] ?? 0) - GAP)));
  }
  return `${table.toString().replace(/ +$/gm, '')}\n`;
}

/**
 * Each column as wide as its widest text where that fits; the others share what is left. The gap after the
 * last one is blank and cut off, so it counts as no width.
 */
function widthsOf(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  screen: Screen,
): readonly number[] {
  const wanted = columns.map(({ title }, index) => widestOf(title, index, rows) + GAP);
  const floors = floorsOf(columns, screen);
  const settled = new Map<number, number>();
  for (;;) {
    const open = columns.flatMap(({ share }, index) => (settled.has(index) ? [] : [{ index, share }]));
    const room = screen.width + GAP - sum([...settled.values()]);
    const shares = sum(open.map(({ share }) => share));
    const fair = open.map(({ index, share }) => ({ index, width: Math.floor((room * share) / shares) }));
    const cramped = fair.filter(({ index, width }) => width < (floors[index] ?? 0));
    const content = fair.filter(({ index, width }) => (wanted[index] ?? 0) <= width);
    for (const { index } of content) settled.set(index, wanted[index] ?? 0);
    if (content.length > 0) continue;
    for (const { index } of cramped) settled.set(index, floors[index] ?? 0);
    if (cramped.length > 0) continue;
    for (const { index, width } of fair) settled.set(index, width);
    const last = fair.at(-1);
    if (last) settled.set(last.index, last.width + room - sum(fair.map(({ width }) => width)));
    return columns.map((_, index) => settled.get(index) ?? 0);
  }
}

/** What no column goes below; nothing where that would leave too little for the others. */
function floorsOf(columns: readonly Column[], { width }: Screen): readonly number[] {
  const floors = columns.map(({ atLeast }) => (atLeast === undefined ? 0 : atLeast + GAP));
  return sum(floors) <= width * FLOORS_SHARE ? floors : floors.map(() => 0);
}

/** In columns of the terminal. A row of one cell runs over all columns and claims none. */
function widestOf(title: string, index: number, rows: readonly (readonly Cell[])[]): number {
  const widthIn = (row: readonly Cell[]) =>
    row.length > 1 ? stringWidth(escapeText(row[index]?.text ?? '')) : 0;
  return rows.reduce((widest, row) => Math.max(widest, widthIn(row)), stringWidth(title));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function wrapped({ text, paint = (line) => line }: Cell, room: number): string {
  return wrapCell(escapeText(text), room).map(paint).join('\n');
}

/** A section's heading with an empty line above it. */
export function heading(text: string, screen: Screen): string {
  return `\n${inkFor(screen).bold(text)}\n`;
}

/** Lines of free text, escaped and broken at blanks to fit, each begun with `indent`. */
export function paragraph(text: string, screen: Screen, indent: string): string {
  return hanging(indent, text, screen, indent);
}

/** The same with `first` before the first line, where `indent` is for the others; both are as wide. */
export function hanging(first: string, text: string, screen: Screen, indent: string): string {
  const room = Math.max(20, screen.width - stringWidth(indent));
  return text
    .split('\n')
    .flatMap((line) => wrapProse(escapeText(line), room))
    .map((line, index) => `${index === 0 ? first : indent}${line}`.trimEnd())
    .join('\n')
    .concat('\n');
}

/** Breaks at blanks. A word that is too long stays whole, and so does JSON, to be copied. */
function wrapProse(line: string, room: number): string[] {
  return /^[ {}]/.test(line) ? [line] : wrapWords(line.split(' '), room);
}

/** Breaks within a word too where it is longer than the room: a cell must not grow. */
function wrapCell(text: string, room: number): string[] {
  const indent = indentOf(text);
  const words = text
    .trim()
    .split(' ')
    .flatMap((word) => pieces(word, room - indent.length));
  return wrapWords(words, room - indent.length).map((line) => indent + line);
}

function indentOf(line: string): string {
  return /^ */.exec(line)?.[0] ?? '';
}

function wrapWords(words: readonly string[], room: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of words) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && stringWidth(longer) > room) {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, current];
}

/** A word cut into pieces that fit. */
function pieces(word: string, room: number): string[] {
  if (stringWidth(word) <= room) return [word];
  const cut: string[] = [];
  let piece = '';
  for (const character of word) {
    if (stringWidth(piece + character) > room) {
      cut.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...cut, piece];
}
