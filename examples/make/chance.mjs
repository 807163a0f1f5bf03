/**
 * Chance without randomness: numbers and ids that look drawn but are the same in every run.
 *
 * Lasting ids (roles, users, external ids) are hashes of what they name, so adding one role changes no other.
 * Passing things (event ids, jitter) are drawn from a seeded generator, one for each story of the trail.
 */
import { createHash } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `length` hex digits that depend on the words only; at most 64. */
export function hexOf(length, ...words) {
  return createHash('sha256').update(words.join('\n')).digest('hex').slice(0, length);
}

/** An IAM id such as `AROAEXAMPLE…` (21 characters) that depends on the words only. */
export function uniqueIdOf(prefix, ...words) {
  const bytes = createHash('sha256').update(words.join('\n')).digest();
  return `${prefix}EXAMPLE${base32(bytes.subarray(0, 10))}`;
}

/** A generator (mulberry32) that gives the same sequence for the same seed text. */
export function chanceOf(seed) {
  let state = Number.parseInt(hexOf(8, seed), 16);

  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** a whole number from 0 to `bound` - 1 */
  const below = (bound) => Math.floor(next() * bound);
  const hex = (length) => Array.from({ length }, () => below(16).toString(16)).join('');

  return {
    below,
    hex,
    pick: (list) => list[below(list.length)],
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    /** 20 characters, as the access key ids of temporary credentials are */
    accessKeyId: () => `ASIAEXAMPLE${base32(Array.from({ length: 9 }, () => below(32)))}`,
  };
}

function base32(numbers) {
  return [...numbers].map((number) => BASE32[number % 32]).join('');
}
