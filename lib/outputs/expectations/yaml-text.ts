/**
 * Text of outsiders in YAML: as a quoted scalar, or as a comment that ends where its line does.
 */
import { cut } from '../../findings/title';
import { escapeJson, escapeText } from '../escape';

/** Characters of one comment: a name may be any length. */
const COMMENT_LENGTH = 300;

/** In double quotes, as JSON writes it, which YAML reads alike; what a screen or a reader could be fooled by is escaped. */
export function quoted(text: string): string {
  return escapeJson(JSON.stringify(text));
}

/** One line that breaks out of nothing: `# …`. */
export function comment(text: string): string {
  return `# ${escapeText(cut(text, COMMENT_LENGTH))}`;
}

/** Lines as comments, so that taking the marks away gives them back. */
export function commentedOut(lines: readonly string[], indent: string): readonly string[] {
  return lines.map((line) => `${indent}# ${line.slice(indent.length)}`);
}
