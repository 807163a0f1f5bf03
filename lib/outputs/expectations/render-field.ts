/**
 * One aspect of an entry as YAML: what is agreed in force, what was only seen as comments.
 */
import type { ProposedField, ProposedValue } from './proposal';
import { comment, commentedOut, quoted } from './yaml-text';

/** Values held back that are printed; the others are counted. */
const HELD_SHOWN = 20;

/** Lines of one field, indented; none where there is nothing to say. */
export function fieldLines(field: ProposedField, indent: string): readonly string[] {
  const review = field.review.map((doubt) => `${indent}${comment(`review: ${doubt}`)}`);
  switch (field.form) {
    case 'list':
      return [...review, ...listLines(field, indent)];
    case 'scalar':
      return [...review, ...scalarLines(field, indent)];
    case 'tactics':
      return [...review, ...tacticLines(field, indent)];
  }
}

function listLines({ key, kept, held }: ProposedField, indent: string): readonly string[] {
  if (kept.length === 0 && held.length === 0) return [];
  const item = `${indent}  `;
  const lineOf = ({ value, note }: ProposedValue) => `${item}- ${textOf(value)} ${comment(note)}`;
  const doubted = [
    ...held.slice(0, HELD_SHOWN).map(lineOf),
    ...(held.length > HELD_SHOWN ? [`${item}# and ${held.length - HELD_SHOWN} more`] : []),
  ];
  if (kept.length === 0) {
    return [
      `${indent}${comment('review: not agreed')}`,
      ...commentedOut([`${indent}${key}:`, ...doubted], indent),
    ];
  }
  return [
    `${indent}${key}:`,
    ...kept.map(lineOf),
    ...(doubted.length > 0 ? [`${item}${comment('review: not agreed')}`] : []),
    ...commentedOut(doubted, item),
  ];
}

function scalarLines({ key, kept, held }: ProposedField, indent: string): readonly string[] {
  return [
    ...kept.map(({ value, note }) => `${indent}${key}: ${textOf(value)} ${comment(note)}`),
    ...held
      .slice(0, HELD_SHOWN)
      .map(({ value, note }) => `${indent}${comment(`review: not agreed: ${value}, ${note}`)}`),
  ];
}

function tacticLines({ key, kept, held }: ProposedField, indent: string): readonly string[] {
  const lineOf = (values: readonly ProposedValue[]) =>
    `${indent}${key}: { tactics: { deny: [${values.map(({ value }) => value).join(', ')}] } }`;
  if (kept.length > 0) return [`${lineOf(kept)} ${comment(kept[0]?.note ?? '')}`];
  return held.length === 0 ? [] : commentedOut([lineOf(held)], indent);
}

/** Whatever outsiders wrote is quoted: `null` and `no` are names, too. */
function textOf(value: string | number): string {
  return typeof value === 'number' || value === 'required' ? String(value) : quoted(value);
}
