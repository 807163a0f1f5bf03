/**
 * How wide a way in is, in two or three words: the table shows it where a whole ARN or subject would not fit.
 */
import { nameOfArn } from '../../model/arn';
import type { Caller } from '../../model/caller';
import type { Grant } from '../../model/grant';
import { type SubjectScope, scopeOfSubjects } from '../../parties/scope-of-subject';

const SCOPES: Readonly<Record<SubjectScope, string>> = {
  nobody: 'no subject at all',
  exact: 'one subject',
  project: 'one project',
  organization: 'whole organization',
  tenant: 'whole issuer',
  anyone: 'every customer',
};

/** What of the party may come in, such as `whole account`, `role Builder`, `one project`. */
export function describeWay({ caller, guards }: Pick<Grant, 'caller' | 'guards'>): string {
  switch (caller.kind) {
    case 'anyone':
      return 'any AWS principal';
    case 'account':
      return 'whole account';
    case 'principal':
      return describePrincipal(caller);
    case 'organization':
      return 'every account of it';
    case 'organization-unit':
      return 'every account of a unit';
    case 'unique-id':
      return caller.uniqueId;
    case 'saml':
      return 'every user of it';
    case 'oidc':
    case 'web-identity':
      return describeScope(caller, guards);
    case 'service':
      return caller.service.startsWith('rolesanywhere.') ? 'certificates' : 'AWS service';
    case 'canonical-user':
      return 'canonical user';
  }
}

/** A pattern such as `repo:acme*` is as wide as none, but lets in only names that begin so. */
function describeScope(
  { kind, issuer, subjects }: Extract<Caller, { kind: 'oidc' | 'web-identity' }>,
  guards: Grant['guards'],
): string {
  const { scope, lookalike } = scopeOfSubjects(issuer, subjects, guards);
  if (lookalike !== undefined) return 'look-alikes too';
  return kind === 'web-identity' && scope === 'organization' ? 'every user of it' : SCOPES[scope];
}

function describePrincipal({ type, arn, pattern }: Extract<Caller, { kind: 'principal' }>): string {
  if (pattern) return `like ${arn.slice(arn.lastIndexOf(':') + 1)}`;
  return type === 'root' ? 'root user' : `${type === 'any' ? 'principal' : type} ${nameOfArn(arn)}`;
}
