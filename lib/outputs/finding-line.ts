/**
 * A finding on one line, for whoever watches them come.
 */
import type { Finding } from '../model/finding';
import { escapeText } from './escape';

/** Time, severity, title, and the rule and id by which more is to be had. */
export function renderFindingLine({ lastEvent, lastSeen, severity, title, rule, id }: Finding): string {
  return `${lastEvent ?? lastSeen}  ${severity.padEnd(8)}  ${escapeText(title)}  (${rule} ${id})\n`;
}
