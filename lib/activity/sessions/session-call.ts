/**
 * One call made with the credentials of a role's session, in the one normal form; and the reader of it.
 *
 * Sessions are followed through these. What was asked for and answered (parameters, resources) is not kept.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
import { accountOfArn, roleArnIn } from '../../model/arn';
import { type AccountId, accountIdIn } from '../../model/identifiers';
import { ok, type Parsed, problem } from '../../model/problem';
import { eventIdentity } from '../event-identity';
import { eventOutcome } from '../event-outcome';
import { parseEventTime } from '../event-time';
import { networkAt } from '../network';
import { type Fields, fieldAt, fieldsAt, fieldsIn, idAt, textAt } from '../record-fields';
import { sessionArnIn } from '../session-arn';

export interface SessionCall {
  /** the same on the copies that several accounts get of one call, where CloudTrail says that there are several */
  readonly callId: string;
  readonly eventId: string;
  /** ISO 8601 UTC to the second */
  readonly time: string;
  /** host name, such as `s3.amazonaws.com` */
  readonly eventSource: string;
  readonly eventName: string;
  readonly region?: string;
  /** an address, or an AWS service's host name */
  readonly network?: string;
  readonly userAgent?: string;
  readonly outcome: 'success' | 'refused';
  readonly errorCode?: string;
  /** the account whose trail held this copy */
  readonly recipient?: AccountId;
  /** who acts: a role, or the root user of a member account that `AssumeRoot` entered */
  readonly principal: 'role' | 'root';
  /** the role's ARN, with its path where the record names the issuer; of a root session the root's ARN */
  readonly role?: string;
  /** the session's own account */
  readonly account?: AccountId;
  /** `ASIA…` it signed with: the key of a session, but for the console and Identity Center, which change it */
  readonly accessKeyId?: string;
  /** `AROA…` of the role; of a root session its account */
  readonly principalId?: string;
  readonly sessionName?: string;
  /** when the credentials were issued */
  readonly creationDate?: string;
  /** the user of Identity Center behind the session */
  readonly onBehalfOf?: string;
  /** there where the record says that `AssumeRoot` issued a root session's credentials */
  readonly assumedRoot?: true;
  /** ARN of who switched to the role in the console: on the console's own record of the switch only */
  readonly switchedFrom?: string;
}

/** Keys that STS issues start so; a root user's own access key and an IAM user's start with `AKIA`. */
const TEMPORARY = 'ASIA';

/**
 * Reads one record.
 *
 * @param record a parsed CloudTrail record, or anything else
 * @param at     where it was read, repeated in the problem
 * @returns      undefined where no role's session (or root's, with temporary credentials) made the call; else the
 *               call, or one of the problems `event-time-invalid`, `event-id-missing`, `event-name-missing` and
 *               `session-unnamed` (neither a key nor a principal id tells whose call it is)
 */
export function parseSessionCall(record: unknown, at: string): Parsed<SessionCall> | undefined {
  const fields = fieldsIn(record);
  const identity = fieldsAt(fields, 'userIdentity');
  const principal = principalKind(identity);
  if (fields === undefined || principal === undefined) return undefined;

  const time = parseEventTime(fieldAt(fields, 'eventTime'), at);
  if (time.kind === 'problem') return time;
  const { eventId, sharedEventId } = eventIdentity(fields);
  if (eventId === undefined) return problem('event-id-missing', at, 'expected an event id');
  const eventSource = idAt(fields, 'eventSource');
  const eventName = idAt(fields, 'eventName');
  if (eventSource === undefined || eventName === undefined) {
    return problem('event-name-missing', at, 'expected the source and the name of an event');
  }
  const session = sessionIn(identity);
  if (session.accessKeyId === undefined && session.principalId === undefined) {
    return problem('session-unnamed', at, 'expected the access key or the principal id of a session');
  }

  return ok({
    callId: sharedEventId ?? eventId,
    eventId,
    time: time.value,
    eventSource,
    eventName,
    region: idAt(fields, 'awsRegion'),
    network: networkAt(fields),
    userAgent: textAt(fields, 'userAgent'),
    ...eventOutcome(fields),
    recipient: accountIdIn(idAt(fields, 'recipientAccountId')),
    principal,
    ...session,
    switchedFrom:
      eventName === 'SwitchRole' ? idAt(fieldsAt(fields, 'additionalEventData'), 'SwitchFrom') : undefined,
  });
}

/** Undefined for users, services and other accounts' copies, which name neither key nor time of issue. */
function principalKind(identity: Fields | undefined): SessionCall['principal'] | undefined {
  const type = idAt(identity, 'type');
  if (type === 'AssumedRole') return 'role';
  return type === 'Root' && idAt(identity, 'accessKeyId')?.startsWith(TEMPORARY) ? 'root' : undefined;
}

function sessionIn(identity: Fields | undefined) {
  const context = fieldsAt(identity, 'sessionContext');
  const issuer = fieldsAt(context, 'sessionIssuer');
  const ownArn = idAt(identity, 'arn');
  const session = sessionArnIn(ownArn);
  const role = roleArnIn(idAt(issuer, 'arn')) ?? session?.role ?? ownArn;
  const [principalId, ...name] =
    (idAt(identity, 'principalId') ?? idAt(issuer, 'principalId'))?.split(':') ?? [];
  return {
    role,
    account:
      accountIdIn(idAt(identity, 'accountId')) ?? (role === undefined ? undefined : accountOfArn(role)),
    accessKeyId: idAt(identity, 'accessKeyId'),
    principalId: principalId || undefined,
    sessionName: name.join(':') || session?.session || undefined,
    creationDate: creationDate(fieldsAt(context, 'attributes')),
    onBehalfOf: idAt(fieldsAt(identity, 'onBehalfOf'), 'userId'),
    assumedRoot: saysTrue(fieldAt(context, 'assumedRoot')),
  };
}

/** CloudTrail writes truth as text, some query results as truth. */
function saysTrue(value: unknown): true | undefined {
  return value === true || value === 'true' ? true : undefined;
}

/** Old records write `20131102T010628Z`. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

function creationDate(attributes: Fields | undefined): string | undefined {
  const written = idAt(attributes, 'creationDate')?.replace(COMPACT, '$1-$2-$3T$4:$5:$6Z');
  const time = parseEventTime(written, '');
  return time.kind === 'ok' ? time.value : undefined;
}
