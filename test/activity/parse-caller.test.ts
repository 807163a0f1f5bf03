import { parseCaller } from '../../lib/activity/parse-caller';
import {
  callersCopy,
  GITHUB_PROVIDER,
  ownersCopy,
  SAML_PROVIDER,
  samlCopy,
  serviceCopy,
  webIdentityCopy,
} from '../support/assume-record';

const SUBJECT = 'repo:acme/app:ref:refs/heads/main';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/Builder/build-77';

describe('parseCaller, AWS identities', () => {
  it.each<[string, unknown, object]>([
    [
      "a role's session takes the role's path from the session issuer",
      callersCopy().userIdentity,
      {
        kind: 'aws',
        account: '111122223333',
        principalId: 'AROAEXAMPLECALLER01',
        arn: 'arn:aws:iam::111122223333:role/ci/Builder',
        callerSession: 'build-77',
        accessKeyId: 'ASIAEXAMPLECALLER01',
      },
    ],
    [
      "without an issuer the session's own ARN tells the role, without its path",
      { type: 'AssumedRole', arn: SESSION, sessionContext: { sessionIssuer: {} } },
      {
        kind: 'aws',
        account: '111122223333',
        arn: 'arn:aws:iam::111122223333:role/Builder',
        callerSession: 'build-77',
      },
    ],
    [
      'where account id and ARN disagree the account id is believed',
      {
        type: 'AssumedRole',
        arn: SESSION,
        accountId: '777788889999',
        principalId: 'AROAEXAMPLECALLER01:build-77',
      },
      {
        kind: 'aws',
        account: '777788889999',
        principalId: 'AROAEXAMPLECALLER01',
        arn: 'arn:aws:iam::111122223333:role/Builder',
        callerSession: 'build-77',
      },
    ],
    [
      'an account id of nine digits gives way to the ARN',
      {
        type: 'IAMUser',
        arn: 'arn:aws-cn:iam::111122223333:user/dana',
        accountId: '123456789',
        principalId: 'AIDAEXAMPLEUSER0001',
      },
      {
        kind: 'aws',
        account: '111122223333',
        principalId: 'AIDAEXAMPLEUSER0001',
        arn: 'arn:aws-cn:iam::111122223333:user/dana',
      },
    ],
    [
      'the root user has its account for an id',
      {
        type: 'Root',
        arn: 'arn:aws:iam::111122223333:root',
        accountId: '111122223333',
        principalId: '111122223333',
      },
      {
        kind: 'aws',
        account: '111122223333',
        principalId: '111122223333',
        arn: 'arn:aws:iam::111122223333:root',
      },
    ],
    [
      'a federated user keeps its name, or it would pass for its root',
      {
        type: 'FederatedUser',
        arn: 'arn:aws:sts::111122223333:federated-user/dana',
        accountId: '111122223333',
        principalId: '111122223333:dana',
        sessionContext: {
          sessionIssuer: {
            type: 'IAMUser',
            arn: 'arn:aws:iam::111122223333:user/broker',
            principalId: 'AIDABROKER000001',
          },
        },
      },
      {
        kind: 'aws',
        account: '111122223333',
        principalId: '111122223333:dana',
        arn: 'arn:aws:sts::111122223333:federated-user/dana',
      },
    ],
    [
      'a bare role is itself',
      {
        type: 'Role',
        arn: 'arn:aws:iam::111122223333:role/ci/Builder',
        accountId: '111122223333',
        principalId: 'AROAEXAMPLECALLER01',
      },
      {
        kind: 'aws',
        account: '111122223333',
        principalId: 'AROAEXAMPLECALLER01',
        arn: 'arn:aws:iam::111122223333:role/ci/Builder',
      },
    ],
    [
      'a service that calls for an account is named beside it',
      {
        type: 'AWSAccount',
        accountId: '111122223333',
        principalId: 'AROAEXAMPLECALLER01:s',
        invokedBy: 'cloudformation.amazonaws.com',
      },
      {
        kind: 'aws',
        account: '111122223333',
        principalId: 'AROAEXAMPLECALLER01',
        callerSession: 's',
        invokedBy: 'cloudformation.amazonaws.com',
      },
    ],
    ['an identity that names nobody is unknown', { type: 'IAMUser', userName: 'dana' }, { kind: 'unknown' }],
    ['a missing identity is unknown', undefined, { kind: 'unknown' }],
    ['an identity that is a text is unknown', 'dana', { kind: 'unknown' }],
  ])('%s', (_, userIdentity, expected) => {
    expect(parseCaller(ownersCopy({ userIdentity }), 'AssumeRole')).toEqual(expected);
  });

  it.each<[string, Record<string, unknown>, object]>([
    ['is named by invokedBy', {}, { kind: 'service', service: 'lambda.amazonaws.com' }],
    [
      'is else named by where the call came from',
      { userIdentity: { type: 'AWSService' }, sourceIPAddress: 'ec2.amazonaws.com' },
      { kind: 'service', service: 'ec2.amazonaws.com' },
    ],
    [
      'is unknown where neither tells',
      { userIdentity: { type: 'AWSService' }, sourceIPAddress: null },
      { kind: 'unknown' },
    ],
  ])('a service %s', (_, changes, expected) => {
    expect(parseCaller(serviceCopy(changes), 'AssumeRole')).toEqual(expected);
  });
});

describe('parseCaller, federated identities', () => {
  it.each<[string, Record<string, unknown>, object]>([
    [
      'names provider and subject',
      {},
      { kind: 'saml', provider: SAML_PROVIDER, subject: 'dana@example.com' },
    ],
    [
      'finds the provider among the resources',
      {
        requestParameters: null,
        resources: [{ ARN: 'arn:aws:iam::444455556666:role/R' }, { ARN: SAML_PROVIDER }],
      },
      { kind: 'saml', provider: SAML_PROVIDER, subject: 'dana@example.com' },
    ],
    [
      'that was refused has its user name only',
      { requestParameters: null, responseElements: null },
      { kind: 'saml', subject: 'dana@example.com' },
    ],
  ])('a SAML user %s', (_, changes, expected) => {
    expect(parseCaller(samlCopy(changes), 'AssumeRoleWithSAML')).toEqual(expected);
  });

  const github = {
    kind: 'oidc',
    provider: GITHUB_PROVIDER,
    issuer: 'token.actions.githubusercontent.com',
    subject: SUBJECT,
  };

  it.each<[string, Record<string, unknown>, object]>([
    ['names provider, issuer and subject', {}, github],
    ['that was refused is named by its identity alone', { responseElements: null }, github],
    [
      'is else taken from its principal id, around the usual audience',
      {
        responseElements: null,
        userIdentity: {
          type: 'WebIdentityUser',
          principalId: `${GITHUB_PROVIDER}:sts.amazonaws.com:${SUBJECT}`,
        },
      },
      github,
    ],
    [
      'keeps the path of an issuer',
      {
        userIdentity: {
          identityProvider:
            'arn:aws:iam::444455556666:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE0',
        },
      },
      {
        kind: 'oidc',
        provider: 'arn:aws:iam::444455556666:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE0',
        issuer: 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE0',
        subject: SUBJECT,
      },
    ],
    [
      'of a built-in provider has a host, and the audience for a tenant',
      {
        userIdentity: {
          principalId: 'cognito-identity.amazonaws.com:eu-west-1:pool:eu-west-1:guest',
          userName: 'eu-west-1:guest',
          identityProvider: 'cognito-identity.amazonaws.com',
        },
        responseElements: { audience: 'eu-west-1:pool' },
      },
      {
        kind: 'oidc',
        issuer: 'cognito-identity.amazonaws.com',
        subject: 'eu-west-1:guest',
        audience: 'eu-west-1:pool',
      },
    ],
    [
      'without any provider is unknown',
      { userIdentity: { userName: SUBJECT }, responseElements: null },
      { kind: 'unknown' },
    ],
  ])('a web identity %s', (_, changes, expected) => {
    expect(parseCaller(webIdentityCopy(changes), 'AssumeRoleWithWebIdentity')).toEqual(expected);
  });
});
