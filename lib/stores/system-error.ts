/**
 * What the operating system says when it refuses, such as `ENOENT`.
 *
 * @returns undefined where the failure is of another kind
 */
export function systemCodeOf(failure: unknown): string | undefined {
  const code =
    typeof failure === 'object' && failure !== null && 'code' in failure ? failure.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
