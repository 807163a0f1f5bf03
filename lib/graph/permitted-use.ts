/**
 * Does a grant permit an observed use? The join between what is allowed and what was done.
 *
 * A record shows less than the request did: the role owner's copy of a call from another account names the
 * caller only by account and unique id. What that cannot settle is `cannot-tell`, with the reason.
 */
import type { Use, UseCaller } from '../activity/use';
import type { Caller } from '../model/caller';
import type { Grant } from '../model/grant';
import { accountIdIn, type UniqueId, uniqueIdIn } from '../model/identifiers';
import type { OrganizationKnowledge } from '../model/organization';
import { matchArn } from '../policy/arn-pattern';
import { matchWildcard } from '../policy/wildcard';

export type Permits =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  | { readonly kind: 'cannot-tell'; readonly why: string };

/** What is known of callers beyond the record: unique ids of scanned principals, and our organization. */
export interface CallerKnowledge {
  readonly organization: OrganizationKnowledge;
  readonly principalsByUniqueId: ReadonlyMap<UniqueId, string>;
}

const YES: Permits = { kind: 'yes' };
const NO: Permits = { kind: 'no' };

/**
 * Whether `grant` permits `use` now, by caller and by the guards that a record can show.
 * @param use of the grant's own role
 */
export function judgePermission(grant: Grant, use: Use, knowledge: CallerKnowledge): Permits {
  const byCaller = callerPermits(grant.caller, use, knowledge);
  if (byCaller.kind === 'no' || lacksExternalId(grant, use)) return NO;
  return byCaller;
}

/** Every call left the external id out, and the grant demands one. */
function lacksExternalId(grant: Grant, use: Use): boolean {
  const { sent, notSent, unknown } = use.externalId;
  const demanded = grant.guards.some((guard) => guard.kind === 'external-id' && guard.strength === 'firm');
  return demanded && notSent > 0 && sent === 0 && unknown === 0;
}

function callerPermits(caller: Caller, use: Use, knowledge: CallerKnowledge): Permits {
  switch (use.caller.kind) {
    case 'aws':
      return awsPermits(caller, use.caller, knowledge);
    case 'service':
      return answer(caller.kind === 'service' && caller.service === use.caller.service);
    case 'saml':
      if (caller.kind !== 'saml') return NO;
      if (use.caller.provider === undefined) return cannotTell('the record does not name the SAML provider');
      return answer(caller.provider === use.caller.provider);
    case 'oidc':
      return webIdentityPermits(caller, use, use.caller);
    case 'unknown':
      return cannotTell('the record does not name the caller');
  }
}

type AwsUse = Extract<UseCaller, { kind: 'aws' }>;

function awsPermits(caller: Caller, use: AwsUse, knowledge: CallerKnowledge): Permits {
  const arn = use.arn ?? arnOfUniqueId(use.principalId, knowledge);
  switch (caller.kind) {
    case 'anyone':
      return YES;
    case 'account':
      return use.account === undefined
        ? cannotTell('the record names no account')
        : answer(use.account === caller.account);
    case 'principal':
      return principalPermits(caller, arn, use);
    case 'organization':
    case 'organization-unit':
      return organizationPermits(caller.organization, use, knowledge);
    case 'unique-id':
      return answer(use.principalId === caller.uniqueId);
    default:
      return NO;
  }
}

function principalPermits(
  caller: Extract<Caller, { kind: 'principal' }>,
  arn: string | undefined,
  use: AwsUse,
): Permits {
  if (caller.account !== undefined && use.account !== undefined && caller.account !== use.account) return NO;
  if (arn === undefined) return cannotTell('the record names the caller by account and unique id only');
  if (caller.pattern) return answer(matchArn(caller.arn, arn));
  return answer(caller.arn === arn || roleOfSession(caller.arn) === sessionless(arn));
}

/** `account:role-name` of a session's ARN, which has no path; undefined for other ARNs. */
function roleOfSession(arn: string): string | undefined {
  const [, , service, , account, resource = ''] = arn.split(':');
  const [kind, name] = resource.split('/');
  return service === 'sts' && kind === 'assumed-role' ? `${account}:${name}` : undefined;
}

/** `account:name` of a role's ARN, whatever its path. */
function sessionless(arn: string): string {
  return `${arn.split(':', 5)[4]}:${arn.slice(arn.lastIndexOf('/') + 1)}`;
}

function organizationPermits(
  organization: string,
  use: AwsUse,
  { organization: own }: CallerKnowledge,
): Permits {
  if (own.organization === undefined || own.accounts === undefined) {
    return cannotTell('our own organization or its accounts are not known');
  }
  const account = accountIdIn(use.account);
  const isSibling = account !== undefined && own.accounts.has(account);
  if (own.organization.id === organization) return answer(isSibling);
  return isSibling ? NO : cannotTell('the accounts of that organization are not known');
}

function webIdentityPermits(
  caller: Caller,
  use: Use,
  useCaller: Extract<UseCaller, { kind: 'oidc' }>,
): Permits {
  if (caller.kind !== 'oidc' && caller.kind !== 'web-identity') return NO;
  if (caller.issuer !== useCaller.issuer) return NO;
  if (caller.subjects.length === 0) return YES;
  if (use.subjects.length === 0) return cannotTell('the record does not name the subject');
  return answer(
    use.subjects.some(({ value }) => caller.subjects.some((pattern) => matchWildcard(pattern, value))),
  );
}

function arnOfUniqueId(principalId: string | undefined, knowledge: CallerKnowledge): string | undefined {
  const uniqueId = uniqueIdIn(principalId);
  return uniqueId === undefined ? undefined : knowledge.principalsByUniqueId.get(uniqueId);
}

function answer(yes: boolean): Permits {
  return yes ? YES : NO;
}

function cannotTell(why: string): Permits {
  return { kind: 'cannot-tell', why };
}
