/**
 * The id of a grant: a fingerprint of its meaning, so that it outlives the order and the spelling of a policy.
 */
import type { Caller } from '../model/caller';
import { fingerprint } from '../model/fingerprint';
import type { Grant } from '../model/grant';
import { guardKey } from './guard-key';

/** Equal for grants of equal role, call, caller, guards and `unless`. All lists are sorted already. */
export function grantId({ role, call, caller, guards, unless }: Omit<Grant, 'id'>): string {
  return fingerprint(
    role,
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
