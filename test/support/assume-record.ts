/**
 * Made-up CloudTrail records of assume calls, one per shape, and made-up assumptions for what comes after parsing.
 */
import type { Assumption } from '../../lib/model/assumption';
import type { AccountId } from '../../lib/model/identifiers';
import { accountIdIn } from '../../lib/model/identifiers';

export const CALLER_ACCOUNT = accountOf('111122223333');
export const OWNER_ACCOUNT = accountOf('444455556666');
export const ROLE = 'arn:aws:iam::444455556666:role/audit/TrustReader';

const SECRET_TOKEN = 'FwoGZXIvYXdzEXAMPLETOKEN';
export const SECRETS = [SECRET_TOKEN, 'k7-prod-88'];

/** A successful call across accounts, as the role owner's trail shows it; `changes` replace top-level fields. */
export function ownersCopy(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    eventVersion: '1.10 ',
    userIdentity: {
      type: 'AWSAccount',
      principalId: 'AROAEXAMPLECALLER01:build-77',
      accountId: CALLER_ACCOUNT,
    },
    eventTime: '2026-10-01T09:05:12Z',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'Boto3/1.43',
    requestParameters: { roleArn: ROLE, roleSessionName: 'nightly', externalId: 'k7-prod-88' },
    responseElements: {
      credentials: {
        accessKeyId: 'ASIAEXAMPLESESSION1',
        sessionToken: SECRET_TOKEN,
        expiration: 'Oct 1, 2026, 10:05:12 AM',
      },
      assumedRoleUser: {
        assumedRoleId: 'AROAEXAMPLETARGET01:nightly',
        arn: 'arn:aws:sts::444455556666:assumed-role/TrustReader/nightly',
      },
    },
    requestID: 'request-1',
    eventID: 'event-owner',
    readOnly: true,
    eventType: 'AwsApiCall',
    recipientAccountId: OWNER_ACCOUNT,
    sharedEventID: 'shared-1',
    ...changes,
  };
}

/** The same call as the caller's own trail shows it. */
export function callersCopy(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return ownersCopy({
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLECALLER01:build-77',
      arn: 'arn:aws:sts::111122223333:assumed-role/Builder/build-77',
      accountId: CALLER_ACCOUNT,
      accessKeyId: 'ASIAEXAMPLECALLER01',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAEXAMPLECALLER01',
          arn: 'arn:aws:iam::111122223333:role/ci/Builder',
          accountId: CALLER_ACCOUNT,
          userName: 'Builder',
        },
        attributes: { creationDate: '2026-10-01T09:00:00Z', mfaAuthenticated: 'false' },
      },
    },
    resources: [{ accountId: OWNER_ACCOUNT, type: 'AWS::IAM::Role', ARN: ROLE }],
    eventID: 'event-caller',
    recipientAccountId: CALLER_ACCOUNT,
    ...changes,
  });
}

/** A refusal, which only the caller's trail shows, and which names the role in its message only. */
export function refusedCopy(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return callersCopy({
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLEUSER0001',
      arn: 'arn:aws:iam::111122223333:user/people/dana',
      accountId: CALLER_ACCOUNT,
      accessKeyId: 'AKIAEXAMPLEKEY00001',
      userName: 'dana',
    },
    eventID: 'event-refused',
    requestID: 'request-refused',
    errorCode: 'AccessDenied',
    errorMessage: `User: arn:aws:iam::111122223333:user/people/dana is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    requestParameters: null,
    responseElements: null,
    resources: undefined,
    sharedEventID: undefined,
    ...changes,
  });
}

/** A call by an AWS service. */
export function serviceCopy(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return ownersCopy({
    userIdentity: { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' },
    sourceIPAddress: 'lambda.amazonaws.com',
    userAgent: 'lambda.amazonaws.com',
    requestParameters: { roleArn: ROLE, roleSessionName: 'fn' },
    responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLESVC00001', sessionToken: SECRET_TOKEN } },
    ...changes,
  });
}

const GITHUB = 'token.actions.githubusercontent.com';
export const GITHUB_PROVIDER = `arn:aws:iam::444455556666:oidc-provider/${GITHUB}`;

/** A call with a GitHub token. */
export function webIdentityCopy(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const subject = 'repo:acme/app:ref:refs/heads/main';
  return ownersCopy({
    eventName: 'AssumeRoleWithWebIdentity',
    userIdentity: {
      type: 'WebIdentityUser',
      principalId: `${GITHUB_PROVIDER}:sts.amazonaws.com:${subject}`,
      userName: subject,
      identityProvider: GITHUB_PROVIDER,
    },
    requestParameters: { roleArn: ROLE, roleSessionName: 'gh' },
    responseElements: {
      subjectFromWebIdentityToken: subject,
      provider: GITHUB_PROVIDER,
      audience: 'sts.amazonaws.com',
      credentials: { accessKeyId: 'ASIAEXAMPLEOIDC0001', sessionToken: SECRET_TOKEN },
    },
    sharedEventID: undefined,
    ...changes,
  });
}

export const SAML_PROVIDER = 'arn:aws:iam::444455556666:saml-provider/Corporate';

/** A call with a SAML assertion. */
export function samlCopy(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return ownersCopy({
    eventName: 'AssumeRoleWithSAML',
    userIdentity: {
      type: 'SAMLUser',
      principalId: 'bdGOnExampleQualifier=:dana@example.com',
      userName: 'dana@example.com',
      identityProvider: 'bdGOnExampleQualifier=',
    },
    requestParameters: {
      roleArn: ROLE,
      principalArn: SAML_PROVIDER,
      roleSessionName: 'dana@example.com',
      sAMLAssertionID: '_example',
    },
    responseElements: {
      subject: 'dana@example.com',
      subjectType: 'persistent',
      nameQualifier: 'bdGOnExampleQualifier=',
      credentials: { accessKeyId: 'ASIAEXAMPLESAML0001', sessionToken: SECRET_TOKEN },
    },
    sharedEventID: undefined,
    ...changes,
  });
}

/** A successful call across accounts, already parsed. */
export function assumption(changes: Partial<Assumption> = {}): Assumption {
  return {
    eventId: 'event-1',
    call: 'AssumeRole',
    time: '2026-10-01T09:05:12Z',
    outcome: 'success',
    role: ROLE,
    caller: { kind: 'aws', account: CALLER_ACCOUNT, principalId: 'AROAEXAMPLECALLER01' },
    externalId: 'sent',
    recipient: OWNER_ACCOUNT,
    ...changes,
  };
}

function accountOf(text: string): AccountId {
  const account = accountIdIn(text);
  if (account === undefined) throw new Error(`not an account id: ${text}`);
  return account;
}
