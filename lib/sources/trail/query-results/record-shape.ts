/**
 * The names of a CloudTrail record, for results that lost their spelling: Athena and CloudTrail Lake write columns and
 * fields of nested columns in lower case.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html
 */

/** What one nested value may hold. */
export interface Shape {
  /** each field by its name in lower case */
  readonly fields: ReadonlyMap<string, Field>;
  /** whether other fields are possible: a map, whose names are data, not a struct */
  readonly open: boolean;
}

export interface Field {
  /** as log files write it */
  readonly name: string;
  /** of the value, or of the items of the list; absent for text */
  readonly shape?: Shape;
}

const TEXT = undefined;

/** A map of which no name is known. */
export const ANY = map({});

const ISSUER = struct({ type: TEXT, principalId: TEXT, arn: TEXT, accountId: TEXT, userName: TEXT });

const SESSION_CONTEXT = struct({
  attributes: struct({ creationDate: TEXT, mfaAuthenticated: TEXT }),
  sessionIssuer: ISSUER,
  webIdFederationData: struct({ federatedProvider: TEXT, attributes: ANY }),
  // an older table of AWS's guide has this name
  webIdFederation: struct({ federatedProvider: TEXT, attributes: ANY }),
  sourceIdentity: TEXT,
  ec2RoleDelivery: TEXT,
  ec2IssuedInVpc: TEXT,
  assumedRoot: TEXT,
});

const USER_IDENTITY = struct({
  type: TEXT,
  principalId: TEXT,
  arn: TEXT,
  accountId: TEXT,
  accessKeyId: TEXT,
  userName: TEXT,
  invokedBy: TEXT,
  identityProvider: TEXT,
  credentialId: TEXT,
  sessionContext: SESSION_CONTEXT,
  onBehalfOf: struct({ userId: TEXT, identityStoreArn: TEXT }),
  inScopeOf: struct({ sourceArn: TEXT, sourceAccount: TEXT, issuerType: TEXT, credentialsIssuedTo: TEXT }),
});

/**
 * Of the calls of STS, and what is text although it looks like more; the parameters of other services are kept as
 * they are.
 */
const REQUEST = map({
  roleArn: TEXT,
  roleSessionName: TEXT,
  externalId: TEXT,
  sourceIdentity: TEXT,
  durationSeconds: TEXT,
  policy: TEXT,
  policyArns: ANY,
  tags: ANY,
  transitiveTagKeys: ANY,
  incomingTransitiveTags: ANY,
  serialNumber: TEXT,
  principalArn: TEXT,
  sAMLAssertionID: TEXT,
  principalTags: ANY,
  providerId: TEXT,
  targetPrincipal: TEXT,
  taskPolicyArn: map({ arn: TEXT }),
  policyDocument: TEXT,
  assumeRolePolicyDocument: TEXT,
});

const RESPONSE = map({
  credentials: map({ accessKeyId: TEXT, sessionToken: TEXT, expiration: TEXT }),
  assumedRoleUser: map({ assumedRoleId: TEXT, arn: TEXT }),
  sourceIdentity: TEXT,
  packedPolicySize: TEXT,
  subject: TEXT,
  subjectType: TEXT,
  issuer: TEXT,
  audience: TEXT,
  nameQualifier: TEXT,
  subjectFromWebIdentityToken: TEXT,
  provider: TEXT,
});

/** The whole record. */
export const RECORD = struct({
  eventVersion: TEXT,
  userIdentity: USER_IDENTITY,
  eventTime: TEXT,
  eventSource: TEXT,
  eventName: TEXT,
  awsRegion: TEXT,
  sourceIPAddress: TEXT,
  userAgent: TEXT,
  errorCode: TEXT,
  errorMessage: TEXT,
  requestParameters: REQUEST,
  responseElements: RESPONSE,
  additionalEventData: ANY,
  requestID: TEXT,
  eventID: TEXT,
  readOnly: TEXT,
  resources: struct({ ARN: TEXT, ARNPrefix: TEXT, accountId: TEXT, type: TEXT }),
  eventType: TEXT,
  apiVersion: TEXT,
  managementEvent: TEXT,
  recipientAccountId: TEXT,
  serviceEventDetails: ANY,
  sharedEventID: TEXT,
  vpcEndpointId: TEXT,
  vpcEndpointAccountId: TEXT,
  eventCategory: TEXT,
  addendum: struct({ reason: TEXT, updatedFields: TEXT, originalRequestID: TEXT, originalEventID: TEXT }),
  sessionCredentialFromConsole: TEXT,
  edgeDeviceDetails: ANY,
  tlsDetails: ANY,
});

/** The field of that name in any case. */
export function fieldOf(shape: Shape, name: string): Field | undefined {
  return shape.fields.get(name.toLowerCase());
}

type Fields = Readonly<Record<string, Shape | undefined>>;

function struct(fields: Fields): Shape {
  return shapeOf(fields, false);
}

function map(fields: Fields): Shape {
  return shapeOf(fields, true);
}

function shapeOf(fields: Fields, open: boolean): Shape {
  const entries = Object.entries(fields).map(
    ([name, shape]) => [name.toLowerCase(), shape ? { name, shape } : { name }] as const,
  );
  return { fields: new Map(entries), open };
}
