/**
 * Finds what we know of an OIDC issuer, and whom its address names.
 */
import { matchForm } from './claim-form';
import { ISSUER_KINDS, type IssuerKind, UNKNOWN_ISSUER } from './issuer-table';

export interface Issuer {
  /** host and path as trust policies write it: no `https://`, no closing slash, host in lower case */
  readonly address: string;
  readonly kind: IssuerKind;
  /** whom the address itself names: the customer, cluster or server of a dedicated issuer */
  readonly owner?: string;
  /** set where the owner is the same customer that subjects name, so that the two must agree */
  readonly tenant?: string;
}

/** Reads an issuer; one that we do not know is taken for a dedicated one, see `UNKNOWN_ISSUER`. */
export function findIssuer(issuer: string): Issuer {
  const address = addressOf(issuer);
  for (const kind of ISSUER_KINDS) {
    for (const form of kind.issuers) {
      const slots = matchForm(form, address);
      if (slots === undefined) continue;
      const tenant = slots.get('tenant');
      const owner = tenant ?? slots.get('instance');
      return {
        address,
        kind,
        ...(owner !== undefined && { owner }),
        ...(tenant !== undefined && { tenant }),
      };
    }
  }
  return { address, kind: UNKNOWN_ISSUER, owner: address };
}

function addressOf(issuer: string): string {
  const bare = issuer.startsWith('https://') ? issuer.slice('https://'.length) : issuer;
  const trimmed = bare.endsWith('/') ? bare.slice(0, -1) : bare;
  const slash = trimmed.indexOf('/');
  return slash < 0 ? trimmed.toLowerCase() : trimmed.slice(0, slash).toLowerCase() + trimmed.slice(slash);
}
