/**
 * Whether a grant, read as its words say, covers one concrete request: the plain reading that the solver is held to.
 */
import type { AssumeRequest } from '../../lib/model/assume-request';
import type { Caller } from '../../lib/model/caller';
import type { Grant } from '../../lib/model/grant';
import type { Guard } from '../../lib/model/guard';
import type { OrganizationKnowledge } from '../../lib/model/organization';
import { matchWildcard } from '../../lib/model/wildcard';
import { matchArn } from '../../lib/policy/arn-pattern';
import { evaluateCondition } from '../../lib/policy/condition';
import { isAccountPrincipal, matchPrincipal } from '../../lib/policy/principal-element';
import { contextOf } from '../../lib/policy/request/context-of';
import { type RequestContext, valuesOfKey } from '../../lib/policy/request-context';

/** Call, caller and guards fit, and no list of `unless` does. An undecided grant promises its call and caller only. */
export function coversRequest(
  grant: Grant,
  request: AssumeRequest,
  organization: OrganizationKnowledge,
): boolean {
  const context = contextOf(request, organization);
  if (grant.call !== request.call || !coversCaller(grant.caller, request, context)) return false;
  const isMet = ({ operator, key, values }: Guard) =>
    evaluateCondition({ operator, key, values }, '2012-10-17', context).kind !== 'unmet';
  return (
    grant.verdict === 'undecided' ||
    (grant.guards.every(isMet) && !grant.unless.some((list) => list.every(isMet)))
  );
}

function coversCaller(caller: Caller, { principal, role }: AssumeRequest, context: RequestContext): boolean {
  const isNamed = (type: 'AWS' | 'Service' | 'Federated', value: string) =>
    matchPrincipal({ kind: 'entries', entries: [{ type, value }] }, principal, role).kind === 'matches';
  const hasValueLike = (key: string, pattern: string) =>
    valuesOfKey(context, key).some((value) => matchWildcard(pattern, value));
  switch (caller.kind) {
    case 'anyone':
    case 'canonical-user':
      return isAccountPrincipal(principal);
    case 'account':
      return isNamed('AWS', caller.account);
    case 'principal': {
      if (caller.account !== undefined && !isNamed('AWS', caller.account)) return false;
      const [arn = ''] = valuesOfKey(context, 'aws:PrincipalArn');
      if (caller.type === 'root') return arn === caller.arn;
      return caller.pattern
        ? matchWildcard(caller.arn, arn) || matchArn(caller.arn, arn)
        : isNamed('AWS', caller.arn) || arn === caller.arn;
    }
    case 'organization':
      return hasValueLike('aws:PrincipalOrgID', caller.organization);
    case 'organization-unit':
      return hasValueLike('aws:PrincipalOrgPaths', caller.path);
    case 'unique-id':
      return 'uniqueId' in principal && principal.uniqueId === caller.uniqueId;
    case 'saml':
      return principal.kind === 'saml' && isNamed('Federated', caller.provider);
    case 'oidc':
      return isNamed('Federated', caller.provider) && coversSubject(caller, hasValueLike);
    case 'web-identity':
      return (
        (principal.kind === 'oidc' || principal.kind === 'web-identity') &&
        isNamed('Federated', caller.issuer) &&
        coversSubject(caller, hasValueLike)
      );
    case 'service':
      return isNamed('Service', caller.service);
  }
}

function coversSubject(
  { issuer, subjects }: { readonly issuer: string; readonly subjects: readonly string[] },
  hasValueLike: (key: string, pattern: string) => boolean,
): boolean {
  return subjects.length === 0 || subjects.some((pattern) => hasValueLike(`${issuer}:sub`, pattern));
}
