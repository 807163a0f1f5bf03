/**
 * Callers: the set of principals that one grant admits.
 *
 * `anyone` is every AWS principal of every account. Names follow AWS; the set is already narrowed by
 * the AWS-set condition keys (account, organization, unit, PrincipalArn), which are guards as well.
 */
import type { AccountId } from './identifiers';

export type Caller =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'account'; readonly account: AccountId }
  | {
      readonly kind: 'principal';
      /** what the ARN names; `any` where a pattern leaves it open */
      readonly type: 'role' | 'user' | 'session' | 'federated-user' | 'root' | 'any';
      /** an exact ARN, or a pattern with `*` and `?` (then `pattern` is true) */
      readonly arn: string;
      readonly pattern: boolean;
      /** absent where the pattern leaves the account open */
      readonly account?: AccountId;
    }
  /** ids as written; more than `o-…` form is possible (a wildcard, then it is anyone with an organization) */
  | { readonly kind: 'organization'; readonly organization: string }
  /** a pattern over `aws:PrincipalOrgPaths`, such as `o-…\/r-…\/ou-…\/*` */
  | { readonly kind: 'organization-unit'; readonly organization: string; readonly path: string }
  | { readonly kind: 'unique-id'; readonly uniqueId: string }
  | { readonly kind: 'saml'; readonly provider: string; readonly account?: AccountId }
  | {
      readonly kind: 'oidc';
      readonly provider: string;
      readonly account?: AccountId;
      readonly issuer: string;
      /** patterns over the subject claim, sorted; empty when the subject is not tested */
      readonly subjects: readonly string[];
    }
  | { readonly kind: 'web-identity'; readonly issuer: string; readonly subjects: readonly string[] }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'canonical-user'; readonly id: string };
