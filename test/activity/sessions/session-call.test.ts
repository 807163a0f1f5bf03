import * as fc from 'fast-check';
import { parseSessionCall, type SessionCall } from '../../../lib/activity/sessions/session-call';
import {
  callersCopy,
  OWNER_ACCOUNT,
  ownersCopy,
  refusedCopy,
  serviceCopy,
} from '../../support/assume-record';
import { sessionCall, sessionIdentity, sessionRecord } from '../../support/session-record';

const ROOT_IDENTITY = {
  type: 'Root',
  principalId: OWNER_ACCOUNT,
  arn: 'arn:aws:iam::444455556666:root',
  accountId: OWNER_ACCOUNT,
  accessKeyId: 'ASIAEXAMPLEROOT0001',
  sessionContext: { attributes: { creationDate: '2026-10-01T09:05:12Z' }, assumedRoot: 'true' },
};

describe('parseSessionCall', () => {
  it('reads a call of a role session', () => {
    expect(parseSessionCall(sessionRecord(), 'log.json#0')).toEqual({ kind: 'ok', value: sessionCall() });
  });

  it.each<[string, Record<string, unknown>, Partial<SessionCall>]>([
    [
      'an error code is a refusal',
      { errorCode: 'AccessDenied' },
      { outcome: 'refused', errorCode: 'AccessDenied' },
    ],
    ['an error message alone is a refusal', { errorMessage: 'no' }, { outcome: 'refused' }],
    [
      'an assume call is a call like all others',
      { ...callersCopy() },
      { eventName: 'AssumeRole', accessKeyId: 'ASIAEXAMPLECALLER01', sessionName: 'build-77' },
    ],
    [
      "copies for several accounts have one call id, and each one's event id",
      { sharedEventID: 'shared-9' },
      { callId: 'shared-9', eventId: 'event-s3' },
    ],
    [
      'a corrected record is known by the ids of the first',
      { eventID: 'new', addendum: { reason: 'UPDATED_DATA', originalEventID: 'event-first' } },
      { callId: 'event-first', eventId: 'event-first' },
    ],
    [
      "without an issuer the session's ARN tells the role, without its path",
      { userIdentity: sessionIdentity({ sessionContext: undefined }) },
      { role: 'arn:aws:iam::444455556666:role/TrustReader', creationDate: undefined },
    ],
    [
      'without a principal id the issuer and the ARN tell both halves of it',
      { userIdentity: sessionIdentity({ principalId: undefined }) },
      { principalId: 'AROAEXAMPLETARGET01', sessionName: 'nightly' },
    ],
    [
      'a session name may hold colons',
      { userIdentity: sessionIdentity({ principalId: 'AROAEXAMPLETARGET01:a:b' }) },
      { principalId: 'AROAEXAMPLETARGET01', sessionName: 'a:b' },
    ],
    [
      'an empty access key is absent',
      { userIdentity: sessionIdentity({ accessKeyId: '' }) },
      { accessKeyId: undefined },
    ],
    [
      'old records write the time of issue without marks',
      {
        userIdentity: sessionIdentity({
          sessionContext: { attributes: { creationDate: '20261001T090512Z' } },
        }),
      },
      { creationDate: '2026-10-01T09:05:12Z' },
    ],
    [
      'a time of issue that is none is not known',
      { userIdentity: sessionIdentity({ sessionContext: { attributes: { creationDate: 'today' } } }) },
      { creationDate: undefined },
    ],
    [
      'Identity Center names the user behind the session',
      { userIdentity: sessionIdentity({ onBehalfOf: { userId: 'user-1', identityStoreArn: 'arn:x' } }) },
      { onBehalfOf: 'user-1' },
    ],
    [
      'a switch of roles in the console names who switched, and no key',
      {
        eventSource: 'signin.amazonaws.com',
        eventName: 'SwitchRole',
        userIdentity: sessionIdentity({ accessKeyId: undefined, sessionContext: undefined }),
        additionalEventData: { SwitchFrom: 'arn:aws:iam::111122223333:user/dana', RedirectTo: 'https://x' },
      },
      { switchedFrom: 'arn:aws:iam::111122223333:user/dana', accessKeyId: undefined },
    ],
    [
      'only a switch of roles names who switched',
      { additionalEventData: { SwitchFrom: 'arn:aws:iam::111122223333:user/dana' } },
      { switchedFrom: undefined },
    ],
    [
      'the session of an account’s root user has the account for an id',
      { userIdentity: ROOT_IDENTITY },
      {
        principal: 'root',
        role: 'arn:aws:iam::444455556666:root',
        account: OWNER_ACCOUNT,
        accessKeyId: 'ASIAEXAMPLEROOT0001',
        principalId: OWNER_ACCOUNT,
        sessionName: undefined,
        assumedRoot: true,
      },
    ],
    [
      'blanks around names are nothing',
      { eventName: ' ListBuckets ', eventSource: 's3.amazonaws.com ', eventVersion: '1.10 ' },
      { eventName: 'ListBuckets', eventSource: 's3.amazonaws.com' },
    ],
    [
      'a record of 1.02 without recipient and region',
      { recipientAccountId: null, awsRegion: null },
      {
        recipient: undefined,
        region: undefined,
      },
    ],
  ])('%s', (_, changes, expected) => {
    const parsed = parseSessionCall(sessionRecord(changes), 'log.json#0');
    if (parsed?.kind !== 'ok') throw new Error(`not read: ${JSON.stringify(parsed)}`);
    expect({ ...parsed.value }).toEqual({ ...parsed.value, ...expected });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a list', [sessionRecord()]],
    ["a user's call", refusedCopy()],
    ["a service's call", serviceCopy()],
    ["the role owner's copy of a call from elsewhere", ownersCopy()],
    [
      'a root user’s own key',
      sessionRecord({ userIdentity: { ...ROOT_IDENTITY, accessKeyId: 'AKIAEXAMPLE' } }),
    ],
    ['an identity that is a text', sessionRecord({ userIdentity: 'AssumedRole' })],
  ])('passes over %s', (_, record) => {
    expect(parseSessionCall(record, 'log.json#0')).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['without a time', { eventTime: undefined }, 'event-time-invalid'],
    ['without an event id', { eventID: ' ' }, 'event-id-missing'],
    ['without a name', { eventName: 7 }, 'event-name-missing'],
    ['without any name of the session', { userIdentity: { type: 'AssumedRole' } }, 'session-unnamed'],
  ])('makes a problem of a call %s', (_, changes, code) => {
    expect(parseSessionCall(sessionRecord(changes), 'log.json#7')).toMatchObject({
      kind: 'problem',
      problem: { code, at: 'log.json#7' },
    });
  });

  it('never throws, whatever stands in the fields', () => {
    const names = fc.constantFrom(
      ...Object.keys(sessionRecord()),
      'additionalEventData',
      'addendum',
      '__proto__',
    );
    const identityNames = fc.constantFrom(...Object.keys(sessionIdentity()), 'onBehalfOf', '__proto__');
    const value = fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true }), fc.jsonValue());
    fc.assert(
      fc.property(fc.dictionary(names, value), fc.dictionary(identityNames, value), (changes, identity) => {
        const record = sessionRecord({ userIdentity: sessionIdentity(identity), ...changes });
        const parsed = parseSessionCall(record, 'log.json#0');
        if (parsed?.kind === 'ok') expect(parsed.value.time).toHaveLength(20);
      }),
    );
  });
});
