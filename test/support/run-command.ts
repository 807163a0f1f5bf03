/**
 * Runs the command line in the test's own process, with its streams caught.
 */
import { Writable } from 'node:stream';
import { runCommandLine } from '../../lib/app/cli/program';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What `trust-atlas ARGS…` prints and exits with, 100 columns wide and without colour. */
export async function runCommand(...args: readonly string[]): Promise<CommandResult> {
  const out = caught();
  const err = caught();
  const code = await runCommandLine(args, {
    out: out.stream,
    err: err.stream,
    columns: 100,
    color: false,
    interactive: false,
  });
  return { code, out: out.text(), err: err.text() };
}

function caught(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}
