/**
 * The `Principal` element of a trust policy against one principal.
 *
 * An account id and its `:root` ARN both mean the whole account, which is not what `:root` means in a condition on
 * `aws:PrincipalArn`. Wildcards are not allowed inside any principal: such a value names nobody.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { accountOfArn, nameOfArn, partitionOfArn } from '../model/arn';
import type { PrincipalElement, PrincipalEntry } from '../model/policy-document';
import type { Principal } from '../model/principal';

export type PrincipalMatch =
  | { readonly kind: 'matches'; readonly how: HowNamed }
  | { readonly kind: 'no-match' }
  /** the element may mean this principal, and we cannot tell */
  | { readonly kind: 'undecided'; readonly reason: PrincipalDoubt };

/**
 * `itself`: the principal is named, so in its own account no other policy is needed. `account`: only its account
 * is. `anyone`: by `{"AWS": "*"}` or a bare star. `any-of-type`: by `{"Service": "*"}` or `{"Federated": "*"}`,
 * of which AWS does not say what they mean.
 */
export type HowNamed = 'itself' | 'account' | 'anyone' | 'any-of-type';

/** A canonical user id stands for an account, and which one is not known. */
export type PrincipalDoubt = 'canonical-user';

/**
 * Whether the element covers the principal, and how it names it.
 * @param roleArn the role whose trust policy this is: principals of another partition never reach it, nor do users of
 *   a provider object that is in another account
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html
 */
export function matchPrincipal(
  element: PrincipalElement,
  principal: Principal,
  roleArn: string,
): PrincipalMatch {
  const match = matchElement(element, principal);
  return match.kind === 'no-match' || canReach(principal, roleArn) ? match : NO_MATCH;
}

function canReach(principal: Principal, roleArn: string): boolean {
  const partition = partitionOfPrincipal(principal);
  if (partition !== undefined && partition !== partitionOfArn(roleArn)) return false;
  return !('provider' in principal) || accountOfArn(principal.provider) === accountOfArn(roleArn);
}

/** Of several entries that cover a principal, the one that names it most closely counts. */
function matchElement(element: PrincipalElement, principal: Principal): PrincipalMatch {
  if (element.kind === 'star') return { kind: 'matches', how: 'anyone' };
  let closest = NO_MATCH;
  for (const entry of element.entries) {
    const match = matchEntry(entry, principal);
    if (distanceOf(match) < distanceOf(closest)) closest = match;
  }
  return closest;
}

const NO_MATCH: PrincipalMatch = { kind: 'no-match' };

const CLOSEST_FIRST: readonly HowNamed[] = ['itself', 'account', 'anyone', 'any-of-type'];

function distanceOf(match: PrincipalMatch): number {
  if (match.kind === 'matches') return CLOSEST_FIRST.indexOf(match.how);
  return match.kind === 'undecided' ? CLOSEST_FIRST.length : Number.POSITIVE_INFINITY;
}

/** Blanks around a value are left out: whether IAM takes them is not documented, and so they hide nobody. */
function matchEntry({ type, value: written }: PrincipalEntry, principal: Principal): PrincipalMatch {
  const value = written.trim();
  switch (type) {
    case 'AWS':
      return named(isAccountPrincipal(principal) ? howAwsNames(value, principal) : undefined);
    case 'Service':
      if (principal.kind !== 'service') return NO_MATCH;
      return named(value === '*' ? 'any-of-type' : value === principal.name ? 'itself' : undefined);
    case 'Federated': {
      const provider = providerOf(principal);
      if (provider === undefined) return NO_MATCH;
      return named(value === '*' ? 'any-of-type' : value === provider ? 'itself' : undefined);
    }
    case 'CanonicalUser':
      return isAccountPrincipal(principal) ? { kind: 'undecided', reason: 'canonical-user' } : NO_MATCH;
  }
}

function named(how: HowNamed | undefined): PrincipalMatch {
  return how === undefined ? NO_MATCH : { kind: 'matches', how };
}

/** A principal that belongs to an AWS account. */
export type AccountPrincipal = Extract<Principal, { readonly account: unknown }>;

/** Whether the principal belongs to an AWS account: `{"AWS": …}` can only ever name such a one. */
export function isAccountPrincipal(principal: Principal): principal is AccountPrincipal {
  return 'account' in principal;
}

/** How one `AWS` value names a principal of an account; undefined where it does not. */
function howAwsNames(value: string, principal: AccountPrincipal): HowNamed | undefined {
  if (value === '*') return 'anyone';
  if (value === principal.account) return 'account';
  if (value.endsWith(':root') && value === rootArnOf(principal)) return 'account';
  return namesItself(value, principal) && !/[*?]/.test(value) ? 'itself' : undefined;
}

/** The ARN that stands for the principal's whole account. */
function rootArnOf(principal: AccountPrincipal): string {
  return `arn:${partitionOfPrincipal(principal)}:iam::${principal.account}:root`;
}

/** By its ARN, by its unique id, or by the ARN of its session. */
function namesItself(value: string, principal: AccountPrincipal): boolean {
  switch (principal.kind) {
    case 'role':
      return (
        value === principal.arn ||
        value === principal.uniqueId ||
        (value.includes(':assumed-role/') && value === sessionArnOf(principal))
      );
    case 'user':
      return value === principal.arn || value === principal.uniqueId;
    case 'federated-user':
      return value === principal.arn;
    case 'root':
      return false;
  }
}

/** A session's ARN leaves the role's path out. */
function sessionArnOf(role: Extract<Principal, { readonly kind: 'role' }>): string | undefined {
  if (role.sessionName === undefined) return undefined;
  return `arn:${partitionOfPrincipal(role)}:sts::${role.account}:assumed-role/${nameOfArn(role.arn)}/${role.sessionName}`;
}

/** What a `Federated` value names: the provider object's ARN, or a built-in provider's host. */
function providerOf(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'oidc':
    case 'saml':
      return principal.provider;
    case 'web-identity':
      return principal.issuer;
    default:
      return undefined;
  }
}

/** Undefined where the principal is of no partition. */
function partitionOfPrincipal(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'role':
    case 'user':
    case 'federated-user':
      return partitionOfArn(principal.arn);
    case 'root':
      return principal.partition;
    case 'oidc':
    case 'saml':
      return partitionOfArn(principal.provider);
    case 'web-identity':
    case 'service':
      return undefined;
  }
}
