/**
 * An alert as the mail that wakes somebody: what, who, where and when come first, on one screen.
 */
import type { Alert } from '../../findings/alert';
import { RULES } from '../../findings/catalogue';
import { cut } from '../../findings/title';
import { nameOfArn, roleArnIn } from '../../model/arn';
import type { Evidence } from '../../model/finding';
import { evidenceWords } from '../words/evidence-words';
import { type AlertContext, accountOf, partyKindOf, reportLines, wholeIn } from './alert-context';
import { mailText } from './safe-text';

/** Rows of evidence in a mail, and characters of one: more is for the report. */
const ROWS = 5;
const ROW = 400;
const REMEDY_LINES = 40;
const LINE = 300;

const LABEL_WIDTH = 8;

/** The whole body; bounded whatever the finding holds. */
export function renderAlertText(alert: Alert, context: AlertContext): string {
  const { finding, why, closed } = alert;
  const { severity, title, firstSeen, lastSeen, lastEvent, id, technique } = finding;
  const rule = RULES.find((each) => each.id === finding.rule);
  return [
    `${severity.toUpperCase()}, ${WHY[why]}: ${safe(title)}`,
    '',
    ...field('What', [`${rule?.title ?? 'A rule that this version does not know'} (${safe(finding.rule)})`]),
    ...field('Who', whoLines(alert, context)),
    ...field('Where', whereLines(alert, context)),
    ...field('When', [
      ...(lastEvent === undefined ? [] : [`last happened ${time(lastEvent)}`]),
      `first seen ${time(firstSeen)}, last seen ${time(lastSeen)}`,
    ]),
    ...field('Risk', rule ? [rule.matters] : []),
    ...(closed ? field('Now', ['closed since: a later run did not find it any more']) : []),
    ...section('Evidence', evidenceLines(finding.evidence, context)),
    ...section('What to do', remedyLines(finding.remedy, context)),
    ...section('Report', reportLines(context)),
    '',
    `Finding ${safe(id)}${technique.length > 0 ? `, ATT&CK ${technique.slice(0, ROWS).map(safe).join(', ')}` : ''}${
      context.organization === undefined ? '' : `, organization ${safe(context.organization)}`
    }, run of ${time(context.asOf)}`,
    'Agreed and fine? Declare it, or suppress the finding until a date, in trust-atlas.yaml. Told again only if it gets worse or comes back.',
    '',
  ].join('\n');
}

const WHY: Readonly<Record<Alert['why'], string>> = {
  new: 'new',
  worse: 'worse than before',
  reopened: 'back again',
};

function whoLines(alert: Alert, context: AlertContext): readonly string[] {
  const { party } = alert.finding;
  if (party === undefined) return [];
  const name = context.parties.get(party)?.name ?? party;
  const kind = partyKindOf(alert, context);
  const marks = [kind ?? 'unknown', party].filter((mark) => mark !== name);
  return [`${safe(name)}${marks.length > 0 ? ` (${[...new Set(marks)].map(safe).join(', ')})` : ''}`];
}

function whereLines(alert: Alert, { accountNames }: AlertContext): readonly string[] {
  const { subject } = alert.finding;
  const account = accountOf(alert);
  if (account === undefined) return [safe(subject)];
  const name = accountNames.get(account);
  const words = `account ${account}${name === undefined ? '' : ` (${safe(name)})`}`;
  if (account === subject) return [words];
  const role = roleArnIn(subject);
  return [`${role === undefined ? '' : `role ${safe(nameOfArn(role))} in `}${words}`, safe(subject)];
}

function evidenceLines(evidence: readonly Evidence[], context: AlertContext): readonly string[] {
  const left = evidence.length - ROWS;
  return [
    ...evidence.slice(0, ROWS).map((row) => `- ${cut(mailText(cut(evidenceWords(row), ROW)), ROW)}`),
    ...(left > 0 ? [`  and ${left} more ${wholeIn(context)}`] : []),
  ];
}

function remedyLines(remedy: string, context: AlertContext): readonly string[] {
  const lines = remedy.split('\n');
  const left = lines.length - REMEDY_LINES;
  return [
    ...lines.slice(0, REMEDY_LINES).map(safe),
    ...(left > 0 ? [`and ${left} more lines ${wholeIn(context)}`] : []),
  ];
}

/** Each line behind its own indent, so that nothing an outsider wrote can pose as a heading. */
function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function field(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${line}`);
}

function safe(text: string): string {
  return cut(mailText(cut(text, LINE)), LINE);
}

/** To the minute, in UTC; what is no time is shown as it is. */
function time(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*Z$/.exec(text);
  return match ? `${match[1]} ${match[2]} UTC` : safe(text);
}
