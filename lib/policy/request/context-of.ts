/**
 * The context of an assume request: what the caller sent, and what AWS adds because of who it is and which role it enters.
 *
 * Identities of a provider make unsigned calls, so AWS adds neither account nor ARN nor organization for them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
import { type Arn, arnIn, nameOfArn } from '../../model/arn';
import type { AssumeRequest } from '../../model/assume-request';
import { isOurs, type OrganizationKnowledge } from '../../model/organization';
import type { Principal } from '../../model/principal';
import { type AccountPrincipal, isAccountPrincipal } from '../principal-element';
import { roleProperties } from './role-properties';

/**
 * Builds the context by key in lower case: a new map each time, the caller's to go on with. What the request gives wins over what principal and role imply; a key given
 * without values is absent.
 *
 * @param organization tells which accounts are of our own organization; of a foreign account's organization nothing
 *   is known, so its keys are there only when the request gives them
 */
export function contextOf(
  request: AssumeRequest,
  organization: OrganizationKnowledge,
): Map<string, readonly string[]> {
  const context = new Map(roleProperties(request, organization));
  // STS answers over TLS only
  context.set('aws:securetransport', ['true']);
  for (const [key, values] of impliedByPrincipal(request.principal)) context.set(key, values);
  for (const [key, values] of impliedByOrganization(request.principal, organization))
    context.set(key, values);
  for (const [key, values] of request.context) context.set(key.toLowerCase(), values);
  return context;
}

type Entries = readonly (readonly [key: string, values: readonly string[]])[];

function impliedByPrincipal(principal: Principal): Entries {
  if (principal.kind === 'service') {
    return [
      ['aws:principalisawsservice', ['true']],
      ['aws:principalservicename', [principal.name]],
    ];
  }
  if (principal.kind === 'saml') return documentOf(principal.provider);
  // AWS's own samples deny the built-in providers by this key; of other providers' calls it is not documented
  if (principal.kind === 'web-identity') return [['aws:federatedprovider', [principal.issuer]]];
  if (!isAccountPrincipal(principal)) return [];
  return [
    ['aws:principalaccount', [principal.account]],
    ['aws:principalarn', [arnOf(principal)]],
    ['aws:principaltype', [TYPES[principal.kind]]],
    ['aws:principalisawsservice', ['false']],
    ['aws:userid', userIdOf(principal)],
    ...(principal.kind === 'user' ? [['aws:username', [nameOfArn(principal.arn)]] as const] : []),
  ];
}

function documentOf(provider: string): Entries {
  const arn = arnIn(provider);
  return arn ? [['saml:doc', [samlDocument(arn)]]] : [];
}

/**
 * What `saml:doc` holds of a provider: its account and name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
 */
export function samlDocument({ account, resource }: Pick<Arn, 'account' | 'resource'>): string {
  return `${account}/${resource.slice('saml-provider/'.length)}`;
}

const TYPES: Readonly<Record<AccountPrincipal['kind'], string>> = {
  role: 'AssumedRole',
  user: 'User',
  root: 'Account',
  'federated-user': 'FederatedUser',
};

function arnOf(principal: AccountPrincipal): string {
  return principal.kind === 'root'
    ? `arn:${principal.partition}:iam::${principal.account}:root`
    : principal.arn;
}

/** Empty where the unique id or the session's name is not known. */
function userIdOf(principal: AccountPrincipal): readonly string[] {
  switch (principal.kind) {
    case 'role':
      return principal.uniqueId !== undefined && principal.sessionName !== undefined
        ? [`${principal.uniqueId}:${principal.sessionName}`]
        : [];
    case 'user':
      return principal.uniqueId === undefined ? [] : [principal.uniqueId];
    case 'root':
      return [principal.account];
    case 'federated-user':
      return [`${principal.account}:${nameOfArn(principal.arn)}`];
  }
}

function impliedByOrganization(principal: Principal, knowledge: OrganizationKnowledge): Entries {
  const { organization, accounts } = knowledge;
  if (!organization || !isAccountPrincipal(principal) || !isOurs(principal.account, knowledge)) return [];
  const paths = accounts?.get(principal.account)?.paths;
  return [
    ['aws:principalorgid', [organization.id]],
    ...(paths ? [['aws:principalorgpaths', paths] as const] : []),
  ];
}
