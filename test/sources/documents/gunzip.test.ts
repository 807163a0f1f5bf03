import { gzipSync } from 'node:zlib';
import { type GunzipLimits, gunzip } from '../../../lib/sources/documents/gunzip';

const SPACES = gzipSync(Buffer.alloc(4 * 1024 * 1024, ' '));

async function unpack(bytes: Buffer, limits: GunzipLimits) {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += 64) yield bytes.subarray(at, at + 64);
  }
  const faults: string[] = [];
  let length = 0;
  for await (const part of gunzip(chunks(), (fault) => faults.push(fault), limits)) length += part.length;
  return { faults, length };
}

describe('what a file may unpack to', () => {
  const open = { ratio: Number.POSITIVE_INFINITY, ratioFrom: 0, bytes: Number.POSITIVE_INFINITY };

  it.each<[string, Partial<GunzipLimits>, boolean]>([
    ['nothing', {}, true],
    ['a ratio that it keeps', { ratio: 5_000 }, true],
    ['a ratio that it does not keep', { ratio: 50 }, false],
    ['that ratio, from a size that it does not reach', { ratio: 50, ratioFrom: 5 * 1024 * 1024 }, true],
    ['a size that it keeps', { bytes: 4 * 1024 * 1024 }, true],
    ['a size that it does not keep', { bytes: 1024 * 1024 }, false],
  ])('is bound by %s', async (_, limits, isWhole) => {
    const { faults, length } = await unpack(SPACES, { ...open, ...limits });
    expect(faults).toEqual(isWhole ? [] : ['gzip-too-large']);
    expect(length === 4 * 1024 * 1024).toBe(isWhole);
  });
});

describe('a file with a fault gives what stands before it', () => {
  const TEXT = Array.from({ length: 5_000 }, (_, at) => `{"line":${at * 7919}}`).join('\n');
  const ZIPPED = gzipSync(TEXT);
  const changed = (at: number) => {
    const copy = Buffer.from(ZIPPED);
    copy[at] = (copy[at] ?? 0) ^ 0xff;
    return copy;
  };
  const MIDDLE = Math.floor(ZIPPED.length / 2);

  it.each<[string, Buffer, string, number]>([
    ['a wrong checksum', changed(ZIPPED.length - 8), 'gzip-damaged', 1],
    ['a wrong length', changed(ZIPPED.length - 1), 'gzip-damaged', 1],
    [
      'something behind it that is no gzip',
      Buffer.concat([ZIPPED, Buffer.from('behind it')]),
      'gzip-damaged',
      1,
    ],
    ['a second member that is damaged', Buffer.concat([ZIPPED, changed(MIDDLE)]), 'gzip-damaged', 1.2],
    ['a cut', ZIPPED.subarray(0, MIDDLE), 'gzip-truncated', 0.4],
  ])('%s', async (_, bytes, fault, share) => {
    for (const size of [64, 4_096, bytes.length]) {
      const faults: string[] = [];
      const parts: Buffer[] = [];
      async function* chunks(): AsyncGenerator<Buffer> {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      }
      for await (const part of gunzip(chunks(), (each) => faults.push(each))) parts.push(part);
      const text = Buffer.concat(parts).toString();
      expect(faults).toEqual([fault]);
      expect(text.length).toBeGreaterThanOrEqual(TEXT.length * share);
      expect(text.slice(0, TEXT.length)).toBe(TEXT.slice(0, text.length));
    }
  });
});
