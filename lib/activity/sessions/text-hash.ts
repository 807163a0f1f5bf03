/**
 * Texts as numbers of 53 bits, for sets that hold too many ids to keep as text.
 *
 * Two texts have the same number with a chance of 1 in 9e15: of n ids, one is taken for another with a chance of
 * about n² / 1.8e16. It is no cryptographic hash. Who can write the log files can make two ids clash, and
 * then one call goes uncounted; whose calls are in them cannot, as AWS makes the ids.
 */

/** One above the largest number. */
export const HASH_RANGE = 2 ** 53;

/** The text as a whole number from 1 to 2^53 - 1, evenly spread; 0 stays free for "nothing". */
export function hashText(text: string): number {
  let low = 0x9e37_79b9;
  let high = 0x7f4a_7c15;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x85eb_ca77);
    high = Math.imul(high ^ unit, 0xc2b2_ae3d);
    low ^= low >>> 15;
    high ^= high >>> 13;
  }
  const a = stir(low ^ Math.imul(high, 0x27d4_eb2f));
  const b = stir(high ^ Math.imul(a, 0x1656_67b1));
  return Math.max(1, (b & 0x1f_ffff) * 2 ** 32 + a);
}

/** Lets every bit reach every other one. */
function stir(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
