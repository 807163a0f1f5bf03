/**
 * Problems: bad data as a value.
 *
 * One bad role, record or file becomes one `Problem` and the run goes on. Problems are
 * collected beside the results, shown in coverage and decide the exit code.
 */

/** What was wrong, where, in one sentence, and the raw value, which each output escapes for its own format. */
export interface Problem {
  /** kebab-case, stable: programs may match on it */
  readonly code: string;
  /** the file, ARN or record where it was met */
  readonly at: string;
  /** lower-case start, no full stop, says what was expected before what was found */
  readonly message: string;
  /** the value found, cut to `RAW_LIMIT` characters; absent where it could hold a secret or is not known */
  readonly raw?: string;
}

/** A checked value, or the problem that stands in its place. */
export type Parsed<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** A value that is kept although parts of it could not be read. */
export interface Kept<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

const RAW_LIMIT = 200;

/** Wraps a checked value. */
export function ok<T>(value: T): Parsed<T> {
  return { kind: 'ok', value };
}

/** Makes a failed `Parsed`; `raw` is the value found, of any type. */
export function problem<T>(code: string, at: string, message: string, raw?: unknown): Parsed<T> {
  return { kind: 'problem', problem: problemOf(code, at, message, raw) };
}

/** Makes a bare `Problem`, for code that collects them beside results. */
export function problemOf(code: string, at: string, message: string, raw?: unknown): Problem {
  return raw === undefined ? { code, at, message } : { code, at, message, raw: excerpt(raw) };
}

/** The value as short text: strings as they are, everything else as JSON, cut to `RAW_LIMIT` characters. */
function excerpt(raw: unknown): string {
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? String(raw));
  return text.length > RAW_LIMIT ? `${text.slice(0, RAW_LIMIT)}…` : text;
}

/** Each problem once: the same role in two exports has the same one twice. */
export function withoutRepetition(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
