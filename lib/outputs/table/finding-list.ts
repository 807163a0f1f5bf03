/**
 * Findings for people: what is wrong, the evidence, and the change that fixes it.
 */
import type { Finding, Severity } from '../../findings/finding';
import { escapeText } from '../escape';
import { count } from '../words/count-words';
import { heading, type Ink, inkFor, paragraph, type Screen } from './layout';

const INDENT = '   ';

/** The section; findings past `limit` are counted, not shown. */
export function renderFindings(findings: readonly Finding[], screen: Screen, limit: number): string {
  if (findings.length === 0) return '';
  const ink = inkFor(screen);
  const shown = findings.slice(0, limit);
  const left = findings.length - shown.length;
  const more =
    left > 0 ? ink.dim(`\n… and ${count(left, 'more finding')}: use --all, or --format json\n`) : '';
  return (
    heading('Findings', screen) +
    shown.map((finding) => renderFinding(finding, screen, ink)).join('\n') +
    more
  );
}

function renderFinding(finding: Finding, screen: Screen, ink: Ink): string {
  const label = paint(finding.severity, ink)(finding.severity.toUpperCase());
  const head = `${label}  ${ink.bold(escapeText(finding.title))}\n`;
  const rule = ink.dim(`${INDENT}${[finding.rule, ...finding.technique, finding.state].join(' · ')}\n`);
  const evidence = finding.evidence.map((row) => paragraph(evidenceLine(row), screen, INDENT)).join('');
  return head + rule + evidence + paragraph(`Fix: ${finding.remedy}`, screen, INDENT);
}

function evidenceLine(row: Finding['evidence'][number]): string {
  return Object.entries(row)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
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
