/**
 * When two guards are the same, and which list of guards comes first.
 */
import type { Guard } from '../model/guard';

/** Equal for guards that mean the same, whatever the letter case of the key. */
export function guardKey({ key, operator, values }: Guard): string {
  return JSON.stringify([key.toLowerCase(), operator, values]);
}

/** Guards by key, operator and values, each once. Of equal ones the first stays. */
export function sortGuards(guards: readonly Guard[]): readonly Guard[] {
  if (guards.length < 2) return guards;
  return sortedByKey(new Map(guards.map((guard) => [guardKey(guard), guard] as const).reverse()));
}

/** Lists of guards by their keys, each once. */
export function sortGuardLists(lists: readonly (readonly Guard[])[]): readonly (readonly Guard[])[] {
  if (lists.length < 2) return lists;
  return sortedByKey(new Map(lists.map((list) => [list.map(guardKey).join(), list])));
}

function sortedByKey<T>(byKey: ReadonlyMap<string, T>): readonly T[] {
  return [...byKey].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, item]) => item);
}
