/**
 * The request context: what a request carries, by condition key.
 */

/** By key in lower case. A key that is not there, or has no value, is absent from the request. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** The values of a key, whatever its letter case; empty where the request does not carry it. */
export function valuesOfKey(context: RequestContext, key: string): readonly string[] {
  return context.get(key.toLowerCase()) ?? [];
}
