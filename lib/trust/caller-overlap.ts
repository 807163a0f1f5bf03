/**
 * Whether two named callers may be the same somebody, as far as their kinds tell.
 *
 * Principals of accounts may always overlap: which of them do is a matter of their constraints.
 */
import type { Caller } from '../model/caller';

const BEYOND_ACCOUNTS: ReadonlySet<Caller['kind']> = new Set(['saml', 'oidc', 'web-identity', 'service']);

/** False only where nobody can be both. */
export function mayOverlap(left: Caller, right: Caller): boolean {
  const [isLeftBeyond, isRightBeyond] = [BEYOND_ACCOUNTS.has(left.kind), BEYOND_ACCOUNTS.has(right.kind)];
  if (!isLeftBeyond || !isRightBeyond) return isLeftBeyond === isRightBeyond;
  const names = [nameOf(left), nameOf(right)];
  return names[0] === names[1] || (isService(left) === isService(right) && names.includes('*'));
}

function isService({ kind }: Caller): boolean {
  return kind === 'service';
}

function nameOf(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'saml':
    case 'oidc':
      return caller.provider;
    case 'web-identity':
      return caller.issuer;
    case 'service':
      return caller.service;
    default:
      return undefined;
  }
}
