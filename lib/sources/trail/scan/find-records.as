/**
 * Finds the records of a CloudTrail log object by their bytes, sixty-four at a time, and which of them can matter.
 *
 * AssemblyScript: `npm run wasm` compiles it into scanner-wasm.ts, and a test compares the two. Record scanner is
 * the only caller and says what the answers mean. Nothing is parsed here: text inside quotes is told from structure,
 * brackets are counted, and a few keys are met where they stand, so that neither white space, nor the order of keys,
 * nor text that looks like a record can mislead. A letter that is written as an escape makes its record matter.
 *
 * How quotes and escapes are told apart in words of 64 bits is described in "Parsing Gigabytes of JSON per Second".
 * @see https://arxiv.org/abs/1902.08318
 */

// ---- the answer, in this order in memory from ANSWER on; see record-scanner.ts

/** Where the answer's words lie. */
const ANSWER: usize = 64;
const RECORDS: usize = ANSWER;
/** how many places were written */
const MATTERING: usize = ANSWER + 4;
/** 0 where the text is a plain list of whole records */
const FAULTS: usize = ANSWER + 8;
/** where the earliest and the latest `eventTime` stand; 0 where there is none */
const EARLIEST: usize = ANSWER + 12;
const LATEST: usize = ANSWER + 16;
/** where the first record begins, and where the last one ends */
const FIRST: usize = ANSWER + 20;
const LAST: usize = ANSWER + 24;

/** Bits by hash: names of events that matter, and the ids of principals and access keys that do. */
const NAMES: usize = 1024;
const NAME_BITS: u32 = 1 << 16;
const IDS: usize = NAMES + (NAME_BITS >> 3);
const ID_BITS: u32 = 1 << 20;

/** More brackets inside each other than a record has: such a text is left to others. */
const DEEPEST: i32 = 60;

/** A record's start, end and number, as words. */
const PLACE: usize = 12;

/** What is looked at behind the start of a block: a key that begins in it, and more than that. */
const LOOKAHEAD: usize = 192;

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;

// ---- how far the text is read

/** the next block, and up to where bytes of the text are known */
let next: usize = 0;
let known: usize = 0;
/** all bits where the block before ended inside quotes; 1 where it ended with a backslash that counts */
let insideBefore: u64 = 0;
let escapedBefore: u64 = 0;

// ---- the record that is being read

let itemDepth: i32 = 0;
let depth: i32 = 0;
/** one bit for each open bracket: 1 for an object */
let kinds: u64 = 0;
let start: usize = 0;
let time: usize = 0;
let source: usize = 0;
let name: usize = 0;
let principal: usize = 0;
let accessKey: usize = 0;
let isInIdentity: bool = false;
/** the last one of the block that is being read: it may stand behind the record */
let lastEscape: usize = 0;
let end: usize = 0;
let firstPlace: usize = 0;
let places: usize = 0;
let records: u32 = 0;
let faults: u32 = 0;
let earliest: usize = 0;
let latest: usize = 0;

/**
 * Begins a text.
 * @param text   where it stands: as many as 64 bytes of any kind go before
 * @param item   how many brackets a record stands in: 2 in `{"Records":[…]}`, 1 in a list, 0 one after the other
 * @param result where the places of records that matter go: 12 bytes each, and no record has fewer than 48
 */
export function beginText(text: usize, item: i32, result: usize): void {
  next = text;
  insideBefore = 0;
  escapedBefore = 0;
  itemDepth = item;
  depth = 0;
  kinds = 0;
  end = 0;
  places = result;
  firstPlace = result;
  records = 0;
  faults = 0;
  earliest = 0;
  latest = 0;
  lastEscape = 0;
  store<u32>(FIRST, 0);
}

/** Reads on in a text of which there is more to come: up to a little before its end so far. */
export function readOn(until: usize): void {
  known = until;
  readBlocks(until - LOOKAHEAD);
}

/** Reads the rest of a text, which 128 zero bytes follow, and gives the answer. */
export function endText(until: usize): void {
  known = until + 64;
  readBlocks(until);
  if (insideBefore != 0 || depth != 0) faults++;
  store<u32>(RECORDS, records);
  store<u32>(MATTERING, <u32>((places - firstPlace) / PLACE));
  store<u32>(FAULTS, faults);
  store<u32>(EARLIEST, <u32>earliest);
  store<u32>(LATEST, <u32>latest);
  store<u32>(LAST, <u32>end);
}

function readBlocks(until: usize): void {
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  for (; next < until; next += 64) {
    const at = next;
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);

    const slashes = bits(i8x16.eq(a, backslash), i8x16.eq(b, backslash), i8x16.eq(c, backslash), i8x16.eq(d, backslash));
    let escaped = escapedBefore;
    if ((slashes | escapedBefore) != 0) {
      const odd: u64 = 0xaaaaaaaaaaaaaaaa;
      const leading = slashes & ~escapedBefore;
      const codes = (((leading << 1) | odd) - leading) ^ odd;
      escaped = codes ^ (slashes | escapedBefore);
      escapedBefore = (codes & slashes) >> 63;
      meetEscapes(at, slashes);
    }
    const quotes =
      bits(i8x16.eq(a, quote), i8x16.eq(b, quote), i8x16.eq(c, quote), i8x16.eq(d, quote)) & ~escaped;
    const inside = parityOf(quotes) ^ insideBefore;
    insideBefore = <u64>(<i64>inside >> 63);

    const brackets = bits(bracketsIn(a), bracketsIn(b), bracketsIn(c), bracketsIn(d)) & ~inside;
    const keys =
      bits(
        keysIn(a, v128.load(at, 1)),
        keysIn(b, v128.load(at, 17)),
        keysIn(c, v128.load(at, 33)),
        keysIn(d, v128.load(at, 49)),
      ) & inside;
    for (let all = brackets | keys; all != 0; all &= all - 1) {
      const bit = ctz(all);
      if (((keys >> bit) & 1) != 0) meetKey(at + <usize>bit);
      else meetBracket(at + <usize>bit);
    }
  }
}

// @ts-ignore: decorator
@inline
function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(a)) |
    (<u64>(<u32>i8x16.bitmask(b)) << 16) |
    (<u64>(<u32>i8x16.bitmask(c)) << 32) |
    (<u64>(<u32>i8x16.bitmask(d)) << 48)
  );
}

/** Each bit: whether an odd number of bits is set up to it. */
// @ts-ignore: decorator
@inline
function parityOf(word: u64): u64 {
  word ^= word << 1;
  word ^= word << 2;
  word ^= word << 4;
  word ^= word << 8;
  word ^= word << 16;
  return word ^ (word << 32);
}

/** Square and curly brackets differ in one bit. */
// @ts-ignore: decorator
@inline
function bracketsIn(bytes: v128): v128 {
  const curly = v128.or(bytes, i8x16.splat(0x20));
  return v128.or(i8x16.eq(curly, i8x16.splat(0x7b)), i8x16.eq(curly, i8x16.splat(0x7d)));
}

/** Two letters of each key that is looked for: `ve` of those of the event, `Id` of those of the identity. */
// @ts-ignore: decorator
@inline
function keysIn(bytes: v128, next: v128): v128 {
  const event = v128.and(i8x16.eq(bytes, i8x16.splat(0x76)), i8x16.eq(next, i8x16.splat(0x65)));
  const id = v128.and(i8x16.eq(bytes, i8x16.splat(0x49)), i8x16.eq(next, i8x16.splat(0x64)));
  return v128.or(event, id);
}

/** Notes an escape that stands for a letter, a digit or one of `.:-`: with it a key or a value could be hidden. */
function meetEscapes(at: usize, slashes: u64): void {
  for (let left = slashes; left != 0; left &= left - 1) {
    const text = at + <usize>ctz(left);
    // `u00`, little-endian
    if (load<u32>(text) >> 8 != 0x303075) continue;
    const code = (digitOf(load<u8>(text, 4)) << 4) | digitOf(load<u8>(text, 5));
    if ((code >= 0x2d && code <= 0x3a) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)) lastEscape = text;
  }
}

/** Of a hexadecimal digit; more than any where it is none. */
function digitOf(byte: u32): u32 {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : 0xf000;
}

function meetBracket(at: usize): void {
  const byte = load<u8>(at);
  const isObject = (byte & 0x20) != 0;
  if ((byte & 0xdf) == 0x5b) {
    if (depth == itemDepth) beginRecord(at, isObject);
    depth++;
    if (depth > DEEPEST) faults++;
    kinds = (kinds << 1) | (isObject ? 1 : 0);
    return;
  }
  if (depth == 0 || ((kinds & 1) != 0) != isObject) {
    faults++;
    return;
  }
  depth--;
  kinds >>= 1;
  if (depth == itemDepth) endRecord(at + 1);
  else if (depth == itemDepth + 1) isInIdentity = false;
}

function beginRecord(at: usize, isObject: bool): void {
  if (!isObject || (end != 0 && !isGap(end, at))) faults++;
  if (end == 0) store<u32>(FIRST, <u32>at);
  start = at;
  time = 0;
  source = 0;
  name = 0;
  principal = 0;
  accessKey = 0;
  isInIdentity = false;
}

/** Between records of a list stands one comma, and white space at most. */
function isGap(from: usize, until: usize): bool {
  let commas = 0;
  for (let at = from; at < until; at++) {
    const byte = load<u8>(at);
    if (byte == 0x2c) commas++;
    else if (!isBlank(byte)) return false;
  }
  return commas == (itemDepth == 0 ? 0 : 1);
}

function endRecord(until: usize): void {
  end = until;
  records++;
  if (!isText(name) || !isText(source) || startsWithAws(source) || !isTime(time)) {
    faults++;
    return;
  }
  if (earliest == 0 || isBefore(time, earliest)) earliest = time;
  if (latest == 0 || isBefore(latest, time)) latest = time;
  const matters =
    lastEscape >= start ||
    has(NAMES, NAME_BITS, hashOf(name)) ||
    has(IDS, ID_BITS, hashOf(principal)) ||
    has(IDS, ID_BITS, hashOf(accessKey));
  if (!matters) return;
  store<u32>(places, <u32>start);
  store<u32>(places, <u32>until, 4);
  store<u32>(places, records - 1, 8);
  places += PLACE;
}

function isText(value: usize): bool {
  return value != 0 && load<u8>(value) == QUOTE;
}

/** Notifications of S3 come in `Records` too, with sources such as `aws:s3`. */
function startsWithAws(value: usize): bool {
  return load<u32>(value, 1) == 0x3a737761;
}

/** `"2026-11-24T08:00:00Z"` */
function isTime(value: usize): bool {
  if (!isText(value) || load<u8>(value, 21) != QUOTE) return false;
  if (load<u8>(value, 5) != 0x2d || load<u8>(value, 8) != 0x2d || load<u8>(value, 11) != 0x54) return false;
  if (load<u8>(value, 14) != 0x3a || load<u8>(value, 17) != 0x3a || load<u8>(value, 20) != 0x5a) return false;
  for (let at: usize = 1; at < 20; at++) {
    const byte = load<u8>(value + at);
    if (byte < 0x30 || byte > 0x3a) {
      if (at != 5 && at != 8 && at != 11) return false;
    } else if (byte == 0x3a && at != 14 && at != 17) return false;
  }
  return true;
}

/** By their text: times of this form sort so. */
function isBefore(left: usize, right: usize): bool {
  const day = bswap(load<u64>(left, 1));
  const otherDay = bswap(load<u64>(right, 1));
  if (day != otherDay) return day < otherDay;
  const hour = bswap(load<u64>(left, 9));
  const otherHour = bswap(load<u64>(right, 9));
  if (hour != otherHour) return hour < otherHour;
  return bswap(load<u32>(left, 17)) < bswap(load<u32>(right, 17));
}

/**
 * FNV-1a over the letters and digits that a text begins with: behind an id stands a session's name, or a blank that
 * means nothing. 0 where there is no text.
 */
function hashOf(value: usize): u32 {
  if (!isText(value)) return 0;
  let hash: u32 = 2166136261;
  let at = value + 1;
  for (let byte = load<u8>(at); isLetterOrDigit(byte); byte = load<u8>(++at)) {
    hash = (hash ^ byte) * 16777619;
  }
  return hash;
}

// @ts-ignore: decorator
@inline
function isLetterOrDigit(byte: u8): bool {
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39);
}

function has(table: usize, size: u32, hash: u32): bool {
  if (hash == 0) return false;
  const bit = hash & (size - 1);
  return ((load<u8>(table + (bit >> 3)) >> <u8>(bit & 7)) & 1) != 0;
}

/** `at` is a letter of `keysIn` inside quotes: what it stands in is taken for a key where quotes and a colon say so. */
function meetKey(at: usize): void {
  const level = depth - itemDepth;
  const isEvent = load<u8>(at) == 0x76;
  if (level == 1) {
    if (isEvent) meetEventKey(at);
    else meetIdentity(at);
  } else if (level == 2 && isInIdentity && !isEvent && load<u8>(at, 2) == QUOTE) {
    meetKeyOfIdentity(at);
  }
}

// texts as numbers, little-endian
const EVEN: u32 = 0x6e657665;
const TIME_WITH_QUOTE: u64 = 0x22656d6954;
const NAME_WITH_QUOTE: u64 = 0x22656d614e;
const SOURCE_WITH_QUOTE: u64 = 0x22656372756f53;
const FIVE_BYTES: u64 = 0xffffffffff;
const SEVEN_BYTES: u64 = 0xffffffffffffff;
const USER: u32 = 0x72657375;
const ENTITY_1: u32 = 0x69746e65;
const ENTITY_2: u16 = 0x7974;
const QUOTE_P: u16 = 0x7022;
const QUOTE_A: u16 = 0x6122;
const RINCIPAL: u64 = 0x6c617069636e6972;
const CCESSKEY: u64 = 0x79654b7373656363;

/** `eventTime`, `eventSource`, `eventName` */
function meetEventKey(at: usize): void {
  if (!isOpening(at - 2) || load<u32>(at - 1) != EVEN || load<u8>(at, 3) != 0x74) return;
  const rest = load<u64>(at, 4);
  if ((rest & FIVE_BYTES) == TIME_WITH_QUOTE) time = valueAfter(at + 8) || time;
  else if ((rest & FIVE_BYTES) == NAME_WITH_QUOTE) name = valueAfter(at + 8) || name;
  else if ((rest & SEVEN_BYTES) == SOURCE_WITH_QUOTE) source = valueAfter(at + 10) || source;
}

/** `userIdentity` */
function meetIdentity(at: usize): void {
  if (!isOpening(at - 5) || load<u32>(at - 4) != USER) return;
  if (load<u32>(at, 2) != ENTITY_1 || load<u16>(at, 6) != ENTITY_2) return;
  const value = valueAfter(at + 8);
  if (value == 0) return;
  isInIdentity = load<u8>(value) == 0x7b;
  principal = 0;
  accessKey = 0;
}

/** `principalId`, `accessKeyId` */
function meetKeyOfIdentity(at: usize): void {
  if (!isOpening(at - 10)) return;
  const quoteAndFirst = load<u16>(at - 10);
  const others = load<u64>(at - 8);
  if (quoteAndFirst == QUOTE_P && others == RINCIPAL) principal = valueAfter(at + 2) || principal;
  else if (quoteAndFirst == QUOTE_A && others == CCESSKEY) accessKey = valueAfter(at + 2) || accessKey;
}

/** Whether a text begins here: a quote behind a backslash is a letter of a longer key. */
function isOpening(at: usize): bool {
  return load<u8>(at) == QUOTE && load<u8>(at - 1) != BACKSLASH;
}

/**
 * Where the value of a key stands, from the quote that ends the key; 0 where it is no key. So many blanks that the
 * value is not known yet are a fault.
 */
function valueAfter(quote: usize): usize {
  if (load<u8>(quote) != QUOTE) return 0;
  let at = quote + 1;
  while (isBlank(load<u8>(at))) at++;
  if (load<u8>(at) != 0x3a) {
    if (at >= known) faults++;
    return 0;
  }
  at++;
  while (isBlank(load<u8>(at))) at++;
  if (at >= known) faults++;
  return at;
}

function isBlank(byte: u8): bool {
  return byte == 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
