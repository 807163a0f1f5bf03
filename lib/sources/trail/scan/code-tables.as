/**
 * The tables that inflate.as looks codes up in: an entry for each beginning of so many bits.
 *
 * AssemblyScript, see inflate.as.
 * @see https://www.rfc-editor.org/rfc/rfc1951#section-3.2
 */

// ---- where things lie, behind those of find-records.as

/** Lengths of codes, one byte each: those of literals and lengths, then those of distances. */
export const LENGTHS: usize = 140 * 1024;
/** By length, as words: how many codes have it, and which one is given out next. */
const COUNTS: usize = LENGTHS + 512;
const NEXT: usize = COUNTS + 64;
/** By the beginning of a code: whether it has a further table. */
const OPENED: usize = LENGTHS + 1024;
/** Tables: 4 bytes an entry. */
export const LITERALS: usize = OPENED + 2048;
export const DISTANCES: usize = LITERALS + 20 * 1024;

/** Bits of the longest code, and how many of each kind a first table is looked up by. */
export const LONGEST: u32 = 15;
export const LITERAL_BITS: u32 = 11;
export const DISTANCE_BITS: u32 = 9;
export const LENGTH_BITS: u32 = 7;

// What a code is for.
export const LITERAL_CODE: u32 = 0;
export const DISTANCE_CODE: u32 = 1;
export const LENGTH_CODE: u32 = 2;

// An entry of a table has: how many bits are read, from bit 8 on how many of them are the code, and from bit 16 on the
// byte, the least length or distance, or the number of the entry where a further table begins.

/** One more bit of code. */
const ONE_BIT: u32 = 0x101;
export const LITERAL: u32 = 1 << 31;
export const SPECIAL: u32 = 1 << 15;
export const FURTHER: u32 = 1 << 14;
export const END: u32 = 1 << 13;

/**
 * Makes the table of one code: an entry for every beginning of so many bits, and further tables for longer ones.
 * @param lengths of the codes, one byte for each symbol
 */
export function buildTable(table: usize, width: u32, lengths: usize, count: u32, kind: u32): bool {
  if (!countCodes(table, width, lengths, count)) return false;
  let end: u32 = 1 << width;
  memory.fill(OPENED, 0, 1 << width);
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const length: u32 = load<u8>(lengths + symbol);
    if (length == 0) continue;
    const place = NEXT + (<usize>length << 2);
    const reversed = reverse(load<u32>(place), length);
    store<u32>(place, load<u32>(place) + 1);
    const value = entryOf(symbol, kind);
    if (length <= width) {
      for (let entry = reversed; entry < 1 << width; entry += 1 << length) {
        store<u32>(table + (<usize>entry << 2), value + length * ONE_BIT);
      }
      continue;
    }
    const start = reversed & ((1 << width) - 1);
    if (load<u8>(OPENED + start) == 0) {
      store<u8>(OPENED + start, 1);
      store<u32>(table + (<usize>start << 2), SPECIAL | FURTHER | (end << 16) | width);
      end += 1 << (LONGEST - width);
    }
    const further = table + (<usize>(load<u32>(table + (<usize>start << 2)) >> 16) << 2);
    for (let entry = reversed >> width; entry < 1 << (LONGEST - width); entry += 1 << (length - width)) {
      store<u32>(further + (<usize>entry << 2), value + (length - width) * ONE_BIT);
    }
  }
  return true;
}

/** Gives each length its first code. False where there are too many codes, or too few. */
function countCodes(table: usize, width: u32, lengths: usize, count: u32): bool {
  memory.fill(COUNTS, 0, 64);
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const place = COUNTS + (<usize>load<u8>(lengths + symbol) << 2);
    store<u32>(place, load<u32>(place) + 1);
  }
  const used = count - load<u32>(COUNTS);
  let free: i32 = 1;
  let code: u32 = 0;
  for (let length: u32 = 1; length <= LONGEST; length++) {
    const ofLength = load<u32>(COUNTS + (length << 2));
    free = (free << 1) - <i32>ofLength;
    if (free < 0) return false;
    store<u32>(NEXT + (length << 2), code);
    code = (code + ofLength) << 1;
  }
  if (free > 0) {
    // all that may be is one code of one bit, or none
    if (used > 1 || load<u32>(COUNTS, 4) != used) return false;
    for (let entry: usize = 0; entry < 1 << width; entry++) store<u32>(table + (entry << 2), SPECIAL);
  }
  return true;
}

function reverse(code: u32, length: u32): u32 {
  let reversed: u32 = 0;
  for (let bit: u32 = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
  return reversed;
}

/** The entry of a symbol, without the length of its code. */
function entryOf(symbol: u32, kind: u32): u32 {
  if (kind == LITERAL_CODE) return ofLiteral(symbol);
  return kind == DISTANCE_CODE ? ofDistance(symbol) : symbol << 16;
}

function ofLiteral(symbol: u32): u32 {
  if (symbol < 256) return LITERAL | (symbol << 16);
  if (symbol == 256) return SPECIAL | END;
  const step = symbol - 257;
  if (step < 8) return (step + 3) << 16;
  if (step == 28) return 258 << 16;
  const more = (step >> 2) - 1;
  return step > 28 ? SPECIAL : ((((4 + (step & 3)) << more) + 3) << 16) | more;
}

function ofDistance(symbol: u32): u32 {
  if (symbol < 4) return (symbol + 1) << 16;
  const more = (symbol >> 1) - 1;
  return symbol > 29 ? SPECIAL : ((((2 + (symbol & 1)) << more) + 1) << 16) | more;
}
