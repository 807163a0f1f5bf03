#!/usr/bin/env node

/**
 * The command: arguments in, exit code out.
 */
import { runCommandLine } from '../lib/app/cli/program';
import { processStreams } from '../lib/app/cli/streams';
import { EXIT } from '../lib/app/exit-codes';

process.once('SIGINT', () => {
  process.stderr.write('\ntrust-atlas: interrupted; the state is as it was\n');
  process.exit(EXIT.interrupted);
});

/** The reader of a pipe went away, as `head` does: there is nobody left to tell. */
process.stdout.on('error', () => process.exit(EXIT.done));

void runCommandLine(process.argv.slice(2), processStreams()).then((code) => {
  process.exitCode = code;
});
