/**
 * Two named callers side by side, as far as their kinds tell.
 *
 * Principals of accounts always may be the same: which of them are is a matter of their constraints. A provider or a
 * service has only its name, and a star for all of its type.
 */
import type { Caller } from '../model/caller';

/** False only where nobody can be both. */
export function mayOverlap(left: Caller, right: Caller): boolean {
  return mayCover(left, right) || mayCover(right, left);
}

/** False only where `wide` leaves out some of `caller` by its name. */
export function mayCover(wide: Caller, caller: Caller): boolean {
  const [wideName, name] = [nameOf(wide), nameOf(caller)];
  if (name === undefined) return wideName === undefined;
  return wideName === name || (wideName === '*' && isService(wide) === isService(caller));
}

function isService({ kind }: Caller): boolean {
  return kind === 'service';
}

/** Undefined for the principals of accounts. */
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
