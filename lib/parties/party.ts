/**
 * A party: an outside owner of principals. A name is a label and never clears anything.
 */
import { fingerprint } from '../model/fingerprint';
import type { AccountId } from '../model/identifiers';
import type { DeclaredParty } from './declaration';

export interface Party {
  /** stable: `vendor:datadog`, `account:999988887777`, `organization:o-…`, `oidc:ISSUER/TENANT`, `saml:ARN`, `aws:…`, `anyone` */
  readonly id: string;
  readonly kind: 'vendor' | 'partner' | 'aws' | 'organization' | 'identity-provider' | 'unknown' | 'anyone';
  /** for people; may be text an outsider chose, so every output escapes it */
  readonly name: string;
  /** sorted; empty for identity providers and services */
  readonly accounts: readonly AccountId[];
  readonly namedBy: 'declared' | 'catalogue' | 'organization' | 'none';
  /** addresses of the pages behind the name */
  readonly sources: readonly string[];
  /** how sure the name is, by the catalogue's best account of it; absent where the catalogue does not name it */
  readonly evidence?: 'vendor' | 'third-party' | 'list';
  /** what the user agreed with it; absent where nothing was declared */
  readonly declared?: DeclaredParty;
  /** what was agreed with one of its accounts until a day that has passed */
  readonly lapsed?: DeclaredParty;
}

/** The part of a declared or catalogued party's id that comes from its name: lower-case letters, digits, hyphens. */
export function slugOf(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g);
  return words === null ? fingerprint('party', name) : words.join('-');
}
