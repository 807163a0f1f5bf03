/**
 * Changes of trust: one call that changes, or was refused to change, whom roles let in.
 *
 * Documents are not kept: a trust policy holds external ids. What a role trusts now is read from its account.
 */
import type { AssumptionCaller } from '../model/assumption';
import { type AccountId, accountIdIn } from '../model/identifiers';
import { ok, type Parsed, problem } from '../model/problem';
import { eventIdentity } from './event-identity';
import { eventOutcome } from './event-outcome';
import { parseEventTime } from './event-time';
import { networkAt } from './network';
import { parseSigner } from './parse-caller';
import { type Fields, fieldAt, fieldsAt, fieldsIn, idAt, textAt } from './record-fields';
import { type TrustEvent, type TrustSubject, trustEventOf } from './trust-event';

export interface TrustChange {
  readonly eventId: string;
  /** ISO 8601 UTC to the second */
  readonly time: string;
  /** such as `UpdateAssumeRolePolicy` */
  readonly event: string;
  readonly what: TrustSubject;
  readonly change: TrustEvent['change'];
  /** ARN, id or name of what was changed, the fullest that the record tells; names lack the path */
  readonly subject?: string;
  /** where in the organization it takes effect: an account, unit or root */
  readonly target?: string;
  readonly who: AssumptionCaller;
  readonly outcome: 'success' | 'refused';
  readonly errorCode?: string;
  /** the account whose trail held the record, which is where the change is */
  readonly account?: AccountId;
  readonly region?: string;
  readonly network?: string;
  readonly userAgent?: string;
  /** whether the record holds the new policy, metadata or certificate */
  readonly hasDocument: boolean;
}

/**
 * Reads one record.
 *
 * @param record a parsed CloudTrail record, or anything else
 * @param at     where it was read, repeated in the problem
 * @returns      undefined where it is no call that changes trust; else the change, or one of the problems
 *               `event-time-invalid` and `event-id-missing`
 */
export function parseTrustChange(record: unknown, at: string): Parsed<TrustChange> | undefined {
  const fields = fieldsIn(record);
  const event = idAt(fields, 'eventName');
  const known = trustEventOf(idAt(fields, 'eventSource') ?? '', event ?? '');
  if (fields === undefined || event === undefined || known === undefined) return undefined;

  const time = parseEventTime(fieldAt(fields, 'eventTime'), at);
  if (time.kind === 'problem') return time;
  const { eventId } = eventIdentity(fields);
  if (eventId === undefined) return problem('event-id-missing', at, 'expected an event id');

  const request = fieldsAt(fields, 'requestParameters');
  return ok({
    eventId,
    time: time.value,
    event,
    what: known.subject,
    change: known.change,
    subject: subjectOf(fields, known),
    target: known.target === undefined ? undefined : idAt(request, known.target),
    who: parseSigner(fields),
    ...eventOutcome(fields),
    account: accountIdIn(idAt(fields, 'recipientAccountId')),
    region: idAt(fields, 'awsRegion'),
    network: networkAt(fields),
    userAgent: textAt(fields, 'userAgent'),
    hasDocument: known.document !== undefined && fieldAt(request, known.document) != null,
  });
}

/** A refusal may name it in its message only. */
function subjectOf(record: Fields, { answered, asked }: TrustEvent): string | undefined {
  const response = fieldsAt(record, 'responseElements');
  const request = fieldsAt(record, 'requestParameters');
  return (
    first(answered.map((path) => idUnder(response, path))) ??
    first(asked.map((path) => idUnder(request, path))) ??
    resourceInMessage(idAt(record, 'errorMessage'))
  );
}

function first(found: readonly (string | undefined)[]): string | undefined {
  return found.find((text) => text !== undefined);
}

/** The identifier under a path with dots. */
function idUnder(fields: Fields | undefined, path: string): string | undefined {
  const names = path.split('.');
  const last = names.pop() ?? '';
  return idAt(
    names.reduce<Fields | undefined>((inner, name) => fieldsAt(inner, name), fields),
    last,
  );
}

/** `… on resource: arn:…` or `… on resource: role Name`, with or without a reason behind it. */
function resourceInMessage(message: string | undefined): string | undefined {
  const [, behind] = message?.split(' on resource: ', 2) ?? [];
  const [kind, name] = behind?.split(/\s/, 2) ?? [];
  if (kind?.startsWith('arn:')) return kind;
  return kind === 'role' || kind === 'policy' ? name : undefined;
}
