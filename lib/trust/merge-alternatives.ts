/**
 * Alternatives put together: two ways in that differ in the values of one guard mean the same as one way with the
 * values of both, so that it does not matter whether a policy lists them in one statement or in several.
 *
 * Of text guards only, whose values stand beside one another: two truths, or several ranges of numbers or addresses,
 * may leave nothing to be met when they are put together.
 */
import type { Caller } from '../model/caller';
import type { Grant } from '../model/grant';
import type { Guard } from '../model/guard';
import { callerKey, grantId } from './grant-id';
import { guardKey, sortGuards } from './guard-key';

/** Grants of one role, those that are alternatives as one. The witness of either is one of both. */
export function mergeGrants(grants: readonly Grant[]): readonly Grant[] {
  return mergeAlternatives(grants, restOfGrant, (left, right, at, guard) => {
    const guards = replaced(left.guards, at, guard);
    const caller = isTold(left.caller, at) ? withSubjects(left.caller, guard.values) : left.caller;
    const statements = [...new Set([...left.statements, ...right.statements])].sort();
    const merged = { ...left, caller, guards, statements };
    return { ...merged, id: grantId(merged) };
  });
}

/** Lists of what is refused, those that are alternatives as one. */
export function mergeUnless(lists: readonly (readonly Guard[])[]): readonly (readonly Guard[])[] {
  const boxes = lists.map((guards) => ({ guards }));
  const merged = mergeAlternatives(
    boxes,
    () => '',
    (left, _, at, guard) => ({ guards: replaced(left.guards, at, guard) }),
  );
  return merged.map(({ guards }) => guards);
}

interface Guarded {
  readonly guards: readonly Guard[];
}

type Join<T> = (left: T, right: T, at: Guard, merged: Guard) => T;

/** @param restOf what else must be equal, beside the other guards, where the values of this guard may differ */
function mergeAlternatives<T extends Guarded>(
  items: readonly T[],
  restOf: (item: T, at: Guard) => string,
  join: Join<T>,
): readonly T[] {
  if (items.length < 2) return items;
  const slots = new Set(items.flatMap(({ guards }) => guards.flatMap((guard) => slotOf(guard) ?? [])));
  const guards = items.reduce((sum, each) => sum + each.guards.length, 0);
  if (slots.size * guards > WORK) return items;
  return [...slots].sort().reduce((left, slot) => mergeAt(slot, left, restOf, join), items);
}

/** Most guards that are looked at; what a hostile policy asks for beyond stays in several grants. */
const WORK = 200_000;

function mergeAt<T extends Guarded>(
  slot: string,
  items: readonly T[],
  restOf: (item: T, at: Guard) => string,
  join: Join<T>,
): readonly T[] {
  const byRest = new Map<string, T>();
  for (const item of items) {
    const [at, twice] = item.guards.filter((guard) => slotOf(guard) === slot);
    const others = item.guards.filter((guard) => guard !== at).map(guardKey);
    const isAlone = at !== undefined && twice === undefined;
    const rest = JSON.stringify(isAlone ? [others, restOf(item, at)] : [byRest.size]);
    const before = byRest.get(rest);
    const its = before?.guards.find((guard) => slotOf(guard) === slot);
    byRest.set(rest, before && its && at ? join(before, item, its, together(its, at)) : item);
  }
  return [...byRest.values()];
}

const TEXT = /^(ForAnyValue:)?(StringEquals|StringLike|StringEqualsIgnoreCase|ArnLike)(IfExists)?$/;

/** Equal for guards whose values may stand in one list; undefined where they must not. */
function slotOf({ key, operator, values }: Guard): string | undefined {
  if (!TEXT.test(operator)) return undefined;
  // a text without wildcards means the same to both
  const isPlain = /StringEquals(IfExists)?$/.test(operator) && !values.some((value) => /[*?]/.test(value));
  return JSON.stringify([
    key.toLowerCase(),
    isPlain ? operator.replace('StringEquals', 'StringLike') : operator,
  ]);
}

function together(left: Guard, right: Guard): Guard {
  const { policy, ...guard } = left;
  return {
    ...guard,
    operator: left.operator.includes('Like') ? left.operator : right.operator,
    values: [...new Set([...left.values, ...right.values])].sort(),
    ...(policy !== undefined && policy === right.policy && { policy }),
  };
}

function replaced(guards: readonly Guard[], at: Guard, guard: Guard): readonly Guard[] {
  return sortGuards(guards.map((each) => (each === at ? guard : each)));
}

/** A guard that keeps out less than the other is not hidden behind it, nor made to look worse by it. */
function restOfGrant({ call, caller, verdict, reason, unless }: Grant, at: Guard): string {
  const known = isTold(caller, at) ? withSubjects(caller, []) : caller;
  const strength = [at.strength, at.reason];
  return JSON.stringify([
    call,
    callerKey(known),
    verdict,
    reason,
    strength,
    unless.map((list) => list.map(guardKey)),
  ]);
}

/** Whether the caller's subjects are the values of this guard. */
function isTold(caller: Caller, { kind, values }: Guard): boolean {
  return kind === 'subject' && 'subjects' in caller && caller.subjects.join('\n') === values.join('\n');
}

function withSubjects(caller: Caller, subjects: readonly string[]): Caller {
  return 'subjects' in caller ? { ...caller, subjects } : caller;
}
