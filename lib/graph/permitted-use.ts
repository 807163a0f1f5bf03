/**
 * Does a grant permit an observed use? The join between what is allowed and what was done.
 *
 * A record shows less than the request did: the role owner's copy of a call from another account names the
 * caller only by account and unique id. What that cannot settle is `cannot-tell`, with the reason.
 */
import type { Use, UseCaller } from '../activity/use';
import type { Caller } from '../model/caller';
import type { Grant } from '../model/grant';
import { accountIdIn, organizationIdIn, type UniqueId, uniqueIdIn } from '../model/identifiers';
import { isOurs, knowsAllAccounts, type OrganizationKnowledge } from '../model/organization';
import { matchWildcard } from '../model/wildcard';
import { matchArn } from '../policy/arn-pattern';
import { refusesSeen, seenRequestOf } from './seen-request';

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
  const arn = use.caller.kind === 'aws' ? arnOf(use.caller, knowledge) : undefined;
  const organization = organizationOf(use, knowledge);
  return refusesSeen(grant, seenRequestOf(use, arn, organization))
    ? NO
    : callerPermits(grant.caller, use, knowledge);
}

/** Ours, for a caller from one of its accounts; of all others it is not known. */
function organizationOf({ caller }: Use, { organization: own }: CallerKnowledge): string | undefined {
  const account = caller.kind === 'aws' ? accountIdIn(caller.account) : undefined;
  return account !== undefined && isOurs(account, own) ? own.organization?.id : undefined;
}

function callerPermits(caller: Caller, use: Use, knowledge: CallerKnowledge): Permits {
  switch (use.caller.kind) {
    case 'aws':
      return awsPermits(caller, use.caller, knowledge);
    case 'service':
      return caller.kind === 'service' ? servicePermits(caller.service, use.caller.service) : NO;
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
  const arn = arnOf(use, knowledge);
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
      return organizationPermits(caller, use, knowledge);
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
  // the pattern is ArnLike's or StringLike's; which one, the grant's guards have told already
  if (caller.pattern) return answer(matchArn(caller.arn, arn) || matchWildcard(caller.arn, arn));
  const role = roleNamedBy(arn);
  return answer(caller.arn === arn || (role !== undefined && roleNamedBy(caller.arn) === role));
}

/**
 * `account:name` of a role's or its session's ARN, undefined for others. No two roles of an account share a name,
 * and a record may lack the path.
 */
function roleNamedBy(text: string): string | undefined {
  const [, , service, , account, resource = ''] = text.split(':');
  const [kind, ...names] = resource.split('/');
  if (service === 'iam' && kind === 'role') return `${account}:${names.at(-1)}`;
  return service === 'sts' && kind === 'assumed-role' ? `${account}:${names[0]}` : undefined;
}

function organizationPermits(
  caller: Extract<Caller, { kind: 'organization' | 'organization-unit' }>,
  use: AwsUse,
  { organization: own }: CallerKnowledge,
): Permits {
  if (own.organization === undefined) return cannotTell('our own organization is not known');
  if (organizationIdIn(caller.organization) === undefined) {
    return cannotTell('the grant names organizations by a pattern');
  }
  const account = accountIdIn(use.account);
  const isSibling = account !== undefined && isOurs(account, own);
  if (own.organization.id !== caller.organization) {
    return isSibling ? NO : cannotTell('the accounts of that organization are not known');
  }
  if (!isSibling) {
    return knowsAllAccounts(own) ? NO : cannotTell('not all accounts of our organization are known');
  }
  if (caller.kind === 'organization') return YES;
  const paths = own.accounts?.get(account)?.paths;
  if (paths === undefined) return cannotTell('the unit of the account is not known');
  return answer(paths.some((path) => matchWildcard(caller.path, path)));
}

/** Trust may name a service with its region, records do not; and some records name no service at all. */
function servicePermits(trusted: string, seen: string): Permits {
  if (!SERVICE_HOST.test(seen)) return cannotTell('the record does not name the service');
  return answer(withoutRegion(trusted) === withoutRegion(seen));
}

const SERVICE_HOST = /\.amazonaws\.com(?:\.cn)?$/i;
const REGION = /\.[a-z]{2}(?:-[a-z]+){1,3}-\d(?=\.amazonaws\.com)/;

function withoutRegion(service: string): string {
  return service.toLowerCase().replace(REGION, '').replace(/\.cn$/, '');
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

/** A user may have another name by now, so what the unique id tells goes first. */
function arnOf({ arn, principalId }: AwsUse, knowledge: CallerKnowledge): string | undefined {
  const uniqueId = uniqueIdIn(principalId);
  return (uniqueId === undefined ? undefined : knowledge.principalsByUniqueId.get(uniqueId)) ?? arn;
}

function answer(yes: boolean): Permits {
  return yes ? YES : NO;
}

function cannotTell(why: string): Permits {
  return { kind: 'cannot-tell', why };
}
