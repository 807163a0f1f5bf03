/**
 * How wide a way in is, in two or three words: the table shows it where a whole ARN or subject would not fit.
 */
import { nameOfArn } from '../../model/arn';
import type { Caller } from '../../model/caller';
import type { Grant } from '../../model/grant';
import { describeScope } from './scope-words';

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
    case 'oidc':
    case 'web-identity':
    case 'service':
      return describeScope(caller, guards) ?? 'AWS service';
    case 'canonical-user':
      return 'canonical user';
  }
}

function describePrincipal({ type, arn, pattern }: Extract<Caller, { kind: 'principal' }>): string {
  if (pattern) return `like ${arn.slice(arn.lastIndexOf(':') + 1)}`;
  return type === 'root' ? 'root user' : `${type === 'any' ? 'principal' : type} ${nameOfArn(arn)}`;
}
