/**
 * What AWS refused, as a sentence that tells the operator what to do.
 */
import { StateError } from './state-store';

const ADVICE: ReadonlyMap<string, string> = new Map([
  ['NoSuchBucket', 'there is no such bucket'],
  ['ResourceNotFoundException', 'there is no such table'],
  ['AccessDenied', 'these credentials may not'],
  ['AccessDeniedException', 'these credentials may not'],
  ['CredentialsProviderError', 'expected AWS credentials, found none'],
  ['ExpiredToken', 'the AWS credentials have expired'],
  ['ExpiredTokenException', 'the AWS credentials have expired'],
  ['PermanentRedirect', 'the bucket is in another region: expected AWS_REGION to name it'],
]);

/** The name that AWS or the SDK gives the failure; the empty string where there is none. */
export function awsCodeOf(failure: unknown): string {
  const name =
    typeof failure === 'object' && failure !== null && 'name' in failure ? failure.name : undefined;
  return typeof name === 'string' ? name : '';
}

/** The failure to read or write the state at `at`. */
export function awsFailure(doing: 'read' | 'write', at: string, cause: unknown): StateError {
  const code = awsCodeOf(cause);
  const words = ADVICE.get(code) ?? (cause instanceof Error ? cause.message : String(cause));
  return new StateError(`cannot ${doing} state \`${at}\`: ${words}${code && ` (${code})`}`, { cause });
}
