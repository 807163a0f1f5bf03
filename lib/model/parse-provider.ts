/**
 * From IAM's listings of identity providers to `IdentityProvider`.
 */
import { accountOfArn, arnIn } from './arn';
import { ok, type Parsed, problem } from './problem';
import { type IdentityProvider, issuerOfProviderArn } from './provider';
import { rawAt, rawFieldsIn, rawTextAt, rawTextsAt } from './raw-fields';

/**
 * Reads one item of `ListSAMLProviders` or `ListOpenIDConnectProviders`; the ARN tells which.
 * Problem `provider-arn-invalid` where it is neither's.
 */
export function parseProvider(raw: unknown, at: string): Parsed<IdentityProvider> {
  const fields = rawFieldsIn(raw);
  const arn = rawTextAt(fields, 'Arn');
  const account = arn === undefined ? undefined : accountOfArn(arn);
  if (arn !== undefined && account !== undefined) {
    const issuer = issuerOfProviderArn(arn);
    if (issuer) return ok({ kind: 'oidc', arn, account, issuer });
    if (arnIn(arn)?.resource.startsWith('saml-provider/')) return ok({ kind: 'saml', arn, account });
  }
  return problem(
    'provider-arn-invalid',
    at,
    'expected an identity provider with its ARN',
    rawAt(fields, 'Arn'),
  );
}

/** What `GetOpenIDConnectProvider` answers: everything but the provider's ARN. */
export interface OidcProviderDetail {
  /** host and path, without `https://` */
  readonly issuer: string;
  readonly clientIds: readonly string[];
}

/** Reads an answer of `GetOpenIDConnectProvider`; problem `provider-detail-invalid` where it names no issuer. */
export function parseOidcProviderDetail(raw: unknown, at: string): Parsed<OidcProviderDetail> {
  const fields = rawFieldsIn(raw);
  const issuer = rawTextAt(fields, 'Url')?.replace(/^https:\/\//, '');
  return issuer
    ? ok({ issuer, clientIds: rawTextsAt(fields, 'ClientIDList') ?? [] })
    : problem('provider-detail-invalid', at, 'expected the provider with its URL', rawAt(fields, 'Url'));
}
