/**
 * Who makes one concrete request: the authenticated caller as AWS sees it.
 *
 * Compare `Caller`, which is a set of principals. `arn` of a role is the role's own ARN with its path,
 * never the session's: that is what `aws:PrincipalArn` holds.
 */
import type { AccountId, UniqueId } from './identifiers';

export type Principal =
  | {
      readonly kind: 'role';
      readonly arn: string;
      readonly account: AccountId;
      readonly uniqueId?: UniqueId;
      /** set when a session of the role calls, which is the rule */
      readonly sessionName?: string;
    }
  | { readonly kind: 'user'; readonly arn: string; readonly account: AccountId; readonly uniqueId?: UniqueId }
  | { readonly kind: 'root'; readonly account: AccountId; readonly partition: string }
  | { readonly kind: 'federated-user'; readonly arn: string; readonly account: AccountId }
  /** an IAM OIDC provider's user: `provider` is the provider object's ARN */
  | { readonly kind: 'oidc'; readonly provider: string; readonly issuer: string }
  /** a user of a built-in provider: `accounts.google.com`, `cognito-identity.amazonaws.com` … */
  | { readonly kind: 'web-identity'; readonly issuer: string }
  | { readonly kind: 'saml'; readonly provider: string }
  | { readonly kind: 'service'; readonly name: string };
