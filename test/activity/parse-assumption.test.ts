import * as fc from 'fast-check';
import { parseAssumption } from '../../lib/activity/parse-assumption';
import type { Assumption } from '../../lib/model/assumption';
import {
  callersCopy,
  OWNER_ACCOUNT,
  ownersCopy,
  ROLE,
  refusedCopy,
  SECRETS,
  samlCopy,
  serviceCopy,
  webIdentityCopy,
} from '../support/assume-record';

/** The assumption in a record that must be readable. */
function read(record: unknown): Assumption {
  const parsed = parseAssumption(record, 'log.json#0');
  if (parsed?.kind !== 'ok') throw new Error(`not read: ${JSON.stringify(parsed)}`);
  return parsed.value;
}

describe('parseAssumption', () => {
  it("reads the role owner's copy of a call from another account", () => {
    expect(read(ownersCopy())).toEqual({
      eventId: 'event-owner',
      sharedEventId: 'shared-1',
      requestId: 'request-1',
      call: 'AssumeRole',
      time: '2026-10-01T09:05:12Z',
      region: 'eu-west-1',
      outcome: 'success',
      role: ROLE,
      caller: {
        kind: 'aws',
        account: '111122223333',
        principalId: 'AROAEXAMPLECALLER01',
        callerSession: 'build-77',
      },
      sessionName: 'nightly',
      externalId: 'sent',
      network: '203.0.113.7',
      userAgent: 'Boto3/1.43',
      recipient: OWNER_ACCOUNT,
      accessKeyId: 'ASIAEXAMPLESESSION1',
      assumedRoleId: 'AROAEXAMPLETARGET01:nightly',
    });
  });

  it('reads a refusal, whose role is in the message only', () => {
    expect(read(refusedCopy())).toMatchObject({
      outcome: 'refused',
      errorCode: 'AccessDenied',
      role: ROLE,
      externalId: 'unknown',
      caller: { arn: 'arn:aws:iam::111122223333:user/people/dana' },
    });
  });

  it.each<[string, unknown, string | undefined]>([
    ['followed by a reason', `… on resource: ${ROLE} because no resource-based policy allows it`, ROLE],
    ['of China', '… on resource: arn:aws-cn:iam::444455556666:role/R', 'arn:aws-cn:iam::444455556666:role/R'],
    ['that is no role', '… on resource: arn:aws:s3:::bucket', undefined],
    ['that is not there', 'Not authorized to perform sts:AssumeRoleWithSAML', undefined],
    ['in a message without end', `… on resource: ${'x'.repeat(100_000)}`, undefined],
    ['in a message that is no text', { text: ROLE }, undefined],
  ])('takes from a refusal a role %s', (_, errorMessage, role) => {
    const found = read(refusedCopy({ errorMessage }));
    expect([found.outcome, found.role]).toEqual(['refused', role]);
  });

  it.each<[string, Record<string, unknown>, Partial<Assumption>]>([
    ['an error message without a code is a refusal', { errorMessage: 'no' }, { outcome: 'refused' }],
    ['an address is spelt in one way', { sourceIPAddress: '2001:DB8:0:0::7' }, { network: '2001:db8::7' }],
    [
      'a source identity is kept',
      { requestParameters: { roleArn: ROLE, sourceIdentity: 'dana' } },
      { sourceIdentity: 'dana' },
    ],
    [
      'parameters without an external id show that none was sent',
      { requestParameters: { roleArn: ROLE } },
      { externalId: 'not-sent' },
    ],
    [
      'an external id of any form was sent',
      { requestParameters: { roleArn: ROLE, externalId: 7 } },
      { externalId: 'sent' },
    ],
    [
      'without parameters the role is among the resources, and the session in the answer',
      {
        requestParameters: null,
        resources: [{ type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::b' }, { ARN: ROLE }],
      },
      { role: ROLE, externalId: 'unknown', sessionName: 'nightly' },
    ],
    [
      'query results spell a resource `arn`',
      { requestParameters: null, resources: [{ arn: ROLE }] },
      { role: ROLE },
    ],
    [
      'a record that lost parameters and resources to its size tells the role without its path',
      { requestParameters: { omitted: true } },
      { role: 'arn:aws:iam::444455556666:role/TrustReader', externalId: 'unknown' },
    ],
    [
      'blanks around names are nothing',
      { eventName: 'AssumeRole ', eventSource: ' sts.amazonaws.com' },
      { role: ROLE },
    ],
    ['China spells the source its own way', { eventSource: 'sts.amazonaws.com.cn' }, { role: ROLE }],
    ['a missing recipient is not known', { recipientAccountId: undefined }, { recipient: undefined }],
    [
      'a recipient of nine digits is not known',
      { recipientAccountId: '123456789' },
      { recipient: undefined },
    ],
    [
      'empty texts are absent',
      { userAgent: '', sourceIPAddress: '' },
      { userAgent: undefined, network: undefined },
    ],
    ['an identifier that is too long is absent', { requestID: 'r'.repeat(3_000) }, { requestId: undefined }],
    [
      'texts that are no text are absent',
      { userAgent: ['x'], awsRegion: 7 },
      { userAgent: undefined, region: undefined },
    ],
    [
      'a free text is cut, and marked',
      { userAgent: 'u'.repeat(5_000) },
      { userAgent: `${'u'.repeat(255)}…` },
    ],
    [
      'a corrected record is known by the ids of the first',
      {
        eventID: 'new',
        requestID: 'new-request',
        addendum: {
          reason: 'UPDATED_DATA',
          updatedFields: 'responseElements',
          originalRequestID: 'request-1',
          originalEventID: 'event-owner',
        },
      },
      { eventId: 'event-owner', requestId: 'request-1', corrects: true },
    ],
    [
      'a late record is no corrected one',
      { addendum: { reason: 'DELIVERY_DELAY' } },
      { eventId: 'event-owner', corrects: undefined },
    ],
    [
      'a switch of roles in the console is an AssumeRole call by the sign-in service for somebody',
      {
        sourceIPAddress: 'AWS Internal',
        userAgent: 'AWS Signin, aws-internal/3',
        userIdentity: { type: 'IAMUser', principalId: 'AIDAEXAMPLEUSER0001', invokedBy: 'AWS Internal' },
      },
      {
        caller: { kind: 'aws', principalId: 'AIDAEXAMPLEUSER0001', invokedBy: 'AWS Internal' },
        network: 'AWS Internal',
      },
    ],
    ['only AssumeRoot enters an account', {}, { enteredAccount: undefined }],
    [
      'the role of another partition keeps it',
      { requestParameters: { roleArn: 'arn:aws-us-gov:iam::444455556666:role/R' } },
      { role: 'arn:aws-us-gov:iam::444455556666:role/R' },
    ],
  ])('%s', (_, changes, expected) => {
    const found = read(ownersCopy(changes));
    expect({ ...found }).toEqual({ ...found, ...expected });
  });

  it('does not ask federated calls for an external id, which they cannot carry', () => {
    expect([samlCopy(), webIdentityCopy()].map((record) => read(record).externalId)).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  it('reads a service call without an assumed role in the answer', () => {
    expect(read(serviceCopy())).toMatchObject({
      caller: { kind: 'service', service: 'lambda.amazonaws.com' },
      sessionName: 'fn',
      externalId: 'not-sent',
      network: 'lambda.amazonaws.com',
    });
  });

  it('reads AssumeRoot, whose target is an account and no role', () => {
    const found = read(
      callersCopy({
        eventName: 'AssumeRoot',
        requestParameters: {
          targetPrincipal: OWNER_ACCOUNT,
          taskPolicyArn: { arn: 'arn:aws:iam::aws:policy/x' },
        },
        responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEROOT0001' } },
        resources: undefined,
      }),
    );
    expect(found).toMatchObject({
      call: 'AssumeRoot',
      externalId: 'unknown',
      accessKeyId: 'ASIAEXAMPLEROOT0001',
    });
    expect(found.role).toBeUndefined();
  });

  it.each<[string, unknown, string | undefined]>([
    ['an account id', OWNER_ACCOUNT, OWNER_ACCOUNT],
    ["the ARN of an account's root", `arn:aws:iam::${OWNER_ACCOUNT}:root`, OWNER_ACCOUNT],
    ['an account id of nine digits', '123456789', undefined],
    ['nothing', undefined, undefined],
  ])('takes the account that AssumeRoot enters from %s', (_, targetPrincipal, account) => {
    const record = callersCopy({ eventName: 'AssumeRoot', requestParameters: { targetPrincipal } });
    expect([read(record).enteredAccount, read(record).role]).toEqual([account, undefined]);
  });

  it.each(['1.02', '1.04', '1.05', '1.08', '1.09', '1.10 ', '1.11', undefined, 1.1])(
    'reads a record of event version %j',
    (eventVersion) => {
      expect(read(ownersCopy({ eventVersion }))).toEqual(read(ownersCopy()));
    },
  );

  it("reads Identity Center's sign-in as the SAML call that it is", () => {
    const role =
      'arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef';
    const principalArn = 'arn:aws:iam::444455556666:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE';
    const requestParameters = { roleArn: role, principalArn, roleSessionName: 'dana@example.com' };
    expect(read(samlCopy({ requestParameters }))).toMatchObject({
      role,
      sessionName: 'dana@example.com',
      caller: { kind: 'saml', provider: principalArn, subject: 'dana@example.com' },
    });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'AssumeRole'],
    ['a list', [ownersCopy()]],
    ['an object without fields', {}],
    ['another call of STS', ownersCopy({ eventName: 'GetCallerIdentity' })],
    ["the console's role switch", ownersCopy({ eventSource: 'signin.amazonaws.com' })],
    ['an assume call by inheritance only', Object.create(ownersCopy())],
  ])('passes over %s', (_, record) => {
    expect(parseAssumption(record, 'log.json#0')).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['without a time', { eventTime: undefined }, 'event-time-invalid'],
    ['from before CloudTrail', { eventTime: '1999-01-01T00:00:00Z' }, 'event-time-invalid'],
    ['without an event id', { eventID: undefined }, 'event-id-missing'],
    ['with an endless event id', { eventID: 'e'.repeat(100_000) }, 'event-id-missing'],
    [
      'that succeeded in a role of an account of eleven digits',
      { requestParameters: { roleArn: 'arn:aws:iam::12345678901:role/R' }, responseElements: null },
      'assumed-role-unknown',
    ],
    [
      'that succeeded and names no role',
      { requestParameters: null, responseElements: null },
      'assumed-role-unknown',
    ],
  ])('makes a problem of a call %s', (_, changes, code) => {
    const parsed = parseAssumption(ownersCopy(changes), 'log.json#7');
    expect(parsed).toMatchObject({ kind: 'problem', problem: { code, at: 'log.json#7' } });
  });

  it.each([
    ownersCopy(),
    callersCopy(),
    serviceCopy(),
    samlCopy(),
    webIdentityCopy(),
    ownersCopy({ eventTime: SECRETS }),
  ])('keeps no secret of record %#', (record) => {
    const kept = JSON.stringify(parseAssumption(record, 'log.json#0'));
    for (const secret of SECRETS) expect(kept).not.toContain(secret);
  });

  it('never throws, whatever stands in the fields', () => {
    const names = fc.constantFrom(...Object.keys(callersCopy()), 'resources', 'errorCode', '__proto__');
    const value = fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true }), fc.jsonValue());
    fc.assert(
      fc.property(
        fc.constantFrom(ownersCopy, callersCopy, refusedCopy, serviceCopy, samlCopy, webIdentityCopy),
        fc.dictionary(names, value),
        (shape, changes) => {
          const parsed = parseAssumption(shape(changes), 'log.json#0');
          if (parsed?.kind === 'ok') expect(parsed.value.time).toHaveLength(20);
        },
      ),
    );
  });
});
