/**
 * Many alerts in one mail: how many and how bad first, then one line each.
 */
import type { Alert } from '../../findings/alert';
import { compareSeverity } from '../../findings/severity';
import { cut } from '../../findings/title';
import { SEVERITIES } from '../../model/finding';
import { count } from '../words/count-words';
import { type AlertContext, accountOf, reportLines, wholeIn } from './alert-context';
import { mailText } from './safe-text';

/** Characters of one line, and rules that are counted one by one. */
const LINE = 200;
const RULES_SHOWN = 10;

/** The body; `rows` alerts are shown, the others counted. */
export function renderDigestText(
  headline: string,
  alerts: readonly Alert[],
  context: AlertContext,
  rows: number,
): string {
  const left = alerts.length - rows;
  return [
    mailText(headline),
    '',
    `By severity  ${countsBySeverity(alerts)}`,
    `By rule      ${countsByRule(alerts)}`,
    '',
    'Findings, the worst first',
    ...alerts.slice(0, rows).map((alert) => `  ${lineOf(alert)}`),
    ...(left > 0 ? [`  and ${left} more ${wholeIn(context)}`] : []),
    ...(context.report ? ['', 'Report', ...reportLines(context).map((line) => `  ${line}`)] : []),
    '',
    'Critical findings are always told one by one. None of these is told again unless it gets worse or comes back.',
    '',
  ].join('\n');
}

/** `3 high, 20 medium`. */
export function countsBySeverity(alerts: readonly Alert[]): string {
  return SEVERITIES.flatMap((severity) => {
    const number = alerts.filter(({ finding }) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}`];
  }).join(', ');
}

/** `37 findings`. */
export function findingsIn(alerts: readonly Alert[]): string {
  return count(alerts.length, 'finding');
}

/** The worst severity among them. */
export function worstOf(alerts: readonly Alert[]): Alert['finding']['severity'] {
  return alerts.map(({ finding }) => finding.severity).sort(compareSeverity)[0] ?? 'info';
}

function countsByRule(alerts: readonly Alert[]): string {
  const counts = new Map<string, number>();
  for (const { finding } of alerts) counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
  const rules = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = rules.slice(0, RULES_SHOWN).map(([rule, number]) => `${number} ${mailText(rule)}`);
  const left = rules.length - shown.length;
  return [...shown, ...(left > 0 ? [`${count(left, 'more rule')}`] : [])].join(', ');
}

function lineOf(alert: Alert): string {
  const { finding, why } = alert;
  const account = accountOf(alert);
  const where = account === undefined ? '' : ` (account ${account})`;
  const text = `${finding.severity.padEnd(8)} ${why === 'new' ? '' : `${why}: `}${finding.title}${where}`;
  return `${cut(mailText(cut(text, LINE)), LINE)} ${mailText(finding.id)}`;
}
