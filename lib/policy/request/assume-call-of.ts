/**
 * Which assume call a principal makes: a call by another kind of principal grants nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
import type { AssumeCall } from '../../model/assume-call';
import type { Principal } from '../../model/principal';

const CALLS: Readonly<Record<Principal['kind'], AssumeCall>> = {
  role: 'AssumeRole',
  user: 'AssumeRole',
  root: 'AssumeRole',
  'federated-user': 'AssumeRole',
  service: 'AssumeRole',
  saml: 'AssumeRoleWithSAML',
  oidc: 'AssumeRoleWithWebIdentity',
  'web-identity': 'AssumeRoleWithWebIdentity',
};

/** The one call by which this kind of principal can enter a role. */
export function assumeCallOf(kind: Principal['kind']): AssumeCall {
  return CALLS[kind];
}
