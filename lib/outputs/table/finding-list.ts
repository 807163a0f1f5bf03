/**
 * Findings for people: what is wrong, what it is worth, the evidence, and the change that fixes it.
 */
import type { Finding, Severity } from '../../model/finding';
import { escapeText } from '../escape';
import { evidenceWords } from '../words/evidence-words';
import { hanging, heading, type Ink, inkFor, type Screen } from './layout';
import { restLine } from './rest-line';

const LABEL_WIDTH = 9;
const INDENT = ' '.repeat(LABEL_WIDTH);
const SHOWN_ROWS = 3;

/** The section; findings past `limit` are counted, not shown. */
export function renderFindings(findings: readonly Finding[], screen: Screen, limit: number): string {
  if (findings.length === 0) return '';
  const ink = inkFor(screen);
  const shown = findings.slice(0, limit);
  const left = findings.length - shown.length;
  const more = left > 0 ? [restLine({ left, one: 'finding', format: 'json' }, screen)] : [];
  const blocks = shown.map((finding) => renderFinding(finding, screen, ink));
  return heading('Findings', screen) + [...blocks, ...more].join('\n');
}

function renderFinding(
  { severity, title, rule, technique, state, because, evidence, subject, remedy }: Finding,
  screen: Screen,
  ink: Ink,
): string {
  const line = (label: string, text: string) =>
    hanging(ink.dim(label.padEnd(LABEL_WIDTH)), text, screen, INDENT);
  const worth = evidence.filter((row) => row.tier !== undefined);
  const facts = evidence.filter((row) => row.tier === undefined);
  const shown = facts.slice(0, SHOWN_ROWS);
  const left = facts.length - shown.length;
  return [
    `${paint(severity, ink)(severity.toUpperCase().padEnd(LABEL_WIDTH))}${ink.bold(escapeText(title))}\n`,
    line('  where', subject),
    ...worth.map(({ tier, because }) => line('  gets', `${tier}: ${because}`)),
    ...shown.map((row, index) => line(index === 0 ? '  seen' : '', evidenceWords(row))),
    ...(left > 0 ? [line('', `… and ${left} more in --format json`)] : []),
    line('  fix', remedy),
    line('  rule', [rule, ...technique, because === undefined ? state : `${state}: ${because}`].join(' · ')),
  ].join('');
}

function paint(severity: Severity, ink: Ink): (text: string) => string {
  switch (severity) {
    case 'critical':
      return (text) => ink.inverse(ink.red(text));
    case 'high':
      return ink.red;
    case 'medium':
      return ink.yellow;
    case 'low':
      return ink.blue;
    case 'info':
      return ink.dim;
  }
}
