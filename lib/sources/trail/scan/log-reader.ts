/**
 * Reads log objects, several at a time where there are workers.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { Interest } from './interest';
import { type LogBatch, LogObjectReader } from './log-object';

export interface LogReader {
  /** how many reads may be asked for before the first is done */
  readonly ahead: number;
  read(paths: readonly string[]): Promise<LogBatch>;
  close(): Promise<void>;
}

/** So many files are well read at once: enough to be worth the way to a worker, too few to keep the others waiting. */
export const FILES_AT_ONCE = 8;

/** Absent where the program runs from its sources. */
const WORKER = join(__dirname, 'log-worker.js');

/**
 * @param threads how many read: 1 is this one, more are all beside it. The answers are the same
 * @param files   how many files there are: workers are not begun for a few
 */
export function openLogReader(interest: Interest, threads: number, files: number): LogReader {
  if (threads === 1 || files <= FILES_AT_ONCE || !existsSync(WORKER)) {
    const reader = new LogObjectReader(interest);
    return { ahead: 0, read: async (paths) => reader.read(paths), close: async () => {} };
  }
  const pool = new Piscina({
    filename: WORKER,
    minThreads: threads,
    maxThreads: threads,
    workerData: interest,
  });
  return {
    ahead: threads * BATCHES_PER_THREAD,
    read: (paths) => pool.run(paths),
    close: () => pool.destroy(),
  };
}

/** Enough that none waits for the next. */
const BATCHES_PER_THREAD = 3;
