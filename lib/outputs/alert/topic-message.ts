/**
 * Alerts as messages for an SNS topic: a text for people, JSON for queues and functions, attributes for filters.
 */
import { type Alert, markOf, type TopicMessage } from '../../findings/alert';
import { cut } from '../../findings/title';
import type { AlertContext } from './alert-context';
import { accountOf, partyKindOf } from './alert-context';
import { renderAlertJson, renderManyJson } from './alert-json';
import { renderAlertText } from './alert-text';
import { countsBySeverity, findingsIn, renderDigestText, worstOf } from './digest-text';
import { firstThatFits } from './first-that-fits';
import { type Parcel, packAlerts } from './pack-alerts';
import { asciiText } from './safe-text';
import { ROOMS, type Room } from './shorten-finding';

/**
 * Bytes of all bodies of a message together. The rest of the 262,144 is for subject and attributes.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const BODY_LIMIT = 220_000;

/** Characters of a subject, with room for what mail gateways put before it. */
const SUBJECT_LIMIT = 99;

/** Characters of a value of an attribute, and of all of its values in a digest. */
const VALUE_LIMIT = 200;
const VALUES_LIMIT = 8_000;

/** Lines of a digest's text, at most 250 bytes each, and rows of its JSON: the first number that fits is taken. */
const MOST_LINES = 200;
const DIGEST_ROWS = [200, 100, 50, 20, 0];

/** All messages of a run, in the order in which they are to be sent. */
export function* topicMessages(alerts: readonly Alert[], context: AlertContext): Iterable<TopicMessage> {
  for (const parcel of packAlerts(alerts)) {
    const inside = alertsIn(parcel);
    yield {
      marks: inside.map(markOf),
      subject: subjectOf(parcel, context),
      ...bodyOf(parcel, context),
      structured: true,
      attributes: attributesOf(parcel.kind, inside, context),
    };
  }
}

/** The alerts of a parcel. */
export function alertsIn(parcel: Parcel): readonly Alert[] {
  return parcel.kind === 'finding' ? [parcel.alert] : parcel.alerts;
}

/** `[critical] Qubole used role X from a new network`; nothing before the bracket, so that mail rules can rely on it. */
export function subjectOf(parcel: Parcel, context: AlertContext): string {
  const severity = worstOf(alertsIn(parcel));
  return asciiCut(`[${severity}] ${headlineOf(parcel, context)}`, SUBJECT_LIMIT);
}

/** What a message is about in one line, as outsiders may have worded it: to be escaped. */
export function headlineOf(parcel: Parcel, { parties }: AlertContext): string {
  if (parcel.kind === 'finding') {
    const { why, finding } = parcel.alert;
    return why === 'new' ? finding.title : `${why}: ${finding.title}`;
  }
  const counts = countsBySeverity(parcel.alerts);
  if (parcel.kind === 'digest') return `${findingsIn(parcel.alerts)}: ${counts}`;
  const name = parties.get(parcel.party)?.name ?? parcel.party;
  return `${cut(name, NAME_LIMIT)}: ${parcel.alerts.length} more findings: ${counts}`;
}

/** Characters of a party's name beside its counts. */
const NAME_LIMIT = 40;

function bodyOf(parcel: Parcel, context: AlertContext): Pick<TopicMessage, 'text' | 'body'> {
  if (parcel.kind === 'finding') {
    const text = renderAlertText(parcel.alert, context);
    const json = (room: Room) => renderAlertJson(parcel.alert, context, room);
    return { text, body: firstThatFits(ROOMS, BODY_LIMIT, (room) => structured(text, json(room))) };
  }
  const { kind, alerts } = parcel;
  const text = renderDigestText(headlineOf(parcel, context), alerts, context, MOST_LINES);
  const json = (rows: number) => renderManyJson(kind, alerts, context, rows);
  return { text, body: firstThatFits(DIGEST_ROWS, BODY_LIMIT, (rows) => structured(text, json(rows))) };
}

/** What SNS calls a message structure: `default` for mail and all else, and one body for each named protocol. */
function structured(text: string, json: string): string {
  return JSON.stringify({ default: text, https: json, sqs: json, lambda: json });
}

/** A digest carries every value of what is in it: a subscriber who filters hears of a digest that holds his. */
export function attributesOf(
  kind: Parcel['kind'],
  alerts: readonly Alert[],
  context: AlertContext,
): TopicMessage['attributes'] {
  const all = {
    kind: [kind],
    severity: alerts.map(({ finding }) => finding.severity),
    rule: alerts.map(({ finding }) => finding.rule),
    party: alerts.map(({ finding }) => finding.party),
    partyKind: alerts.map((alert) => partyKindOf(alert, context)),
    account: alerts.map(accountOf),
    state: alerts.map(({ why }) => why),
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, found]) => {
      const texts = found.flatMap((text) => (text ? [asciiCut(text, VALUE_LIMIT)] : []));
      const values = firstWithin([...new Set(texts)], VALUES_LIMIT);
      const [value] = values;
      return value === undefined ? [] : [[name, values.length === 1 ? value : values]];
    }),
  );
}

/** Those that fit, from the first on: alerts are sorted worst first. */
function firstWithin(values: readonly string[], limit: number): readonly string[] {
  let room = limit;
  return values.filter((value) => {
    room -= value.length + 3;
    return room >= 0;
  });
}

/** Measured after accents and ellipses became ASCII, which may make a text longer. */
function asciiCut(text: string, limit: number): string {
  const ascii = asciiText(cut(text, limit));
  return ascii.length <= limit ? ascii : `${ascii.slice(0, limit - 3)}...`;
}
