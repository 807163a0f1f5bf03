/**
 * CloudTrail records: the calls that enter a role, and the calls made with the credentials so issued.
 *
 * What each account sees of one call differs, and that is the point of this file:
 * the role's owner sees a caller of another account as account and unique id only; the caller's account sees
 * all of it; a refused call across accounts is seen by the caller's account alone.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
import { eventTime, expirationText, HOUR } from './calendar.mjs';
import { hexOf } from './chance.mjs';
import { GLOBAL, HOME } from './company.mjs';

/** Collects records; `chance` draws the ids of one story. */
export function storyOf(records, chance) {
  const add = ({ eventVersion, userIdentity, ...rest }) =>
    records.push({ eventVersion, userIdentity, ...rest });

  /**
   * Enters a role by AssumeRole.
   * @param caller `outsider`, `session`, `user` or `service`, made by the functions below
   * @returns the session, to be passed to `call` or as the caller of the next `assume`
   */
  function assume({ time, caller, role, name, region = HOME, sent = {}, network, agent }) {
    const key = chance.accessKeyId();
    const shared = { sharedEventID: chance.uuid() };
    const record = {
      ...envelope(chance, time, region, 'sts', 'AssumeRole', network, agent, caller.kind === 'service'),
      requestParameters: { roleArn: role.arn, roleSessionName: name, ...sent },
      responseElements: { credentials: credentials(key, time), assumedRoleUser: assumedRoleUser(role, name) },
      resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: role.arn }],
    };
    const across = caller.account !== role.account;
    if (caller.full) {
      const copy = { ...record, userIdentity: caller.full, recipientAccountId: caller.account };
      add(across ? { ...copy, ...shared } : copy);
    }
    if (across) {
      const copy = {
        ...record,
        eventID: chance.uuid(),
        userIdentity: caller.reduced,
        recipientAccountId: role.account,
      };
      add({ ...copy, ...shared });
    }
    return { role, name, key, time, network, agent, region };
  }

  /** A call of AssumeRole that was refused: no parameters, no resources, and only in the caller's account. */
  function refuse({ time, caller, roleArn, network, agent }) {
    add({
      ...envelope(chance, time, HOME, 'sts', 'AssumeRole', network, agent),
      userIdentity: caller.full,
      errorCode: 'AccessDenied',
      errorMessage: `User: ${caller.full.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      requestParameters: null,
      responseElements: null,
      recipientAccountId: caller.account,
    });
  }

  /** Enters a role with a token. `provider` is the provider's ARN, or the host of a built-in one. */
  function assumeWithToken({ time, role, name, provider, audience, subject, network, agent }) {
    const key = chance.accessKeyId();
    add({
      ...envelope(chance, time, HOME, 'sts', 'AssumeRoleWithWebIdentity', network, agent),
      userIdentity: {
        type: 'WebIdentityUser',
        principalId: `${provider}:${audience}:${subject}`,
        userName: subject,
        identityProvider: provider,
      },
      requestParameters: { roleArn: role.arn, roleSessionName: name, durationSeconds: 3600 },
      responseElements: {
        credentials: credentials(key, time),
        subjectFromWebIdentityToken: subject,
        assumedRoleUser: assumedRoleUser(role, name),
        provider,
        audience,
      },
      resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: role.arn }],
      recipientAccountId: role.account,
    });
    const federation = { federatedProvider: provider, attributes: {} };
    return { role, name, key, time, network, agent, region: HOME, federation };
  }

  /**
   * Enters a role with a SAML assertion.
   * @param ownKey Identity Center signs what follows with another key than the one recorded here
   */
  function assumeWithSaml({ time, role, name, provider, issuer, network, agent, ownKey = false }) {
    const key = chance.accessKeyId();
    const qualifier = `${hexOf(26, issuer, provider)}=`;
    add({
      ...envelope(chance, time, HOME, 'sts', 'AssumeRoleWithSAML', network, agent),
      userIdentity: {
        type: 'SAMLUser',
        principalId: `${qualifier}:${name}`,
        userName: name,
        identityProvider: qualifier,
      },
      requestParameters: {
        sAMLAssertionID: `_${chance.uuid()}`,
        roleSessionName: name,
        roleArn: role.arn,
        principalArn: provider,
        durationSeconds: 3600,
      },
      responseElements: {
        credentials: credentials(key, time),
        assumedRoleUser: assumedRoleUser(role, name),
        subject: name,
        subjectType: 'persistent',
        issuer,
        audience: 'https://signin.aws.amazon.com/saml',
        nameQualifier: qualifier,
      },
      resources: [
        { accountId: role.account, type: 'AWS::IAM::Role', ARN: role.arn },
        { accountId: role.account, type: 'AWS::IAM::SAMLProvider', ARN: provider },
      ],
      recipientAccountId: role.account,
    });
    return { role, name, key: ownKey ? chance.accessKeyId() : key, time, network, agent, region: HOME };
  }

  /**
   * A call made with a session's credentials.
   * @param what   such as `s3:GetObject`
   * @param detail `parameters`, `object` (an S3 object's ARN, which makes it a data event), `refused`
   */
  function call(session, time, what, detail = {}) {
    const [service, action] = what.split(':');
    const { parameters = null, object, refused = false } = detail;
    const caller = bySession(session);
    add({
      ...envelope(chance, time, session.region, service, action, session.network, session.agent),
      userIdentity: caller.full,
      ...(refused && {
        errorCode: 'AccessDenied',
        errorMessage: `User: ${caller.full.arn} is not authorized to perform: ${what} because no identity-based policy allows the ${what} action`,
      }),
      requestParameters: refused ? null : parameters,
      responseElements: null,
      ...(object && objectEvent(session.role.account, object)),
      recipientAccountId: session.role.account,
    });
  }

  return { assume, refuse, assumeWithToken, assumeWithSaml, call };
}

/** A role of a foreign account: all that we ever see of it is the unique id and its session's name. */
export function byOutsider(account, uniqueId, sessionName) {
  return { kind: 'outsider', account, reduced: reducedIdentity(account, `${uniqueId}:${sessionName}`) };
}

/** A session of one of our own roles. */
export function bySession({ role, name, key, time, federation }) {
  const principalId = `${role.id}:${name}`;
  const full = {
    type: 'AssumedRole',
    principalId,
    arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${name}`,
    accountId: role.account,
    accessKeyId: key,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: role.id,
        arn: role.arn,
        accountId: role.account,
        userName: role.name,
      },
      ...(federation && { webIdFederationData: federation }),
      attributes: { creationDate: eventTime(time), mfaAuthenticated: 'false' },
    },
  };
  return {
    kind: 'session',
    account: role.account,
    full,
    reduced: reducedIdentity(role.account, principalId),
  };
}

/** An IAM user with a long-term key. */
export function byUser(user) {
  const full = {
    type: 'IAMUser',
    principalId: user.id,
    arn: user.arn,
    accountId: user.account,
    accessKeyId: `AKIAEXAMPLE${user.id.slice(-9)}`,
    userName: user.name,
  };
  return { kind: 'user', account: user.account, full, reduced: reducedIdentity(user.account, user.id) };
}

/** An AWS service, such as `lambda`; it is its own network and agent. */
export function byAwsService(service) {
  const host = `${service}.amazonaws.com`;
  return { kind: 'service', reduced: { type: 'AWSService', invokedBy: host } };
}

function reducedIdentity(accountId, principalId) {
  return { type: 'AWSAccount', principalId, accountId };
}

function credentials(accessKeyId, time) {
  return { accessKeyId, sessionToken: 'EXAMPLETOKEN', expiration: expirationText(time + HOUR) };
}

function assumedRoleUser(role, name) {
  return {
    assumedRoleId: `${role.id}:${name}`,
    arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${name}`,
  };
}

function envelope(chance, time, region, service, action, network, agent, plain = false) {
  const global = ['iam', 'ce', 'cloudfront', 'organizations'].includes(service);
  const awsRegion = global ? GLOBAL : region;
  return {
    eventVersion: '1.11',
    eventTime: eventTime(time),
    eventSource: `${service}.amazonaws.com`,
    eventName: action,
    awsRegion,
    sourceIPAddress: network,
    userAgent: agent,
    requestID: chance.uuid(),
    eventID: chance.uuid(),
    readOnly: /^(?:Get|List|Describe|Head|Lookup|Assume)/.test(action),
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
    ...(!plain && {
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: global ? `${service}.amazonaws.com` : `${service}.${region}.amazonaws.com`,
      },
    }),
  };
}

function objectEvent(accountId, arn) {
  return {
    managementEvent: false,
    eventCategory: 'Data',
    resources: [
      { type: 'AWS::S3::Object', ARN: arn },
      { accountId, type: 'AWS::S3::Bucket', ARN: arn.slice(0, arn.indexOf('/')) },
    ],
  };
}
