/**
 * Made-up CloudTrail records of calls by role sessions, and such calls already parsed.
 */
import type { SessionCall } from '../../lib/activity/sessions/session-call';
import type { ClassifyEvent } from '../../lib/activity/sessions/session-fold';
import { OWNER_ACCOUNT, ROLE } from './assume-record';

/** The session that `ownersCopy` opens, listing a bucket five minutes later; `changes` replace top-level fields. */
export function sessionRecord(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    eventVersion: '1.10',
    userIdentity: sessionIdentity(),
    eventTime: '2026-10-01T09:10:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'ListBuckets',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'Boto3/1.43',
    requestParameters: null,
    responseElements: null,
    requestID: 'request-s3',
    eventID: 'event-s3',
    readOnly: true,
    eventType: 'AwsApiCall',
    recipientAccountId: OWNER_ACCOUNT,
    ...changes,
  };
}

/** Its `userIdentity`; `changes` replace fields. */
export function sessionIdentity(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLETARGET01:nightly',
    arn: 'arn:aws:sts::444455556666:assumed-role/TrustReader/nightly',
    accountId: OWNER_ACCOUNT,
    accessKeyId: 'ASIAEXAMPLESESSION1',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLETARGET01',
        arn: ROLE,
        accountId: OWNER_ACCOUNT,
        userName: 'TrustReader',
      },
      attributes: { creationDate: '2026-10-01T09:05:12Z', mfaAuthenticated: 'false' },
    },
    ...changes,
  };
}

/** That call, already parsed. */
export function sessionCall(changes: Partial<SessionCall> = {}): SessionCall {
  return {
    callId: changes.eventId ?? 'event-s3',
    eventId: 'event-s3',
    time: '2026-10-01T09:10:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'ListBuckets',
    region: 'eu-west-1',
    network: '203.0.113.7',
    userAgent: 'Boto3/1.43',
    outcome: 'success',
    recipient: OWNER_ACCOUNT,
    principal: 'role',
    role: ROLE,
    account: OWNER_ACCOUNT,
    accessKeyId: 'ASIAEXAMPLESESSION1',
    principalId: 'AROAEXAMPLETARGET01',
    sessionName: 'nightly',
    creationDate: '2026-10-01T09:05:12Z',
    ...changes,
  };
}

/** Lists are discovery, secrets are credential access and sensitive, all else is nothing. */
export const classify: ClassifyEvent = (_, eventName) => {
  if (eventName.startsWith('List')) return { tactics: ['discovery'], sensitive: false };
  if (eventName.includes('Secret')) return { tactics: ['credential-access', 'collection'], sensitive: true };
  return undefined;
};
