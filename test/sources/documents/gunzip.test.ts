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
