/**
 * Processes of this machine: what one holds counts only while it is there.
 */
import { systemCodeOf } from './system-error';

/** Whether there is a process of this id. */
export function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (failure) {
    return systemCodeOf(failure) !== 'ESRCH';
  }
}
