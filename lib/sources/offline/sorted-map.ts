/**
 * Maps in a stated order, so that the same exports give the same inventory however their files are cut.
 */

/** The same entries by key, in code-unit order. */
export function sortedMap<Key extends string, Value>(map: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
