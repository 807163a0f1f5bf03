import { constants, deflateRawSync, gzipSync, type ZlibOptions } from 'node:zlib';
import * as fc from 'fast-check';
import { gzipMemberIn } from '../../../../lib/sources/trail/scan/gzip-member';
import type { Interest } from '../../../../lib/sources/trail/scan/interest';
import { RecordScanner } from '../../../../lib/sources/trail/scan/record-scanner';
import { propertyRuns } from '../../../support/property-runs';

const INTEREST: Interest = { eventNames: new Set(['AssumeRole']), followed: new Set() };
const ANY_LENGTH = Number.MAX_SAFE_INTEGER;

const scanner = new RecordScanner();

function scanZipped(file: Buffer, largest = ANY_LENGTH) {
  const scanned = scanner.scanZipped(file, INTEREST, largest);
  return scanned && copyOf(scanned);
}

function scan(text: string) {
  const scanned = scanner.scan(Buffer.from(text), INTEREST);
  return scanned && copyOf(scanned);
}

/** The bytes that are found are those of the scanner's memory. */
function copyOf(scanned: NonNullable<ReturnType<RecordScanner['scan']>>) {
  return { ...scanned, mattering: scanned.mattering.map(({ index, bytes }) => [index, bytes.toString()]) };
}

function logOf(...notes: readonly string[]): string {
  const record = {
    eventTime: '2026-11-24T08:00:00Z',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
  };
  return JSON.stringify({ Records: notes.map((note) => ({ ...record, note })) });
}

const LOG = logOf('one', 'two', 'a note '.repeat(400), 'three');
const ZIPPED = gzipSync(LOG);

/** A log whose texts repeat themselves at all distances, or not at all. */
function randomLog(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc
      .tuple(fc.string({ minLength: 1, maxLength: 20 }), fc.nat(800))
      .map(([text, times]) => text.repeat(times)),
    fc.infiniteStream(fc.nat(0xffff)).map((codes) => String.fromCharCode(...[...codes.take(5_000)])),
  );
  return fc.array(piece, { minLength: 1, maxLength: 12 }).map((notes) => logOf(...notes, ...notes));
}

function randomPacking(): fc.Arbitrary<ZlibOptions> {
  const { Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED } = constants;
  return fc.record({
    level: fc.integer({ min: 0, max: 9 }),
    memLevel: fc.integer({ min: 1, max: 9 }),
    windowBits: fc.integer({ min: 9, max: 15 }),
    strategy: fc.constantFrom(Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED),
  });
}

describe('the scanner, of a gzip file', () => {
  it('finds what it finds in the text, however that was packed', () => {
    fc.assert(
      fc.property(randomLog(), randomPacking(), (log, packing) => {
        const found = scan(log);
        expect(found).toBeDefined();
        expect(scanZipped(gzipSync(log, packing))).toEqual(found);
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  it('is not misled by blanks that reach into what is not unpacked yet', () => {
    const texts = [1, 100, 200, 1_000, 30_000].map((blanks) =>
      logOf('one', 'two').replace(/"(event\w+)":/g, `"$1"${' '.repeat(blanks)}:${' '.repeat(blanks)}`),
    );
    for (const text of texts) {
      // a block holds 128 texts or letters
      const found = scanZipped(gzipSync(text, { memLevel: 1, strategy: constants.Z_HUFFMAN_ONLY }));
      expect([undefined, scan(text)]).toContainEqual(found);
    }
    expect(scanZipped(gzipSync(texts[0] ?? '', { memLevel: 1 }))).toBeDefined();
  });

  it('never takes a damaged file for another', () => {
    const found = scan(LOG);
    fc.assert(
      fc.property(fc.nat(ZIPPED.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(ZIPPED);
        damaged.writeUInt8(damaged.readUInt8(at) ^ change, at);
        expect([undefined, found]).toContainEqual(scanZipped(damaged));
      }),
      { numRuns: propertyRuns(3_000) },
    );
    expect(scanZipped(ZIPPED)).toEqual(found);
  });

  it('comes to an end with any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(100_000), (stream, length) => {
        const trailer = Buffer.alloc(8);
        trailer.writeUInt32LE(length, 4);
        const file = Buffer.concat([ZIPPED.subarray(0, 10), stream, trailer]);
        expect(scanZipped(file)).toBeUndefined();
      }),
      { numRuns: propertyRuns(3_000) },
    );
    expect(scanZipped(ZIPPED)).toEqual(scan(LOG));
  });

  it('refuses every beginning of a file', () => {
    expect([...ZIPPED.keys()].filter((length) => scanZipped(ZIPPED.subarray(0, length)))).toEqual([]);
  });

  it.each<[string, Buffer]>([
    ['two members', Buffer.concat([ZIPPED, ZIPPED])],
    ['bytes behind the member', Buffer.concat([ZIPPED, Buffer.from('more')])],
    ['no gzip', deflateRawSync(LOG)],
    ['a wrong checksum', withTrailer(0, 1)],
    ['a length that is too short', withTrailer(4, LOG.length - 1)],
    ['a length that is too long', withTrailer(4, LOG.length + 1)],
    ['a length beyond all memory', withTrailer(4, 0xffff_ffff)],
  ])('refuses %s', (_, file) => {
    expect(scanZipped(file)).toBeUndefined();
  });

  it('refuses a text that is longer than asked for', () => {
    expect(scanZipped(ZIPPED, LOG.length)).toBeDefined();
    expect(scanZipped(ZIPPED, LOG.length - 1)).toBeUndefined();
  });

  it('passes over the name that gzip puts into its files', () => {
    const named = Buffer.concat([ZIPPED.subarray(0, 10), Buffer.from('log.json\0'), ZIPPED.subarray(10)]);
    named.writeUInt8(8, 3);
    expect(gzipMemberIn(named)?.start).toBe(19);
    expect(scanZipped(named)).toEqual(scan(LOG));
  });

  it('refuses a name without an end, and headers of other kinds', () => {
    const endless = Buffer.concat([ZIPPED.subarray(0, 10), Buffer.alloc(30, 'name')]);
    endless.writeUInt8(8, 3);
    expect(gzipMemberIn(endless)).toBeUndefined();
    const other = Buffer.from(ZIPPED);
    other.writeUInt8(4, 3);
    expect(gzipMemberIn(other)).toBeUndefined();
  });
});

/** The file with another number in its trailer. */
function withTrailer(at: number, value: number): Buffer {
  const file = Buffer.from(ZIPPED);
  file.writeUInt32LE(value, file.length - 8 + at);
  return file;
}
