/**
 * Unpacks a DEFLATE stream within the memory of the module, where its text is then scanned.
 *
 * AssemblyScript, one module with find-records.as: `npm run wasm` compiles them. Node's zlib fills a new buffer for
 * every file, which has to be copied from and collected, and that takes longer than unpacking. Whatever is odd is
 * refused here, and then read by Node's zlib, which can say what is wrong; the checksum is a matter of the caller.
 * @see https://www.rfc-editor.org/rfc/rfc1951
 */
import {
  buildTable,
  DISTANCE_BITS,
  DISTANCE_CODE,
  DISTANCES,
  END,
  FURTHER,
  LENGTH_BITS,
  LENGTH_CODE,
  LENGTHS,
  LITERAL,
  LITERAL_BITS,
  LITERAL_CODE,
  LITERALS,
  LONGEST,
  SPECIAL,
} from './code-tables';

const LITERAL_MASK: usize = (1 << LITERAL_BITS) - 1;
const DISTANCE_MASK: usize = (1 << DISTANCE_BITS) - 1;
const LITERAL_REST: usize = (1 << (LONGEST - LITERAL_BITS)) - 1;
const DISTANCE_REST: usize = (1 << (LONGEST - DISTANCE_BITS)) - 1;

// ---- the stream that is being unpacked

/** read and not yet used, `left` of them; what stands above them is part of the stream too */
let bits: u64 = 0;
let left: u32 = 0;
let at: usize = 0;
let inputEnd: usize = 0;
let out: usize = 0;
let outputStart: usize = 0;
let outputEnd: usize = 0;
let isLast: bool = false;

/** Begins a stream. 16 bytes of any kind may follow the input, and 320 of them the output. */
export function beginStream(input: usize, inputUntil: usize, output: usize, outputUntil: usize): void {
  bits = 0;
  left = 0;
  at = input;
  inputEnd = inputUntil;
  out = output;
  outputStart = output;
  outputEnd = outputUntil;
  isLast = false;
}

/** Unpacks one more block: up to where the output reaches now, or 0 where it is damaged, too long or not there. */
export function unpackBlock(): usize {
  if (isLast) return 0;
  isLast = take(1) != 0;
  const kind = take(2);
  const isRead = kind == 0 ? copyStored() : (kind == 1 ? readFixed() : kind == 2 && readDynamic()) && readCodes();
  return isRead && out <= outputEnd ? out : 0;
}

/** Where the input ended; 0 while there is a further block, and where input or output are of another length. */
export function endOfStream(): usize {
  const end = at - (left >> 3);
  return isLast && end <= inputEnd && out == outputEnd ? end : 0;
}

/** Reads on, so that there are 56 bits at least. It reads up to 8 bytes too far: whoever calls it stops soon after the end. */
function refill(): void {
  bits |= load<u64>(at) << left;
  at += (63 - left) >> 3;
  left |= 56;
}

/** The next bits, few of them; zeros behind the input. */
function take(count: u32): u32 {
  if (at > inputEnd + 8) return 0;
  refill();
  const taken = <u32>bits & ((1 << count) - 1);
  bits >>= count;
  left -= count;
  return taken;
}

function copyStored(): bool {
  at -= left >> 3;
  bits = 0;
  left = 0;
  if (at + 4 > inputEnd) return false;
  const length = <u32>load<u16>(at);
  if ((length ^ load<u16>(at, 2)) != 0xffff) return false;
  at += 4;
  if (at + length > inputEnd || out + length > outputEnd) return false;
  memory.copy(out, at, length);
  at += length;
  out += length;
  return true;
}

function readFixed(): bool {
  memory.fill(LENGTHS, 8, 288);
  memory.fill(LENGTHS + 144, 9, 112);
  memory.fill(LENGTHS + 256, 7, 24);
  memory.fill(LENGTHS + 288, 5, 32);
  return buildTables(288, 32);
}

function readDynamic(): bool {
  const literals = take(5) + 257;
  const distances = take(5) + 1;
  const codes = take(4) + 4;
  if (literals > 286 || distances > 30) return false;
  memory.fill(LENGTHS, 0, 19);
  for (let index: u32 = 0; index < codes; index++) store<u8>(LENGTHS + placeOf(index), <u8>take(3));
  return (
    buildTable(DISTANCES, LENGTH_BITS, LENGTHS, 19, LENGTH_CODE) &&
    readLengths(literals + distances) &&
    load<u8>(LENGTHS + 256) != 0 &&
    buildTables(literals, distances)
  );
}

/** The lengths of codes for lengths are written in this order: 16, 17, 18, 0, 8, 7, 9, 6, 10 and so on to 1, 15. */
function placeOf(index: u32): u32 {
  if (index < 4) return index < 3 ? 16 + index : 0;
  return (index & 1) == 0 ? 6 + (index >> 1) : 9 - (index >> 1);
}

/** Reads the lengths of all codes, which are packed themselves. */
function readLengths(count: u32): bool {
  let previous: u32 = 0;
  for (let index: u32 = 0; index < count; ) {
    if (at > inputEnd + 8) return false;
    refill();
    const entry = load<u32>(DISTANCES + ((<usize>bits & ((1 << LENGTH_BITS) - 1)) << 2));
    if ((entry & SPECIAL) != 0) return false;
    bits >>= entry;
    left -= entry & 63;
    const symbol = entry >> 16;
    let times: u32 = 1;
    if (symbol < 16) previous = symbol;
    else if (symbol == 16) {
      if (index == 0) return false;
      times = take(2) + 3;
    } else {
      previous = 0;
      times = symbol == 17 ? take(3) + 3 : take(7) + 11;
    }
    if (index + times > count) return false;
    memory.fill(LENGTHS + index, <u8>previous, times);
    index += times;
  }
  return true;
}

function buildTables(literals: u32, distances: u32): bool {
  return (
    buildTable(LITERALS, LITERAL_BITS, LENGTHS, literals, LITERAL_CODE) &&
    buildTable(DISTANCES, DISTANCE_BITS, LENGTHS + literals, distances, DISTANCE_CODE)
  );
}

/** Unpacks one block: what it writes too much is within the bytes behind the output, and refused in the end. */
function readCodes(): bool {
  const inputLimit = inputEnd + 8;
  const outputLimit = outputEnd;
  const first = outputStart;
  let word = bits;
  let count = left;
  let from = at;
  let to = out;
  while (from <= inputLimit && to <= outputLimit) {
    word |= load<u64>(from) << count;
    from += ((63 - count) >> 3) & 7;
    count |= 56;
    let entry = literalAt(word);
    if ((entry & LITERAL) != 0) {
      word >>= entry;
      count -= entry;
      store<u8>(to++, <u8>(entry >> 16));
      entry = literalAt(word);
      if ((entry & LITERAL) != 0) {
        word >>= entry;
        count -= entry;
        store<u8>(to++, <u8>(entry >> 16));
        continue;
      }
      word |= load<u64>(from) << count;
      from += ((63 - count) >> 3) & 7;
      count |= 56;
    }
    if ((entry & SPECIAL) != 0) {
      if ((entry & FURTHER) != 0) {
        word >>= entry;
        count -= entry;
        entry = load<u32>(LITERALS + (((<usize>(entry >> 16)) + (<usize>word & LITERAL_REST)) << 2));
      }
      if ((entry & LITERAL) != 0) {
        word >>= entry;
        count -= entry;
        store<u8>(to++, <u8>(entry >> 16));
        continue;
      }
      if ((entry & SPECIAL) != 0) {
        bits = word >> entry;
        left = (count - entry) & 63;
        at = from;
        out = to;
        return (entry & END) != 0;
      }
    }
    const length: usize = (entry >> 16) + behind(word, entry);
    word >>= entry;
    count -= entry;

    entry = load<u32>(DISTANCES + ((<usize>word & DISTANCE_MASK) << 2));
    if ((entry & SPECIAL) != 0) {
      if ((entry & FURTHER) == 0) return false;
      word >>= entry;
      count -= entry;
      entry = load<u32>(DISTANCES + (((<usize>(entry >> 16)) + (<usize>word & DISTANCE_REST)) << 2));
      if ((entry & SPECIAL) != 0) return false;
    }
    const distance: usize = (entry >> 16) + behind(word, entry);
    word >>= entry;
    count -= entry;

    let source = to - distance;
    if (source < first) return false;
    const end = to + length;
    if (distance >= 16) {
      do {
        v128.store(to, v128.load(source));
        source += 16;
        to += 16;
      } while (to < end);
    } else if (distance >= 8) {
      do {
        store<u64>(to, load<u64>(source));
        source += 8;
        to += 8;
      } while (to < end);
    } else while (to < end) store<u8>(to++, load<u8>(source++));
    to = end;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function literalAt(word: u64): u32 {
  return load<u32>(LITERALS + ((<usize>word & LITERAL_MASK) << 2));
}

/** The bits behind a code, as a number. */
// @ts-ignore: decorator
@inline
function behind(word: u64, entry: u32): u32 {
  return (<u32>word & ((1 << entry) - 1)) >> ((entry >> 8) & 15);
}
