/**
 * Rivals that are plain Node: unzip each file, with its checksum or without, or unzip it and parse it, with the work shared out among threads.
 *
 * They do as little as can be done: a thread takes the next file off a shared counter, and keeps nothing.
 */
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { gunzipSync, inflateRawSync } from 'node:zlib';

/** What one file adds: bytes unzipped, or assume calls among its records. */
type Reader = (file: Buffer) => number;

const READERS = {
  unzip: (file) => gunzipSync(file, inOnePiece(file)).length,
  inflate: (file) => inflateRawSync(file.subarray(HEADER, file.length - TRAILER), inOnePiece(file)).length,
  parse: (file) => {
    const text = gunzipSync(file, inOnePiece(file)).toString('utf8');
    const { Records }: { Records: readonly { eventName: string }[] } = JSON.parse(text);
    return Records.filter(({ eventName }) => eventName.startsWith('AssumeRole')).length;
  },
} as const satisfies Record<string, Reader>;

/** Of a gzip file without a name in it, such as ours. */
const HEADER = 10;
/** A checksum, and the length of the text. */
const TRAILER = 8;

export type SharedReading = keyof typeof READERS;

interface Work {
  readonly reading: SharedReading;
  readonly files: readonly string[];
  /** the number of the file that is taken next */
  readonly next: Int32Array;
}

/** Reads all files, and adds up; 0 threads is this one, without any beside it. */
export async function readWithThreads(
  reading: SharedReading,
  files: readonly string[],
  threads: number,
): Promise<number> {
  const work: Work = { reading, files, next: new Int32Array(new SharedArrayBuffer(4)) };
  if (threads === 0) return readShare(work);
  const shares = await Promise.all([...Array(threads)].map(() => inThread(work)));
  return shares.reduce((sum, share) => sum + share, 0);
}

function inThread(work: Work): Promise<number> {
  return new Promise((resolve, reject) => {
    new Worker(__filename, { workerData: work }).once('message', resolve).once('error', reject);
  });
}

function readShare({ reading, files, next }: Work): number {
  let sum = 0;
  for (let path = take(files, next); path !== undefined; path = take(files, next)) {
    sum += READERS[reading](readFileSync(path));
  }
  return sum;
}

function take(files: readonly string[], next: Int32Array): string | undefined {
  return files[Atomics.add(next, 0, 1)];
}

/** A gzip file ends with the length of its text: unpacked in one piece, it is unpacked fastest. */
function inOnePiece(file: Buffer): { chunkSize: number } {
  return { chunkSize: Math.max(file.readUInt32LE(file.length - 4), 1024) };
}

if (!isMainThread) parentPort?.postMessage(readShare(workerData));
