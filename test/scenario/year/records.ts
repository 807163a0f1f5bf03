/**
 * Visits as CloudTrail shows them to the owner of the role.
 */
import type { Visit, VisitCall } from './visit';

/** A record, and the account whose trail holds it. */
export interface Logged {
  readonly account: string;
  readonly record: object;
}

export function roleArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

/** AWS gives ids that tell nothing; these are as unique. */
export function uniqueId(account: string, name: string): string {
  const text = `${account}${name}`.toUpperCase().replaceAll(/[^A-Z0-9]/g, 'X');
  return `AROA${text.slice(-17).padStart(17, 'X')}`;
}

/** @param id ids of the events begin with it */
export function recordsOf(visit: Visit, id: string): readonly Logged[] {
  const { account, role, time, sessionName } = visit;
  const accessKeyId = `ASIA${id
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, 'X')
    .slice(-16)
    .padStart(16, 'X')}`;
  const session = {
    type: 'AssumedRole',
    principalId: `${uniqueId(account, role)}:${sessionName}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`,
    accountId: account,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: uniqueId(account, role),
        arn: roleArn(account, role),
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: time, mfaAuthenticated: 'false' },
    },
  };
  return [
    { account, record: opening(visit, id, accessKeyId) },
    ...visit.calls.map((call, index) => ({
      account,
      record: callRecord(visit, call, session, `${id}-${index + 1}`, index + 1),
    })),
  ];
}

/** A call by one of our own people, with which the organization's trail is full. */
export function ownRecord(account: string, time: string, id: string, call: VisitCall): Logged {
  const who = {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLEOPERATOR01',
    arn: `arn:aws:iam::${account}:user/operator`,
    accountId: account,
    accessKeyId: 'AKIAEXAMPLEOPERATOR1',
    userName: 'operator',
  };
  const place = { account, time, network: '81.2.69.160', agent: 'aws-cli/2.27', region: 'eu-west-1' };
  return { account, record: callRecord(place, call, who, id, 0) };
}

type Place = Pick<Visit, 'account' | 'time' | 'network' | 'agent' | 'region'>;

function callRecord(
  place: Place,
  call: VisitCall,
  userIdentity: object,
  id: string,
  minutes: number,
): object {
  const { service, event, error, message, request, response } = call;
  return {
    ...base(place, id, new Date(Date.parse(place.time) + minutes * 60_000).toISOString()),
    eventSource: `${service}.amazonaws.com`,
    eventName: event,
    userIdentity,
    requestParameters: request ?? null,
    responseElements: response ?? null,
    ...(error && { errorCode: error, errorMessage: message ?? 'not authorized' }),
  };
}

function opening(visit: Visit, id: string, accessKeyId: string): object {
  const { by, account, role, sessionName, externalId } = visit;
  const arn = roleArn(account, role);
  const isToken = 'provider' in by;
  return {
    ...base(visit, id, visit.time),
    eventSource: 'sts.amazonaws.com',
    eventName: isToken ? 'AssumeRoleWithWebIdentity' : 'AssumeRole',
    userIdentity: isToken
      ? {
          type: 'WebIdentityUser',
          principalId: `${by.provider}:sts.amazonaws.com:${by.subject}`,
          userName: by.subject,
          identityProvider: by.provider,
        }
      : { type: 'AWSAccount', principalId: `${by.principal}:worker`, accountId: by.account },
    requestParameters: { roleArn: arn, roleSessionName: sessionName, ...(externalId && { externalId }) },
    responseElements: {
      ...(isToken && {
        subjectFromWebIdentityToken: by.subject,
        provider: by.provider,
        audience: 'sts.amazonaws.com',
      }),
      credentials: { accessKeyId, sessionToken: 'EXAMPLETOKEN', expiration: 'Jan 1, 2027, 9:00:00 AM' },
      assumedRoleUser: {
        assumedRoleId: `${uniqueId(account, role)}:${sessionName}`,
        arn: `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`,
      },
    },
    resources: [{ accountId: account, type: 'AWS::IAM::Role', ARN: arn }],
    ...(!isToken && { sharedEventID: `shared-${id}` }),
  };
}

function base({ account, network, agent, region }: Place, id: string, time: string): object {
  return {
    eventVersion: '1.10',
    eventTime: `${time.slice(0, 19)}Z`,
    awsRegion: region,
    sourceIPAddress: network,
    userAgent: agent,
    requestID: `request-${id}`,
    eventID: id,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
  };
}
