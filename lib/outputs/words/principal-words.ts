/**
 * A concrete principal as one piece of text, the form that `explain --as` takes.
 */
import type { Principal } from '../../model/principal';

/** An ARN where there is one; `oidc:ISSUER`, `saml:PROVIDER_ARN` or a service's host otherwise. */
export function principalText(principal: Principal): string {
  switch (principal.kind) {
    case 'role':
    case 'user':
    case 'federated-user':
      return principal.arn;
    case 'root':
      return `arn:${principal.partition}:iam::${principal.account}:root`;
    case 'oidc':
    case 'web-identity':
      return `oidc:${principal.issuer}`;
    case 'saml':
      return `saml:${principal.provider}`;
    case 'service':
      return principal.name;
  }
}
