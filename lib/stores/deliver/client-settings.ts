/**
 * How every client that delivers calls AWS: patient with a busy service, not with a silent one.
 *
 * `standard` repeats throttled, failed and timed-out calls with growing pauses of random length.
 */

/** Milliseconds; `answer` is short against the minutes that a scan takes, and long against what AWS needs. */
const PATIENCE = { connect: 5_000, answer: 15_000 };

export interface ClientSettings {
  /** absent: as the environment says */
  readonly region?: string;
  /** absent: 5 */
  readonly maxAttempts?: number;
  /** milliseconds until a call without an answer is given up; absent: 15 seconds */
  readonly answerWithin?: number;
}

/** The settings as the SDK's constructors take them; the environment adds credentials and `AWS_ENDPOINT_URL`. */
export function clientConfig({ region, maxAttempts = 5, answerWithin = PATIENCE.answer }: ClientSettings) {
  return {
    ...(region !== undefined && { region }),
    retryMode: 'standard',
    maxAttempts,
    requestHandler: {
      connectionTimeout: PATIENCE.connect,
      requestTimeout: answerWithin,
      throwOnRequestTimeout: true,
    },
  } as const;
}
