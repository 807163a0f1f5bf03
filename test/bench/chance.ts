/**
 * Numbers that look random and are the same every time, and what the made-up organization draws with them.
 */

/** A number from 0 up to 1. */
export type Chance = () => number;

/** The same seed gives the same numbers (mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick(from: readonly string[], chance: Chance): string {
  return from[Math.floor(chance() * from.length)] ?? '';
}

/** Capital letters and digits, as unique ids and external ids have them. */
export function text(length: number, chance: Chance): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...Array(length)].map(() => letters[Math.floor(chance() * letters.length)]).join('');
}

export function hex(length: number, chance: Chance): string {
  return [...Array(length)].map(() => Math.floor(chance() * 16).toString(16)).join('');
}
