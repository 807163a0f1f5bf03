/**
 * What is known of a condition key: what it guards, who sets it, and when a request carries it.
 */
import type { AssumeCall } from '../model/assume-call';
import type { GuardKind } from '../model/guard';
import type { Principal } from '../model/principal';

export interface ContextKey {
  /** AWS's spelling; of tag keys and unheard-of keys, the spelling of the policy */
  readonly name: string;
  readonly guard: GuardKind;
  /** a request may carry several values at once, so a policy needs a set operator to test them */
  readonly multivalued: boolean;
  readonly whoSets: KeySetter;
  /** a claim of an issuer that serves everybody: each of its customers has tokens with whatever value it likes */
  readonly isChosen?: true;
  /**
   * Whether an assume call carries the key.
   *
   * @param issuer of an OIDC or built-in provider, host and path: claims of another issuer are never present.
   *   Without it, a claim is taken to be of the provider that the principal comes from
   */
  readonly presence: (call: AssumeCall, principal: Principal['kind'], issuer?: string) => Presence;
}

/**
 * Who decides the value. `caller`: the calling party, so it is no boundary against it. `home-account`: the
 * administrators of the caller's account. `role`: it is a property of the role that is entered, the same for every
 * caller. `unknown`: we have not heard of the key.
 */
export type KeySetter =
  | 'aws'
  | 'caller'
  | 'home-account'
  | 'role'
  | 'identity-provider'
  | 'network'
  | 'time'
  | 'unknown';

/** `unknown` where AWS does not say, or the key is not known. */
export type Presence = 'always' | 'sometimes' | 'never' | 'unknown';

/** Presence by the kind of principal that calls. */
export type Availability = Readonly<Record<Principal['kind'], Presence>>;

/** The same for every kind of principal. */
export function everyone(presence: Presence): Availability {
  return {
    role: presence,
    user: presence,
    root: presence,
    'federated-user': presence,
    oidc: presence,
    'web-identity': presence,
    saml: presence,
    service: presence,
  };
}

/** For the principals of an AWS account; the identities of providers, and services, have `others`. */
export function accountPrincipals(presence: Presence, others: Presence = 'never'): Availability {
  return { ...everyone(others), role: presence, user: presence, root: presence, 'federated-user': presence };
}
