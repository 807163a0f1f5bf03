/**
 * Whether a process of this machine is still there: what it holds counts only while it is.
 */
export function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (failure) {
    return !(failure instanceof Error && 'code' in failure && failure.code === 'ESRCH');
  }
}
