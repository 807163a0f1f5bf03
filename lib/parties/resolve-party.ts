/**
 * Which party a caller is, and whether it is an outsider: for the callers of grants and of observed use.
 */
import { accountOfArn, nameOfArn } from '../model/arn';
import type { Caller } from '../model/caller';
import type { Guard } from '../model/guard';
import { type AccountId, organizationIdIn } from '../model/identifiers';
import { isIdentityCenterRole, type Role } from '../model/role';
import { findIssuer, type Issuer } from './issuers';
import type { Party } from './party';
import { type PartyBook, type PartyMatch, partyOfAccount, unknownParty } from './party-book';
import { scopeOfSubjects, tenantOfSubject } from './scope-of-subject';

/** An observed caller, as `activity` folds it. */
export type ObservedCaller =
  | {
      readonly kind: 'aws';
      readonly account?: AccountId;
      readonly arn?: string;
      readonly principalId?: string;
    }
  | { readonly kind: 'saml'; readonly provider?: string }
  /** `tenant` is what the subject tells of tenant and project */
  | { readonly kind: 'oidc'; readonly issuer: string; readonly tenant: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'unknown' };

/** What decides whether a caller is an outsider to a role. */
export type EnteredRole = Pick<Role, 'account' | 'path' | 'name'>;

const ANYONE: Party = {
  id: 'anyone',
  kind: 'anyone',
  name: 'anyone with an AWS account',
  accounts: [],
  namedBy: 'none',
  sources: [],
};

const ROLES_ANYWHERE: Party = identityProvider('roles-anywhere', 'IAM Roles Anywhere', 'catalogue');

const IDENTITY_CENTER: Party = awsService('aws:identity-center', 'IAM Identity Center');

/**
 * The party of a grant's caller.
 *
 * A unique id comes back as an insider of kind `unknown`: whether it is gone, ours or cannot be told is for the
 * graph, which knows the ids of all principals that were read.
 *
 * @param guards of the same grant: claims other than the subject may name an identity provider's customer
 */
export function partyOfCaller(
  book: PartyBook,
  caller: Caller,
  role: EnteredRole,
  guards: readonly Guard[],
): PartyMatch {
  switch (caller.kind) {
    case 'anyone':
      return outsider(ANYONE);
    case 'account':
      return partyOfAccount(book, caller.account, role.account);
    case 'principal':
      return caller.account === undefined
        ? outsider(ANYONE)
        : partyOfAccount(book, caller.account, role.account);
    case 'organization':
    case 'organization-unit':
      return partyOfOrganization(book, caller.organization);
    case 'unique-id':
      return {
        party: unknownParty(`unique-id:${caller.uniqueId}`, `principal ${caller.uniqueId}`),
        external: false,
      };
    case 'saml':
      return partyOfSaml(caller.provider, role.account, isIdentityCenterRole(role));
    case 'oidc':
    case 'web-identity':
      return outsider(partyOfOidc(caller.issuer, caller.subjects, guards));
    case 'service':
      return partyOfService(caller.service);
    case 'canonical-user':
      return outsider(unknownParty(`canonical-user:${caller.id}`, `canonical user ${caller.id}`));
  }
}

/**
 * The party of an observed caller; one that the record does not tell is an outsider.
 * @param roleAccount    owner of the entered role; undefined when the record does not tell the role
 * @param isIdentityCenter whether the entered role is one of IAM Identity Center's
 */
export function partyOfUseCaller(
  book: PartyBook,
  caller: ObservedCaller,
  roleAccount: AccountId | undefined,
  isIdentityCenter = false,
): PartyMatch {
  switch (caller.kind) {
    case 'aws': {
      const account = caller.account ?? (caller.arn === undefined ? undefined : accountOfArn(caller.arn));
      return account === undefined
        ? outsider(unknownParty('unknown', 'unknown caller'))
        : partyOfAccount(book, account, roleAccount);
    }
    case 'saml':
      return caller.provider === undefined
        ? outsider(identityProvider('saml', 'SAML provider that the record does not name', 'none'))
        : partyOfSaml(caller.provider, roleAccount, isIdentityCenter);
    case 'oidc':
      return outsider(identityParty(findIssuer(caller.issuer), observedCustomer(caller)));
    case 'service':
      return partyOfService(caller.service);
    case 'unknown':
      return outsider(unknownParty('unknown', 'unknown caller'));
  }
}

function partyOfOrganization(book: PartyBook, text: string): PartyMatch {
  const id = organizationIdIn(text);
  if (id === undefined) return outsider(ANYONE);
  if (id === book.organizationId) return { party: book.own, external: false };
  const mayBeOurs = book.organizationId === undefined ? ' (may be ours)' : '';
  return outsider({
    id: `organization:${id}`,
    kind: 'organization',
    name: `organization ${id}${mayBeOurs}`,
    accounts: [],
    namedBy: 'none',
    sources: [],
  });
}

/** Identity Center enters its own roles through a provider object that it keeps in each account. */
function partyOfSaml(
  provider: string,
  roleAccount: AccountId | undefined,
  isIdentityCenter: boolean,
): PartyMatch {
  const name = nameOfArn(provider);
  const account = accountOfArn(provider);
  const isItsProvider = name.startsWith('AWSSSO_') && name.endsWith('_DO_NOT_DELETE');
  if (isIdentityCenter && isItsProvider && account !== undefined && account === roleAccount) {
    return { party: IDENTITY_CENTER, external: false };
  }
  const where = account === undefined ? '' : ` (provider in ${account})`;
  return outsider(identityProvider(`saml:${provider}`, `SAML: ${name}${where}`, 'none'));
}

function partyOfOidc(issuer: string, subjects: readonly string[], guards: readonly Guard[]): Party {
  const { tenant, project, lookalike } = scopeOfSubjects(issuer, subjects, guards);
  return identityParty(findIssuer(issuer), lookalike === undefined ? (tenant ?? project) : `${tenant}*`);
}

/** The party behind an issuer: the owner of a dedicated one, a customer of a shared one. */
function identityParty({ address, kind, owner }: Issuer, customer: string | undefined): Party {
  const namedBy = kind.issuers.length > 0 ? 'catalogue' : 'none';
  if (kind.sharing === 'dedicated') {
    return identityProvider(`oidc:${address}`, `${kind.name}: ${owner ?? address}`, namedBy);
  }
  return customer === undefined
    ? identityProvider(`oidc:${address}`, `${kind.name}: any customer`, namedBy)
    : identityProvider(`oidc:${address}/${customer}`, `${kind.name}: ${customer}`, namedBy);
}

/** The customer in what activity kept of a subject: the subject's beginning, or `TENANT/PROJECT`. */
function observedCustomer({ issuer, tenant }: { readonly issuer: string; readonly tenant: string }) {
  const inSubject = tenantOfSubject(issuer, tenant);
  if (inSubject !== undefined) return inSubject;
  return tenant === '' || tenant.includes(':') ? undefined : tenant.split(/[/@]/, 1)[0];
}

/**
 * AWS's own services are no outsiders, save one: whoever holds a certificate of a trust anchor enters through it.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
function partyOfService(service: string): PartyMatch {
  if (service.startsWith('rolesanywhere.')) return outsider(ROLES_ANYWHERE);
  return { party: awsService(`aws:${service}`, service), external: false };
}

function outsider(party: Party): PartyMatch {
  return { party, external: true };
}

function awsService(id: string, name: string): Party {
  return { id, kind: 'aws', name, accounts: [], namedBy: 'none', sources: [] };
}

function identityProvider(id: string, name: string, namedBy: Party['namedBy']): Party {
  return { id, kind: 'identity-provider', name, accounts: [], namedBy, sources: [] };
}
