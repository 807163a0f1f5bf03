/**
 * The rule catalogue and one rule's page, for a terminal.
 */
import type { Rule } from '../findings/rule';
import { type Column, inkFor, layOut, paragraph, type Screen } from './table/layout';

const COLUMNS: readonly Column[] = [
  { title: 'RULE', share: 30 },
  { title: 'WHAT IS WRONG', share: 55 },
  { title: 'ATT&CK', share: 15 },
];

/** One line for each rule, in the catalogue's order. */
export function renderRuleList(rules: readonly Rule[], screen: Screen): string {
  const rows = rules.map(({ id, title, technique }) => [
    { text: id },
    { text: title },
    { text: technique.join(', ') },
  ]);
  return layOut(COLUMNS, rows, screen);
}

/** All that is to be said of one rule. */
export function renderRulePage(rule: Rule, screen: Screen): string {
  const ink = inkFor(screen);
  const parts: readonly (readonly [string, string])[] = [
    ['What it means', rule.means],
    ['Why it matters', rule.matters],
    ['How to fix it', rule.fix],
    ['When it is fine', rule.fine],
    ['Severity', rule.severity],
    ['MITRE ATT&CK', rule.technique.join(', ')],
  ];
  const body = parts.map(([name, text]) => `\n${ink.bold(name)}\n${paragraph(text, screen, '  ')}`).join('');
  return `${ink.bold(rule.id)}  ${rule.title}\n${body}`;
}
