/**
 * Reads log objects, several at a time where there are workers.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { Interest } from './interest';
import { type LogObject, LogObjectReader } from './log-object';

export interface LogReader {
  /** how many files may be asked for before the first is read */
  readonly ahead: number;
  /** @returns undefined where the file is no log object, or not a whole one */
  read(path: string): Promise<LogObject | undefined>;
  close(): Promise<void>;
}

/** Absent where the program runs from its sources. */
const WORKER = join(__dirname, 'log-worker.js');

/**
 * @param threads how many read: 1 is this one, more are all beside it. The answers are the same
 */
export function openLogReader(interest: Interest, threads: number): LogReader {
  if (threads === 1 || !existsSync(WORKER)) {
    const reader = new LogObjectReader(interest);
    return { ahead: 0, read: async (path) => reader.read(path), close: async () => {} };
  }
  const reader = new LogObjectReader(interest);
  let files = 0;
  let pool: Piscina | undefined;
  return {
    ahead: threads * FILES_PER_THREAD,
    read: async (path) => {
      if (files++ < FEW) return reader.read(path);
      pool ??= new Piscina({
        filename: WORKER,
        minThreads: threads,
        maxThreads: threads,
        workerData: interest,
      });
      return pool.run(path);
    },
    close: async () => pool?.destroy(),
  };
}

/** So many are read before workers could have started. */
const FEW = 10;

/** Enough that none waits for the next. */
const FILES_PER_THREAD = 3;
