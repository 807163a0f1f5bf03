/**
 * From one CloudTrail record to an `Assumption`: all shapes that STS assume calls have, in log files, event
 * history, event bus and query results alike.
 *
 * Never throws and keeps no secret: the session token is not read, and of the external id only whether one
 * was sent. Whoever unwraps records (envelopes, `CloudTrailEvent` strings) does so before.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
import { accountOfArn, type RoleArn, roleArnIn } from '../model/arn';
import { ASSUME_CALLS } from '../model/assume-call';
import type { Assumption } from '../model/assumption';
import { type AccountId, accountIdIn } from '../model/identifiers';
import { ok, type Parsed, problem } from '../model/problem';
import { eventIdentity } from './event-identity';
import { eventOutcome } from './event-outcome';
import { parseEventTime } from './event-time';
import { networkAt } from './network';
import { parseCaller } from './parse-caller';
import { type Fields, fieldAt, fieldsAt, fieldsIn, idAt, listAt, textAt } from './record-fields';
import { sessionArnIn } from './session-arn';

const STS: readonly (string | undefined)[] = ['sts.amazonaws.com', 'sts.amazonaws.com.cn'];
const CALLS: readonly Assumption['call'][] = [...ASSUME_CALLS, 'AssumeRoot'];

/**
 * Reads one record.
 *
 * @param record a parsed CloudTrail record, or anything else
 * @param at     where it was read, repeated in the problem
 * @returns      undefined where it is no assume call of STS; else the assumption, or one of the problems
 *               `event-time-invalid`, `event-id-missing` (repeated deliveries could not be told apart) and
 *               `assumed-role-unknown` (a success that names no role)
 */
export function parseAssumption(record: unknown, at: string): Parsed<Assumption> | undefined {
  const fields = fieldsIn(record);
  const call = assumeCallIn(fields);
  if (fields === undefined || call === undefined) return undefined;

  const time = parseEventTime(fieldAt(fields, 'eventTime'), at);
  if (time.kind === 'problem') return time;

  const { eventId, ...ids } = eventIdentity(fields);
  if (eventId === undefined) return problem('event-id-missing', at, 'expected an event id');

  const ended = eventOutcome(fields);
  const role = call === 'AssumeRoot' ? undefined : targetRole(fields);
  if (role === undefined && ended.outcome === 'success' && call !== 'AssumeRoot') {
    return problem('assumed-role-unknown', at, 'expected the ARN of the assumed role', roleAsWritten(fields));
  }

  const request = fieldsAt(fields, 'requestParameters');
  const response = fieldsAt(fields, 'responseElements');
  return ok({
    eventId,
    ...ids,
    call,
    time: time.value,
    region: idAt(fields, 'awsRegion'),
    ...ended,
    role,
    enteredAccount: call === 'AssumeRoot' ? accountEntered(request) : undefined,
    caller: parseCaller(fields, call),
    sessionName: textAt(request, 'roleSessionName') ?? issuedSession(response),
    sourceIdentity: textAt(request, 'sourceIdentity'),
    externalId: externalIdSent(request, call),
    network: networkAt(fields),
    userAgent: textAt(fields, 'userAgent'),
    recipient: accountIdIn(idAt(fields, 'recipientAccountId')),
    accessKeyId: idAt(fieldsAt(response, 'credentials'), 'accessKeyId'),
    assumedRoleId: idAt(fieldsAt(response, 'assumedRoleUser'), 'assumedRoleId'),
  });
}

/** The call, where STS made the record; the console's role switch has the same name and another source. */
function assumeCallIn(fields: Fields | undefined): Assumption['call'] | undefined {
  if (!STS.includes(idAt(fields, 'eventSource'))) return undefined;
  const name = idAt(fields, 'eventName');
  return CALLS.find((call) => call === name);
}

/**
 * The role asked for. A refusal has neither parameters nor resources and names it in its message only; a record
 * that lost both to its size still has the issued session, which tells the role without its path.
 */
function targetRole(fields: Fields): RoleArn | undefined {
  return (
    roleArnIn(idAt(fieldsAt(fields, 'requestParameters'), 'roleArn')) ??
    listAt(fields, 'resources')
      .map((resource) => roleArnIn(idAt(resource, 'ARN') ?? idAt(resource, 'arn')))
      .find((arn) => arn !== undefined) ??
    roleInMessage(idAt(fields, 'errorMessage')) ??
    roleArnIn(sessionArnIn(issuedSessionArn(fieldsAt(fields, 'responseElements')))?.role)
  );
}

/** The target of `AssumeRoot` is an account's id or its root's ARN. */
function accountEntered(request: Fields | undefined): AccountId | undefined {
  const target = idAt(request, 'targetPrincipal');
  return accountIdIn(target) ?? (target === undefined ? undefined : accountOfArn(target));
}

/** `… is not authorized to perform: sts:AssumeRole on resource: arn:…`, with or without a reason behind it. */
function roleInMessage(message: string | undefined): RoleArn | undefined {
  const marker = ' on resource: ';
  const at = message?.indexOf(marker) ?? -1;
  return at < 0 ? undefined : roleArnIn(message?.slice(at + marker.length).split(/\s/, 1)[0]);
}

function issuedSessionArn(response: Fields | undefined): string | undefined {
  return idAt(fieldsAt(response, 'assumedRoleUser'), 'arn');
}

function issuedSession(response: Fields | undefined): string | undefined {
  return sessionArnIn(issuedSessionArn(response))?.session || undefined;
}

/** What stands where the role's ARN should, for the problem; text only. */
function roleAsWritten(fields: Fields): string | undefined {
  return textAt(fieldsAt(fields, 'requestParameters'), 'roleArn');
}

/** Only AssumeRole can carry one, and only parameters that are there can show that it did not. */
function externalIdSent(request: Fields | undefined, call: Assumption['call']): Assumption['externalId'] {
  if (call !== 'AssumeRole' || fieldAt(request, 'roleArn') === undefined) return 'unknown';
  return fieldAt(request, 'externalId') == null ? 'not-sent' : 'sent';
}
