/**
 * Alerts as custom notifications of Amazon Q Developer in chat applications, which shows them in Slack and Teams.
 *
 * It reads them from an SNS topic of its own: the message is this JSON and nothing else.
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
import { type Alert, markOf, type TopicMessage } from '../../findings/alert';
import { RULES } from '../../findings/catalogue';
import { cut } from '../../findings/title';
import { evidenceWords } from '../words/evidence-words';
import { type AlertContext, accountOf, consoleAddress, partyKindOf, wholeIn } from './alert-context';
import { countsBySeverity, worstOf } from './digest-text';
import { type Parcel, packAlerts } from './pack-alerts';
import { asciiJson, mailText } from './safe-text';
import { alertsIn, attributesOf, headlineOf, subjectOf } from './topic-message';

/** Rows of evidence, lines of a digest, lines of a remedy. */
const ROWS = 3;
const DIGEST_LINES = 10;
const REMEDY_LINES = 30;

/** Characters of a headline, of one value, of a remedy. */
const TITLE = 250;
const VALUE = 300;
const REMEDY = 3000;

/** One notification for each message that the mail topic would get. */
export function* chatMessages(alerts: readonly Alert[], context: AlertContext): Iterable<TopicMessage> {
  for (const parcel of packAlerts(alerts)) {
    const inside = alertsIn(parcel);
    const body = asciiJson(notificationOf(parcel, context));
    yield {
      marks: inside.map(markOf),
      subject: subjectOf(parcel, context),
      text: body,
      body,
      structured: false,
      attributes: attributesOf(parcel.kind, inside, context),
    };
  }
}

function notificationOf(parcel: Parcel, context: AlertContext): object {
  const alerts = alertsIn(parcel);
  const severity = worstOf(alerts);
  const headline = chatText(cut(headlineOf(parcel, context), TITLE));
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: `[${severity}] ${headline}`,
      description: parcel.kind === 'finding' ? aboutOne(parcel, context) : aboutMany(parcel, context),
      nextSteps: [...remedySteps(parcel), ...reportStep(context)],
      keywords: [severity, ...keywordsOf(parcel).map((word) => chatText(cut(word, VALUE)))],
    },
    metadata: {
      threadId: threadOf(parcel),
      summary: headline,
      eventType: 'trust-atlas',
      relatedResources: alerts
        .slice(0, DIGEST_LINES)
        .map(({ finding }) => chatText(cut(finding.subject, VALUE))),
    },
  };
}

function aboutOne({ alert }: Extract<Parcel, { kind: 'finding' }>, context: AlertContext): string {
  const { finding } = alert;
  const { party } = finding;
  const kind = partyKindOf(alert, context);
  const name = party === undefined ? undefined : (context.parties.get(party)?.name ?? party);
  const what = RULES.find(({ id }) => id === finding.rule)?.title;
  const facts = finding.evidence.slice(0, ROWS).map(evidenceWords);
  const left = finding.evidence.length - facts.length;
  return [
    ...(what === undefined ? [] : [`What: ${what}`]),
    ...(name === undefined ? [] : [`Who: ${code(name)} (${kind})`]),
    `Where: ${code(finding.subject)}`,
    `When: first seen ${code(finding.firstSeen)}, last seen ${code(finding.lastSeen)}`,
    ...facts.map((fact) => `Seen: ${code(fact)}`),
    ...(left > 0 ? [`and ${left} more ${wholeIn(context)}`] : []),
  ].join('\n');
}

function aboutMany({ alerts }: Exclude<Parcel, { kind: 'finding' }>, context: AlertContext): string {
  const left = alerts.length - DIGEST_LINES;
  return [
    countsBySeverity(alerts),
    ...alerts.slice(0, DIGEST_LINES).map(({ finding }) => `${finding.severity}: ${code(finding.title)}`),
    ...(left > 0 ? [`and ${left} more ${wholeIn(context)}`] : []),
  ].join('\n');
}

/** A follow-up on the same finding, such as its return, goes into the same thread. */
function threadOf(parcel: Parcel): string {
  switch (parcel.kind) {
    case 'finding':
      return parcel.alert.finding.id;
    case 'summary':
      return `party ${chatText(cut(parcel.party, VALUE))}`;
    case 'digest':
      return 'digest';
  }
}

function keywordsOf(parcel: Parcel): readonly string[] {
  if (parcel.kind !== 'finding') return [parcel.kind];
  const { rule, party } = parcel.alert.finding;
  return [rule, party, accountOf(parcel.alert)].filter((word) => word !== undefined);
}

function remedySteps(parcel: Parcel): readonly string[] {
  if (parcel.kind !== 'finding') return [];
  const lines = cut(parcel.alert.finding.remedy, REMEDY).split('\n').slice(0, REMEDY_LINES);
  return [lines.map((line) => (line.trim() === '' ? '' : codeKeepingIndent(line))).join('\n')];
}

function reportStep({ report }: AlertContext): readonly string[] {
  if (report === undefined) return [];
  return [report.kind === 'bucket' ? `Report: ${consoleAddress(report)}` : `Report: ${code(report.path)}`];
}

/** A line of a remedy: prose as text, JSON as code with its indent. */
function codeKeepingIndent(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return /^[ {}\]]/.test(line) ? `\`${indent}${inCode(line.trim())}\`` : chatText(line);
}

/** Shown as it is: chat programs read no markdown, mention or link inside a code span. */
function code(text: string): string {
  return `\`${inCode(cut(text, VALUE))}\``;
}

function inCode(text: string): string {
  return mailText(text).replace(/[`<>@&]/g, (character) => LOOKALIKE.get(character) ?? character);
}

/**
 * Outside a code span: marks that make markdown, mentions and links become look-alikes. Slack knows no escape for
 * them, and what one chat program escapes the other one shows.
 */
function chatText(text: string): string {
  return mailText(text)
    .replace(/[`<>@&*~|[\]#\\]/g, (character) => LOOKALIKE.get(character) ?? character)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\uff3f');
}

const LOOKALIKE: ReadonlyMap<string, string> = new Map([
  ['`', '\u02cb'],
  ['<', '\u2039'],
  ['>', '\u203a'],
  ['@', '\uff20'],
  ['&', '\uff06'],
  ['*', '\u2217'],
  ['~', '\u223c'],
  ['|', '\u2502'],
  ['[', '\uff3b'],
  [']', '\uff3d'],
  ['#', '\uff03'],
  ['\\', '\u2216'],
]);
