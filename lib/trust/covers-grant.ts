/**
 * Whether one way into a role lets in everybody whom another one does: how a change of trust is told as wider or
 * narrower.
 *
 * It compares two grants as they stand, of two states perhaps, without their policies. External ids may be
 * fingerprints.
 */
import type { Caller } from '../model/caller';
import type { Grant } from '../model/grant';
import type { Guard } from '../model/guard';
import { mayCover } from './caller-overlap';
import { complementOf } from './canonical-constraint';
import { type Constraint, escaped, LANGUAGE, mustFit } from './constraint';
import { callerKey } from './grant-id';
import { guardKey } from './guard-key';
import { implies } from './implied';
import { readConditions } from './read-conditions';

/** All of a grant that says whom it lets in. */
export type Admission = Pick<Grant, 'call' | 'caller' | 'verdict' | 'guards' | 'unless'>;

/**
 * True only where it is proven that `wide` admits every request that `narrow` does. What is undecided covers nothing,
 * and is covered by nothing that might be less.
 */
export function coversGrant(wide: Admission, narrow: Admission): boolean {
  if (wide.call !== narrow.call || wide.verdict !== 'admits' || narrow.verdict !== 'admits') return false;
  if (!coversCaller(wide.caller, narrow.caller)) return false;
  const facts = [...narrow.guards.flatMap(constraintsOf), ...factsOfCaller(narrow.caller)];
  return (
    wide.guards.every((guard) => isMet(guard, narrow.guards, facts)) &&
    wide.unless.every((list) => isRefusedToo(list, narrow, facts))
  );
}

/** Whether every request that meets the one guard meets the other: the other then asks for no more. */
export function isLooser(than: Guard, guard: Guard): boolean {
  return isMet(guard, [than], constraintsOf(than));
}

/**
 * Whether all principals of `narrow` are of `wide`, as far as names tell. Patterns, organizations and subjects are
 * guards as well, and judged as such.
 */
export function coversCaller(wide: Caller, narrow: Caller): boolean {
  if (callerKey(wide) === callerKey(narrow)) return true;
  if (!mayCover(wide, narrow)) return false;
  switch (wide.kind) {
    case 'anyone':
    case 'organization':
    case 'organization-unit':
      return narrow.kind !== 'canonical-user';
    case 'account':
      return accountOf(narrow) === wide.account;
    case 'principal':
      return wide.pattern && (wide.account === undefined || accountOf(narrow) === wide.account);
    case 'unique-id':
    case 'canonical-user':
      return false;
    default:
      return wide.kind === narrow.kind;
  }
}

function accountOf(caller: Caller): string | undefined {
  return caller.kind === 'account' || caller.kind === 'principal' ? caller.account : undefined;
}

function isMet(guard: Guard, among: readonly Guard[], facts: readonly Constraint[]): boolean {
  const key = guardKey(guard);
  if (among.some((other) => guardKey(other) === key)) return true;
  const wanted = constraintsOf(guard);
  return wanted.length > 0 && wanted.every((each) => facts.some((fact) => implies(fact, each)));
}

/** Whether `narrow` refuses whatever meets all of the list: by a list of its own, or by what it asks for anyway. */
function isRefusedToo(list: readonly Guard[], narrow: Admission, facts: readonly Constraint[]): boolean {
  const met = list.flatMap(constraintsOf);
  if (met.some((each) => facts.some((fact) => implies(fact, complementOf(each))))) return true;
  const known = [...list, ...narrow.guards];
  return narrow.unless.some((own) => own.every((guard) => isMet(guard, known, [...met, ...facts])));
}

/** None where the guard cannot be read: it then compares by its text alone. */
function constraintsOf(guard: Guard): readonly Constraint[] {
  return readConditions({ conditions: [guard], unknown: [] }, LANGUAGE).constraints;
}

/** What the caller's requests carry because of who it is. */
function factsOfCaller(caller: Caller): readonly Constraint[] {
  const account = accountOf(caller);
  const arn =
    caller.kind === 'principal' && !caller.pattern && isItself(caller.type) ? caller.arn : undefined;
  return [
    ...(account === undefined ? [] : [mustFit('aws:principalaccount', 'StringEquals', [account])]),
    ...(arn === undefined ? [] : [mustFit('aws:principalarn', 'StringEquals', [escaped(arn)])]),
  ];
}

/** The ARN of a session is not that of its role, which requests carry. */
function isItself(type: string): boolean {
  return type === 'role' || type === 'user';
}
