/**
 * Columns of text that fit a terminal: wrapped in their cells, aligned for wide characters too.
 */
import CliTable from 'cli-table3';
import pc from 'picocolors';
import { escapeText } from '../escape';

export interface Screen {
  /** columns of text, at least 60 */
  readonly width: number;
  readonly color: boolean;
}

export interface Column {
  readonly title: string;
  /** share of the width */
  readonly share: number;
}

export type Ink = ReturnType<typeof pc.createColors>;

/** Colours that do nothing where the screen has none. */
export function inkFor(screen: Screen): Ink {
  return pc.createColors(screen.color);
}

const GAP = 2;
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/**
 * Rows under a heading line, without drawn lines.
 * @param rows cells as text that is already escaped or coloured
 */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  screen: Screen,
): string {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const table = new CliTable({
    head: columns.map(({ title }) => inkFor(screen).dim(title)),
    colWidths: columns.map(({ share }) => Math.floor((screen.width * share) / shares)),
    wordWrap: true,
    wrapOnWordBoundary: false,
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return `${table.toString().replace(/ +$/gm, '')}\n`;
}

/** A section's heading with an empty line above it. */
export function heading(text: string, screen: Screen): string {
  return `\n${inkFor(screen).bold(text)}\n`;
}

/** Lines of free text, broken at blanks to fit, each begun with `indent`; the text is escaped here. */
export function paragraph(text: string, screen: Screen, indent: string): string {
  const room = Math.max(20, screen.width - indent.length);
  return text
    .split('\n')
    .flatMap((line) => breakLine(escapeText(line), room))
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n')
    .concat('\n');
}

/** Breaks at blanks; a leading indentation is kept, a word longer than the room stays whole to be copied. */
function breakLine(line: string, room: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(' ')) {
    if (current !== '' && indent.length + current.length + 1 + word.length > room) {
      lines.push(indent + current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, indent + current];
}
