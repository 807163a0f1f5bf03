/**
 * Who made an assume call: from a record's `userIdentity`, and for federated callers from what STS answered.
 *
 * The role owner's copy of a call from another account has type `AWSAccount`: account, unique id and session
 * name, no ARN. All other copies name the caller fully.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
import { accountOfArn, roleArnIn } from '../model/arn';
import type { Assumption, AssumptionCaller } from '../model/assumption';
import { accountIdIn } from '../model/identifiers';
import { issuerOfProviderArn } from '../model/provider';
import { type Fields, fieldsAt, idAt, listAt, textAt } from './record-fields';
import { sessionArnIn } from './session-arn';

/**
 * Reads the caller of one record; what cannot be told is `unknown`, never a guess.
 * @param record the whole record: SAML and web identities are also named outside `userIdentity`
 */
export function parseCaller(record: Fields, call: Assumption['call']): AssumptionCaller {
  switch (call) {
    case 'AssumeRoleWithSAML':
      return samlCaller(record);
    case 'AssumeRoleWithWebIdentity':
      return webIdentityCaller(record);
    case 'AssumeRole':
    case 'AssumeRoot':
      return parseSigner(record);
  }
}

/** Who signed a call to AWS, whatever the call: a service, or an AWS principal. */
export function parseSigner(record: Fields): AssumptionCaller {
  const identity = fieldsAt(record, 'userIdentity');
  return idAt(identity, 'type') === 'AWSService' ? serviceCaller(record, identity) : awsCaller(identity);
}

function serviceCaller(record: Fields, identity: Fields | undefined): AssumptionCaller {
  const service = textAt(identity, 'invokedBy') ?? textAt(record, 'sourceIPAddress');
  return service === undefined ? { kind: 'unknown' } : { kind: 'service', service };
}

/**
 * Where `accountId` and the ARN disagree, `accountId` is believed: it alone is on both accounts' copies, so
 * only it can join them. The ARN helps out where there is no account id of 12 digits.
 */
function awsCaller(identity: Fields | undefined): AssumptionCaller {
  const issuer = fieldsAt(fieldsAt(identity, 'sessionContext'), 'sessionIssuer');
  const ownArn = idAt(identity, 'arn');
  const session = sessionArnIn(ownArn);
  // A federated user's issuer is the user that made it, not a role that it acts as.
  const arn = roleArnIn(idAt(issuer, 'arn')) ?? session?.role ?? ownArn;
  const account =
    accountIdIn(idAt(identity, 'accountId')) ?? (arn === undefined ? undefined : accountOfArn(arn));
  const principal = principalIn(idAt(identity, 'principalId') ?? idAt(issuer, 'principalId'));

  if (account === undefined && arn === undefined && principal === undefined) return { kind: 'unknown' };
  return {
    kind: 'aws',
    account,
    principalId: principal?.id,
    arn,
    callerSession: principal?.session ?? (session?.session || undefined),
    accessKeyId: idAt(identity, 'accessKeyId'),
    invokedBy: textAt(identity, 'invokedBy'),
  };
}

/** Cuts `AROA…:session` in two. A federated user's `account:name` stays whole: the account alone is its root. */
function principalIn(principalId: string | undefined): { id: string; session?: string } | undefined {
  if (principalId === undefined) return undefined;
  const colon = principalId.indexOf(':');
  const id = principalId.slice(0, colon);
  if (colon < 1 || accountIdIn(id) !== undefined) return { id: principalId };
  return { id, session: principalId.slice(colon + 1) || undefined };
}

function samlCaller(record: Fields): AssumptionCaller {
  const response = fieldsAt(record, 'responseElements');
  const listed = listAt(record, 'resources').map(resourceArn);
  return {
    kind: 'saml',
    provider:
      idAt(fieldsAt(record, 'requestParameters'), 'principalArn') ??
      listed.find((arn) => arn?.includes(':saml-provider/')),
    subject: textAt(response, 'subject') ?? textAt(fieldsAt(record, 'userIdentity'), 'userName'),
  };
}

/** What query results call `arn`, log files call `ARN`. */
function resourceArn(resource: Fields): string | undefined {
  return idAt(resource, 'ARN') ?? idAt(resource, 'arn');
}

/** Hosts that need no provider object in an account. */
const BUILT_IN: readonly string[] = [
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
];

function webIdentityCaller(record: Fields): AssumptionCaller {
  const identity = fieldsAt(record, 'userIdentity');
  const response = fieldsAt(record, 'responseElements');
  const principal = principalOfToken(idAt(identity, 'principalId'));
  const named = idAt(identity, 'identityProvider') ?? idAt(response, 'provider') ?? principal?.provider;
  if (named === undefined) return { kind: 'unknown' };

  const issuer = issuerOfProviderArn(named) ?? named.replace(/^https:\/\//, '');
  return {
    kind: 'oidc',
    provider: named.startsWith('arn:') ? named : undefined,
    issuer,
    subject:
      textAt(response, 'subjectFromWebIdentityToken') ?? textAt(identity, 'userName') ?? principal?.subject,
    audience: BUILT_IN.includes(issuer) ? textAt(response, 'audience') : undefined,
  };
}

/**
 * Provider and subject of a web identity's `PROVIDER:AUDIENCE:SUBJECT`. All three may hold colons, so it can be
 * taken apart only around the audience that everybody uses.
 */
function principalOfToken(id: string | undefined): { provider: string; subject: string } | undefined {
  const [, provider, subject] = /^(.{1,512}?):sts\.amazonaws\.com(?:\.cn)?:(.{1,256})$/.exec(id ?? '') ?? [];
  return provider === undefined || subject === undefined ? undefined : { provider, subject };
}
