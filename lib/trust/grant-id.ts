/**
 * The id of a grant: a fingerprint of its meaning, so that it outlives the order and the spelling of a policy.
 */
import type { Caller } from '../model/caller';
import { fingerprintsOf } from '../model/fingerprint';
import type { Grant } from '../model/grant';
import { guardKey } from './guard-key';

/** Equal for grants of equal role, call, caller, guards and `unless`. All lists are sorted already. */
export function grantId(grant: Omit<Grant, 'id'>): string {
  return grantIdsOf(grant)(grant.role);
}

/** The ids of grants that are equal but for their role, by role. */
export function grantIdsOf({
  call,
  caller,
  guards,
  unless,
}: Pick<Grant, 'call' | 'caller' | 'guards' | 'unless'>): (role: string) => string {
  return fingerprintsOf(
    call,
    callerKey(caller),
    JSON.stringify(guards.map(guardKey)),
    JSON.stringify(unless.map((list) => list.map(guardKey))),
  );
}

/** Equal for equal callers: the fields in a stated order. */
export function callerKey(caller: Caller): string {
  return JSON.stringify(Object.entries(caller).sort(([left], [right]) => (left < right ? -1 : 1)));
}
