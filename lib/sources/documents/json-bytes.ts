/**
 * JSON at the level of bytes: which of them are structure, and where the next one stands.
 *
 * UTF-8 never uses a byte below 0x80 inside a longer character, so structure can be found without
 * decoding any text. These loops run over every byte that is read: they allocate nothing.
 */

export const LINE_FEED = 0x0a;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

const STRUCTURE = tableOf([LINE_FEED, QUOTE, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT]);
const STRING_STOP = tableOf([LINE_FEED, QUOTE, BACKSLASH]);

/** White space, and the record separator of RFC 7464 text sequences. */
const BLANK = tableOf([0x09, LINE_FEED, 0x0d, 0x1e, 0x20]);

/** Outside strings: index of the next byte that is structure or a line feed, or `end`. */
export function nextStructure(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && STRUCTURE[bytes[at] ?? 0] === 0) at += 1;
  return at;
}

/** Inside a string: index of the next quote, backslash or (illegal) line feed, or `end`. */
export function nextStringStop(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && STRING_STOP[bytes[at] ?? 0] === 0) at += 1;
  return at;
}

/** Index of the first byte that is not blank, or `end`. */
export function nextSolid(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && BLANK[bytes[at] ?? 0] === 1) at += 1;
  return at;
}

/** The last byte before `before` that is not blank, or undefined where none is left down to `from`. */
export function lastSolidByte(bytes: Uint8Array, from: number, before: number): number | undefined {
  let at = before - 1;
  while (at >= from && BLANK[bytes[at] ?? 0] === 1) at -= 1;
  return at >= from ? bytes[at] : undefined;
}

function tableOf(bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of bytes) table[byte] = 1;
  return table;
}
