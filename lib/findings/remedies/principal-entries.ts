/**
 * From a grant's caller back to the entry of the `Principal` element that let it in.
 */
import { accountOfArn } from '../../model/arn';
import type { Caller } from '../../model/caller';
import { accountIdIn } from '../../model/identifiers';
import type { PrincipalElement, PrincipalEntry } from '../../model/policy-document';

const EVERY_AWS: PrincipalEntry = { type: 'AWS', value: '*' };

/** The entries of a principal element; the bare star is every AWS principal. */
export function entriesOf(principal: PrincipalElement | undefined): readonly PrincipalEntry[] {
  if (principal === undefined) return [];
  return principal.kind === 'star' ? [EVERY_AWS] : principal.entries;
}

/** Whether this entry is what admits the caller; a condition may have narrowed an account or the star to it. */
export function admitsCaller({ type, value }: PrincipalEntry, caller: Caller): boolean {
  switch (caller.kind) {
    case 'saml':
    case 'oidc':
      return type === 'Federated' && value === caller.provider;
    case 'web-identity':
      return type === 'Federated' && value === caller.issuer;
    case 'service':
      return type === 'Service' && value === caller.service;
    case 'canonical-user':
      return type === 'CanonicalUser' && value === caller.id;
    case 'unique-id':
      return type === 'AWS' && value === caller.uniqueId;
    case 'principal':
      return (
        type === 'AWS' &&
        (value === '*' ||
          value === caller.arn ||
          isWholeAccount(value, caller.account ?? accountOfArn(caller.arn)))
      );
    case 'account':
      return type === 'AWS' && (value === '*' || isWholeAccount(value, caller.account));
    case 'anyone':
    case 'organization':
    case 'organization-unit':
      return type === 'AWS' && value === '*';
  }
}

/** An account is written as its id or as its `:root`, which means the whole account in a principal. */
function isWholeAccount(value: string, account: string | undefined): boolean {
  if (account === undefined) return false;
  return (accountIdIn(value) ?? (value.endsWith(':root') ? accountOfArn(value) : undefined)) === account;
}
