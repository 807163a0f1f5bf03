/**
 * A caller in words: who, among the party's principals, a grant admits.
 */
import { nameOfArn } from '../../model/arn';
import type { Caller } from '../../model/caller';

/** Short, for a table beside the party's name: `whole account`, `role Builder`, `repo:acme/app:*`. */
export function describeCaller(caller: Caller): string {
  switch (caller.kind) {
    case 'anyone':
      return 'any AWS principal';
    case 'account':
      return `whole account ${caller.account}`;
    case 'principal':
      return describePrincipal(caller);
    case 'organization':
      return `any account of ${caller.organization}`;
    case 'organization-unit':
      return `any account under ${caller.path}`;
    case 'unique-id':
      return `unique id ${caller.uniqueId}`;
    case 'saml':
      return `users of SAML provider ${nameOfArn(caller.provider)}`;
    case 'oidc':
    case 'web-identity':
      return caller.subjects.length === 0 ? `any subject of ${caller.issuer}` : caller.subjects.join(' or ');
    case 'service':
      return caller.service;
    case 'canonical-user':
      return `canonical user ${caller.id.slice(0, 12)}…`;
  }
}

function describePrincipal(caller: Extract<Caller, { kind: 'principal' }>): string {
  if (caller.pattern) return `principals like ${caller.arn}`;
  if (caller.type === 'root') return `root user of ${caller.account ?? caller.arn}`;
  if (caller.type === 'session') return `session ${caller.arn.slice(caller.arn.indexOf('/') + 1)}`;
  return caller.type === 'any'
    ? caller.arn
    : `${caller.type} ${nameOfArn(caller.arn)} of ${caller.account ?? '?'}`;
}
