/**
 * Numbers with their nouns.
 */

/** `1 role`, `2 roles`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
