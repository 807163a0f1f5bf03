/**
 * Lines of text that outsiders wrote parts of: a line feed in it begins no line of ours.
 */
import { escapeText } from '../escape';
import { hanging, type Screen } from '../table/layout';

/** The text behind `first`, broken to fit, further lines behind `indent`; all of it painted. */
export function safeLines(
  first: string,
  text: string,
  screen: Screen,
  indent: string,
  paint?: (text: string) => string,
): string {
  const plain = hanging(first, escapeText(text), screen, indent);
  return paint ? `${paint(plain.trimEnd())}\n` : plain;
}
