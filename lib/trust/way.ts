/**
 * Ways: how somebody may enter a role, while it is being worked out and before it becomes a grant.
 */
import type { AssumeCall } from '../model/assume-call';
import type { Caller } from '../model/caller';
import type { OrganizationKnowledge } from '../model/organization';
import type { Principal } from '../model/principal';
import type { ResourceControl } from '../model/resource-control';
import type { Role } from '../model/role';
import type { ContextKey, Presence } from '../policy/context-key';
import type { EnteredRole } from '../policy/request/role-properties';
import type { Constraint } from './constraint';
import type { PrincipalsByUniqueId } from './principal-entry';

export interface Way {
  readonly role: Role;
  readonly call: AssumeCall;
  /** never narrower than whom the constraints leave */
  readonly caller: Caller;
  /** what the `Principal` element says; the caller tells it, so it is no guard */
  readonly who: readonly Constraint[];
  /** what conditions and denies demand */
  readonly constraints: readonly Constraint[];
  /** what denies refuse: a request that meets all of one list */
  readonly unless: readonly (readonly Constraint[])[];
  /** why it cannot be decided whether anybody is admitted; empty as a rule */
  readonly doubts: readonly string[];
  /** which values of conditions the caller was narrowed to, to tell which of them never admit anybody */
  readonly choices: readonly string[];
}

/** What judging a role's trust depends on, beyond the role. */
export interface TrustKnowledge {
  readonly organization: OrganizationKnowledge;
  /** ISO 8601: conditions on time are judged for requests from then on */
  readonly asOf: string;
  /** ARNs of the roles and users that were read */
  readonly principalsByUniqueId: PrincipalsByUniqueId;
  /** which resource control policies bind the role that is judged; absent: nothing was read of them */
  readonly resourceControl?: ResourceControl;
}

/** The role as requests have it. */
export function enteredRole({ arn, tags }: Role): EnteredRole {
  return { role: arn, ...(tags && { roleTags: tags }) };
}

/** Kinds of principals that a caller may be, the likeliest first. */
export function kindsOf(caller: Caller): readonly Principal['kind'][] {
  switch (caller.kind) {
    case 'principal':
      return caller.type === 'any' ? ACCOUNT_KINDS : [caller.type === 'session' ? 'role' : caller.type];
    case 'unique-id':
      return [caller.uniqueId.startsWith('AIDA') ? 'user' : 'role'];
    case 'saml':
    case 'oidc':
    case 'web-identity':
    case 'service':
      return [caller.kind];
    default:
      return ACCOUNT_KINDS;
  }
}

/** The root user and federated users never assume a role; see `whyNeverAssumes`. */
const ACCOUNT_KINDS: readonly Principal['kind'][] = ['role', 'user'];

/** Whether the requests of a way carry a key, for one kind of principal that may take it. */
export function presenceOf(
  { presence, whoSets }: ContextKey,
  { call, caller }: Way,
  kind: Principal['kind'],
): Presence {
  const issuer = issuerOf(caller);
  const found = presence(call, kind, issuer);
  // where any provider is meant, no claim is one of all
  const isOfAnyIssuer = kind === 'web-identity' && issuer === undefined && whoSets === 'identity-provider';
  return isOfAnyIssuer && found === 'always' ? 'sometimes' : found;
}

/** The issuer whose claims the caller's requests carry; undefined where it is not one certain issuer. */
export function issuerOf(caller: Caller): string | undefined {
  const isWebIdentity = caller.kind === 'oidc' || caller.kind === 'web-identity';
  return isWebIdentity && caller.issuer !== '*' ? caller.issuer : undefined;
}
