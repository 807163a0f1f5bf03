/**
 * Identity provider objects in an account: SAML and OIDC. In our own account, yet outside identities.
 */
import type { AccountId } from './identifiers';

export type IdentityProvider = SamlProvider | OidcProvider;

export interface SamlProvider {
  readonly kind: 'saml';
  readonly arn: string;
  readonly account: AccountId;
}

export interface OidcProvider {
  readonly kind: 'oidc';
  readonly arn: string;
  readonly account: AccountId;
  /** issuer host and path without `https://`: the prefix of its condition keys */
  readonly issuer: string;
  /** accepted audiences; absent when only the listing was exported */
  readonly clientIds?: readonly string[];
}

/** The issuer of an OIDC provider ARN: what follows `oidc-provider/`; undefined for any other ARN. */
export function issuerOfProviderArn(arn: string): string | undefined {
  const marker = ':oidc-provider/';
  const at = arn.indexOf(marker);
  return at < 0 ? undefined : arn.slice(at + marker.length);
}
