#!/usr/bin/env node
/**
 * The command: arguments in, exit code out.
 */
import { runCommandLine } from '../lib/app/cli/program';
import { processStreams } from '../lib/app/cli/streams';

void runCommandLine(process.argv.slice(2), processStreams()).then((code) => {
  process.exitCode = code;
});
