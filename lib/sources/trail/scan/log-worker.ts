/**
 * A worker thread of `openLogReader`: paths in, what was read of them out.
 */
import { workerData } from 'piscina';
import type { Interest } from './interest';
import { type LogObject, LogObjectReader } from './log-object';

const interest: Interest = workerData;
const reader = new LogObjectReader(interest);

export default function readLog(path: string): LogObject | undefined {
  return reader.read(path);
}
