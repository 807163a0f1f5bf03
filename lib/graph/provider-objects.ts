/**
 * Provider objects: whether the identity provider that a grant names is there.
 *
 * AWS looks for it in the account of the role. Where that account's providers were listed and it is not among them,
 * nobody enters; but the trust stays, and whoever makes a provider of that name opens it again.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
import { accountOfArn } from '../model/arn';
import type { Caller } from '../model/caller';
import type { Inventory } from '../model/inventory';
import type { Principal } from '../model/principal';
import type { Decision } from '../policy/request/decision';

export type ProviderObject =
  | 'present'
  | 'missing'
  /** the account's providers were not listed, or not all of them */
  | 'not-read';

/** What becomes of a request by a provider that is missing, whatever the policies say. */
export const NO_PROVIDER: Decision = {
  decision: 'refused',
  because: 'the account of the role has no such identity provider',
  stoppedBy: 'the account of the role has no such identity provider',
  statements: [],
  missing: [],
};

/** Answers for SAML and OIDC callers; undefined for all others, the built-in providers among them. */
export type ProviderObjectOf = (caller: Caller | Principal) => ProviderObject | undefined;

/** Gathers once what the answers need. */
export function indexProviderObjects({ providers, read, problems }: Inventory): ProviderObjectOf {
  const someLost = problems.some(({ code }) => code === 'provider-arn-invalid');
  // IAM keeps hosts in lower case; one that differs in case only is not called missing
  const known = new Set([...providers.keys()].map((arn) => arn.toLowerCase()));
  return (caller) => {
    if (caller.kind !== 'saml' && caller.kind !== 'oidc') return undefined;
    if (known.has(caller.provider.toLowerCase())) return 'present';
    const account = accountOfArn(caller.provider);
    const reading = account === undefined ? undefined : read.get(account);
    return reading?.providersRead && !someLost ? 'missing' : 'not-read';
  };
}
