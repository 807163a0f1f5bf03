/**
 * Where a command writes: results to `out`, everything else to `err`. Tests give their own.
 */

export interface Streams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  /** columns of the terminal behind `out`; absent when it is none */
  readonly columns?: number;
  readonly color: boolean;
  /** `err` is a terminal: progress may be drawn */
  readonly interactive: boolean;
  /** what `-` reads; absent: standard input */
  readonly input?: AsyncIterable<Buffer>;
  /** takes what is to be said when somebody interrupts; absent where nobody can */
  readonly onInterrupt?: (whatWasKept: () => string) => void;
}

/** Writes chunks one after the other and waits where the reader is slow. */
export async function writeChunks(stream: NodeJS.WritableStream, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) {
    if (!stream.write(chunk)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
  }
}

/** The process's own streams. Colour obeys the terminal, `NO_COLOR` and `--no-color`. */
export function processStreams(): Streams {
  const { stdout, stderr, env, argv } = process;
  const noColor = env.NO_COLOR !== undefined && env.NO_COLOR !== '';
  return {
    out: stdout,
    err: stderr,
    ...(stdout.isTTY && { columns: stdout.columns }),
    color: stdout.isTTY === true && !noColor && !argv.includes('--no-color'),
    interactive: stderr.isTTY === true,
  };
}
