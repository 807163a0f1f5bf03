#!/usr/bin/env -S node --max-semi-space-size=32

/**
 * The command: arguments in, exit code out.
 */
import { runCommandLine } from '../lib/app/cli/program';
import { processStreams, type Streams } from '../lib/app/cli/streams';
import { EXIT } from '../lib/app/exit-codes';

let whatWasKept = () => 'the state is as it was';

process.once('SIGINT', () => {
  process.stderr.write(`\ntrust-atlas: interrupted; ${whatWasKept()}\n`);
  process.exit(EXIT.interrupted);
});

/** The reader of a pipe went away, as `head` does: there is nobody left to tell. */
process.stdout.on('error', () => process.exit(EXIT.done));

const streams: Streams = {
  ...processStreams(),
  onInterrupt: (say) => {
    whatWasKept = say;
  },
};

void runCommandLine(process.argv.slice(2), streams).then((code) => {
  process.exitCode = code;
});
