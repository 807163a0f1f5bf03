/**
 * Exit codes, as scripts rely on them.
 */
export const EXIT = {
  /** done */
  done: 0,
  /** done, findings at or above `--fail-on` */
  findings: 1,
  /** the call or a file of the user's is wrong */
  usage: 2,
  /** done, but something could not be read and the answer is incomplete */
  incomplete: 3,
  /** nothing was concluded */
  failed: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The call, or a file the user named, is wrong; the message names the place and what was expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
