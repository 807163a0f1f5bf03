/**
 * Gzip to plain bytes, keeping what is whole of a file that is not.
 *
 * Node's own stream throws away what it has unpacked when the file turns out to be cut off, and a log object
 * that is still being copied is cut off. So each chunk is written, and its output taken, before the next.
 */
import { createGunzip, type Gunzip } from 'node:zlib';

export type GzipFault = 'gzip-truncated' | 'gzip-damaged' | 'gzip-too-large';

/** What a file may unpack to; one made to exhaust a reader goes beyond. */
export interface GunzipLimits {
  /** bytes out for one byte in; logs pack ten to fifty times, such a file a thousand times */
  readonly ratio: number;
  /** output below this is never too large by its ratio */
  readonly ratioFrom: number;
  readonly bytes: number;
}

const GIB = 1024 * 1024 * 1024;
const LIMITS: GunzipLimits = { ratio: 200, ratioFrom: GIB / 4, bytes: 64 * GIB };

export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Unpacks all members of a gzip file; a fault is told once, after everything that could be unpacked. */
export async function* gunzip(
  source: AsyncIterable<Buffer>,
  onFault: (fault: GzipFault) => void,
  limits: GunzipLimits = LIMITS,
): AsyncGenerator<Buffer> {
  const engine = createGunzip({ chunkSize: 256 * 1024 });
  const output: Buffer[] = [];
  let failure: NodeJS.ErrnoException | undefined;
  engine.on('data', (bytes: Buffer) => output.push(bytes));
  engine.on('error', (error) => {
    failure = error;
  });
  let bytesIn = 0;
  let bytesOut = 0;
  try {
    for await (const chunk of source) {
      const written = write(engine, chunk); // unpacked in another thread, while the last output is used here
      for (const bytes of output.splice(0)) {
        bytesOut += bytes.length;
        yield bytes;
      }
      await written;
      bytesIn += chunk.length;
      if (failure) break;
      if (bytesOut > limits.bytes || (bytesOut > limits.ratioFrom && bytesOut > bytesIn * limits.ratio)) {
        onFault('gzip-too-large');
        return;
      }
    }
    if (!failure) await finish(engine);
    yield* output.splice(0);
    if (failure) onFault(failure.code === 'Z_BUF_ERROR' ? 'gzip-truncated' : 'gzip-damaged');
  } finally {
    engine.destroy();
  }
}

/** Ends with the engine too: a write that fails is never called back. */
function write(engine: Gunzip, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      engine.off('close', done);
      resolve();
    };
    engine.once('close', done);
    engine.write(chunk, done);
  });
}

function finish(engine: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    engine.once('error', () => resolve());
    engine.once('end', resolve);
    engine.end();
    if (engine.readableEnded) resolve(); // it ended by itself, at bytes that are no further member
  });
}
