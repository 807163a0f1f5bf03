/**
 * A worker thread of `openLogReader`: paths in, what was read of them out.
 */
import { workerData } from 'piscina';
import type { Interest } from './interest';
import { type LogBatch, LogObjectReader } from './log-object';

const interest: Interest = workerData;
const reader = new LogObjectReader(interest);

export default function readLogs(paths: readonly string[]): LogBatch {
  return reader.read(paths);
}
