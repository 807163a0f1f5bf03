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

/** Bytes of a file up to which it is unpacked again where it turns out to be damaged. */
const KEPT = 16 * 1024 * 1024;

/** Unpacks all members of a gzip file; a fault is told once, after everything that could be unpacked. */
export async function* gunzip(
  source: AsyncIterable<Buffer>,
  onFault: (fault: GzipFault) => void,
  limits: GunzipLimits = LIMITS,
): AsyncGenerator<Buffer> {
  const unpacking = new Unpacking();
  const kept: Buffer[] = [];
  let bytesIn = 0;
  let bytesOut = 0;
  try {
    for await (const chunk of source) {
      const written = unpacking.write(chunk); // unpacked in another thread, while the last output is used here
      for (const bytes of unpacking.taken()) {
        bytesOut += bytes.length;
        yield bytes;
      }
      await written;
      bytesIn += chunk.length;
      if (bytesIn <= KEPT) kept.push(chunk);
      if (unpacking.failure) break;
      if (bytesOut > limits.bytes || (bytesOut > limits.ratioFrom && bytesOut > bytesIn * limits.ratio)) {
        onFault('gzip-too-large');
        return;
      }
    }
    if (!unpacking.failure) await unpacking.finish();
    for (const bytes of unpacking.taken()) {
      bytesOut += bytes.length;
      yield bytes;
    }
    const { failure } = unpacking;
    if (failure === undefined) return;
    const isCutOff = failure.code === 'Z_BUF_ERROR';
    if (!isCutOff && bytesIn <= KEPT) yield* unpackToTheDamage(kept, bytesOut);
    onFault(isCutOff ? 'gzip-truncated' : 'gzip-damaged');
  } finally {
    unpacking.close();
  }
}

/**
 * What lies between the output so far and the damage: the engine gives nothing of a write that fails, so the last chunk
 * is written again in small pieces, and its end, where a checksum stands, byte by byte.
 * @param known bytes of output that are there already
 */
async function* unpackToTheDamage(chunks: readonly Buffer[], known: number): AsyncGenerator<Buffer> {
  const unpacking = new Unpacking();
  let behind = -known;
  try {
    for (const piece of chunks.flatMap((chunk, at) => (at < chunks.length - 1 ? [chunk] : piecesOf(chunk)))) {
      await unpacking.write(piece);
      for (const bytes of unpacking.taken()) {
        behind += bytes.length;
        if (behind > 0) yield bytes.subarray(Math.max(0, bytes.length - behind));
      }
      if (unpacking.failure) return;
    }
  } finally {
    unpacking.close();
  }
}

const PIECE = 16;
const TRAILER = 32;

function piecesOf(chunk: Buffer): readonly Buffer[] {
  const body = Math.max(0, chunk.length - TRAILER);
  const pieces: Buffer[] = [];
  for (let at = 0; at < chunk.length; ) {
    const end = at < body ? Math.min(at + PIECE, body) : at + 1;
    pieces.push(chunk.subarray(at, end));
    at = end;
  }
  return pieces;
}

/** Node's engine, with its output at hand. */
class Unpacking {
  failure: NodeJS.ErrnoException | undefined;
  private readonly engine: Gunzip = createGunzip({ chunkSize: 256 * 1024 });
  private readonly output: Buffer[] = [];

  constructor() {
    this.engine.on('data', (bytes: Buffer) => this.output.push(bytes));
    this.engine.on('error', (error) => {
      this.failure = error;
    });
  }

  /** The output since it was last taken. */
  taken(): readonly Buffer[] {
    return this.output.splice(0);
  }

  /** Ends with the engine too: a write that fails is never called back. */
  write(chunk: Buffer): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.engine.off('close', done);
        resolve();
      };
      this.engine.once('close', done);
      this.engine.write(chunk, done);
    });
  }

  finish(): Promise<void> {
    return new Promise((resolve) => {
      this.engine.once('error', () => resolve());
      this.engine.once('end', resolve);
      this.engine.end();
      if (this.engine.readableEnded) resolve(); // it ended by itself, at bytes that are no further member
    });
  }

  close(): void {
    this.engine.destroy();
  }
}
