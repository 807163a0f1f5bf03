/**
 * The calls that change whom roles let in: trust policies, identity providers, certificates and the policies of an
 * organization; and where each names what it changes.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

export type TrustSubject =
  | 'role'
  | 'oidc-provider'
  | 'saml-provider'
  | 'trust-anchor'
  | 'certificate-profile'
  | 'revocation-list'
  | 'organization-policy'
  | 'organization-member'
  | 'root-access';

export interface TrustEvent {
  readonly subject: TrustSubject;
  readonly change: 'created' | 'changed' | 'deleted';
  /** paths to an ARN in the answer, then to an ARN, id or name in the parameters; the first one there counts */
  readonly answered: readonly string[];
  readonly asked: readonly string[];
  /** the parameter that says where in the organization it takes effect */
  readonly target?: string;
  /** the parameter that holds a document: a policy, metadata, a certificate */
  readonly document?: string;
}

const OIDC_ARN = ['openIDConnectProviderArn'];
const SAML_ARN = ['sAMLProviderArn'];

function role(change: TrustEvent['change'], document?: string): TrustEvent {
  return { subject: 'role', change, answered: ['role.arn'], asked: ['roleName'], document };
}

function oidc(change: TrustEvent['change']): TrustEvent {
  return { subject: 'oidc-provider', change, answered: OIDC_ARN, asked: [...OIDC_ARN, 'url'] };
}

function saml(change: TrustEvent['change']): TrustEvent {
  const document = change === 'deleted' ? undefined : 'sAMLMetadataDocument';
  return { subject: 'saml-provider', change, answered: SAML_ARN, asked: [...SAML_ARN, 'name'], document };
}

function anchor(change: TrustEvent['change']): TrustEvent {
  const asked = ['trustAnchorId', 'name'];
  const answered = ['trustAnchor.trustAnchorArn'];
  return { subject: 'trust-anchor', change, answered, asked, document: 'source' };
}

function profile(change: TrustEvent['change']): TrustEvent {
  const asked = ['profileId', 'name'];
  return { subject: 'certificate-profile', change, answered: ['profile.profileArn'], asked };
}

function revocation(change: TrustEvent['change']): TrustEvent {
  const asked = ['crlId', 'name'];
  return { subject: 'revocation-list', change, answered: ['crl.crlArn'], asked, document: 'crlData' };
}

function policy(change: TrustEvent['change'], target?: string): TrustEvent {
  const answered = ['policy.policySummary.arn'];
  const asked = ['policyId', 'name', 'policyType'];
  return { subject: 'organization-policy', change, answered, asked, target, document: 'content' };
}

function member(change: TrustEvent['change'], target?: string): TrustEvent {
  return { subject: 'organization-member', change, answered: [], asked: ['accountId'], target };
}

const ROOT: TrustEvent = {
  subject: 'root-access',
  change: 'changed',
  answered: ['organizationId'],
  asked: [],
};

const IAM = 'iam.amazonaws.com';
const ANYWHERE = 'rolesanywhere.amazonaws.com';
const ORGANIZATIONS = 'organizations.amazonaws.com';

/** By source and name, with a blank between them. */
const EVENTS: ReadonlyMap<string, TrustEvent> = new Map<string, TrustEvent>([
  [`${IAM} CreateRole`, role('created', 'assumeRolePolicyDocument')],
  [`${IAM} UpdateAssumeRolePolicy`, role('changed', 'policyDocument')],
  [`${IAM} DeleteRole`, role('deleted')],
  [`${IAM} CreateOpenIDConnectProvider`, oidc('created')],
  [`${IAM} AddClientIDToOpenIDConnectProvider`, oidc('changed')],
  [`${IAM} RemoveClientIDFromOpenIDConnectProvider`, oidc('changed')],
  [`${IAM} UpdateOpenIDConnectProviderThumbprint`, oidc('changed')],
  [`${IAM} DeleteOpenIDConnectProvider`, oidc('deleted')],
  [`${IAM} CreateSAMLProvider`, saml('created')],
  [`${IAM} UpdateSAMLProvider`, saml('changed')],
  [`${IAM} DeleteSAMLProvider`, saml('deleted')],
  [`${IAM} EnableOrganizationsRootSessions`, ROOT],
  [`${IAM} DisableOrganizationsRootSessions`, ROOT],
  [`${ANYWHERE} CreateTrustAnchor`, anchor('created')],
  [`${ANYWHERE} UpdateTrustAnchor`, anchor('changed')],
  [`${ANYWHERE} EnableTrustAnchor`, anchor('changed')],
  [`${ANYWHERE} DisableTrustAnchor`, anchor('changed')],
  [`${ANYWHERE} DeleteTrustAnchor`, anchor('deleted')],
  [`${ANYWHERE} CreateProfile`, profile('created')],
  [`${ANYWHERE} UpdateProfile`, profile('changed')],
  [`${ANYWHERE} EnableProfile`, profile('changed')],
  [`${ANYWHERE} DisableProfile`, profile('changed')],
  [`${ANYWHERE} PutAttributeMapping`, profile('changed')],
  [`${ANYWHERE} DeleteAttributeMapping`, profile('changed')],
  [`${ANYWHERE} DeleteProfile`, profile('deleted')],
  [`${ANYWHERE} ImportCrl`, revocation('created')],
  [`${ANYWHERE} UpdateCrl`, revocation('changed')],
  [`${ANYWHERE} EnableCrl`, revocation('changed')],
  [`${ANYWHERE} DisableCrl`, revocation('changed')],
  [`${ANYWHERE} DeleteCrl`, revocation('deleted')],
  [`${ORGANIZATIONS} CreatePolicy`, policy('created')],
  [`${ORGANIZATIONS} UpdatePolicy`, policy('changed')],
  [`${ORGANIZATIONS} DeletePolicy`, policy('deleted')],
  [`${ORGANIZATIONS} AttachPolicy`, policy('changed', 'targetId')],
  [`${ORGANIZATIONS} DetachPolicy`, policy('changed', 'targetId')],
  [`${ORGANIZATIONS} EnablePolicyType`, policy('changed', 'rootId')],
  [`${ORGANIZATIONS} DisablePolicyType`, policy('changed', 'rootId')],
  [`${ORGANIZATIONS} MoveAccount`, member('changed', 'destinationParentId')],
  [`${ORGANIZATIONS} RemoveAccountFromOrganization`, member('deleted')],
  [`${ORGANIZATIONS} LeaveOrganization`, member('deleted')],
]);

/** The event, or undefined where it changes nobody's trust. China's sources end in `.cn`. */
export function trustEventOf(eventSource: string, eventName: string): TrustEvent | undefined {
  if (!NAMES.has(eventName)) return undefined;
  return EVENTS.get(`${eventSource.replace(/\.cn$/, '')} ${eventName}`);
}

/** Names of all events, for whoever looks for them in bytes. */
export const TRUST_EVENT_NAMES: readonly string[] = [...EVENTS.keys()].map((key) => key.split(' ')[1] ?? '');

const NAMES: ReadonlySet<string> = new Set(TRUST_EVENT_NAMES);
