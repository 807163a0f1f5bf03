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
  /** share of the screen's width */
  readonly share: number;
}

/** What one cell shows; the text is escaped and wrapped before it is painted. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export type Ink = ReturnType<typeof pc.createColors>;

const GAP = 2;
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
  const widths = widthsOf(columns, screen);
  const table = new CliTable({
    colWidths: widths,
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
  });
  table.push(columns.map(({ title }) => ink.dim(title)));
  for (const row of rows) {
    const [only] = row;
    if (row.length === 1 && only)
      table.push([{ content: wrapped(only, screen.width), colSpan: columns.length }]);
    else table.push(row.map((cell, index) => wrapped(cell, (widths[index] ?? 0) - GAP)));
  }
  return `${table.toString().replace(/ +$/gm, '')}\n`;
}

/** Whole columns of text; what rounding leaves over goes to the last. */
function widthsOf(columns: readonly Column[], screen: Screen): number[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.floor((screen.width * share) / shares));
  const left = screen.width - widths.reduce((sum, width) => sum + width, 0);
  return widths.map((width, index) => (index === widths.length - 1 ? width + left : width));
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
