/**
 * The command line: arguments in, exit code out.
 */
import { Command, CommanderError } from 'commander';
import { version } from '../../../package.json';
import { escapeText } from '../../outputs/escape';
import { AsnDatabaseError } from '../../sources/asn/asn-database';
import { PathNotFoundError } from '../../sources/offline/find-files';
import { StatePlaceError } from '../../stores/open-state';
import { StateBusyError, StateConflictError, StateError } from '../../stores/state-store';
import { EXIT, type ExitCode, UsageError } from '../exit-codes';
import { addBaselineCommand } from './baseline-command';
import { addDiffCommand } from './diff-command';
import { addExpectCommand } from './expect-command';
import { addExplainCommand } from './explain-command';
import { addPartiesCommand } from './parties-command';
import { addRulesCommand } from './rules-command';
import { addScanCommand } from './scan-command';
import { addSessionCommand } from './session-command';
import type { Streams } from './streams';
import { addUseCommand } from './use-command';
import { addWatchCommand } from './watch-command';

/**
 * Runs one command.
 * @param args what follows the program's name
 * @returns the exit code; never throws: what went wrong is a sentence on `streams.err`
 */
export async function runCommandLine(args: readonly string[], streams: Streams): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = newProgram(streams);
  const finish = (result: ExitCode) => {
    code = result;
  };
  addScanCommand(program, streams, finish);
  addExplainCommand(program, streams, finish);
  addUseCommand(program, streams, finish);
  addSessionCommand(program, streams, finish);
  addWatchCommand(program, streams, finish);
  addBaselineCommand(program, streams);
  addDiffCommand(program, streams, finish);
  addExpectCommand(program, streams, finish);
  addRulesCommand(program, streams);
  addPartiesCommand(program, streams);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return reportError(error, streams, program.opts().verbose === true);
  }
}

function newProgram(streams: Streams): Command {
  return new Command('trust-atlas')
    .description('cross-account trust in AWS: who outside can get in, guarded by what, and who did')
    .version(version)
    .option('--quiet', 'no progress')
    .option('--verbose', 'more detail on errors')
    .option('--no-color', 'no colours (so does the NO_COLOR variable)')
    .addHelpText('after', '\nExample:\n  trust-atlas scan --from exports/')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.out.write(text),
      writeErr: (text) => streams.err.write(text),
    })
    .showHelpAfterError('(--help shows what is possible)');
}

function reportError(error: unknown, streams: Streams, verbose: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const isTheirs =
    error instanceof UsageError ||
    error instanceof PathNotFoundError ||
    error instanceof AsnDatabaseError ||
    error instanceof StatePlaceError ||
    (error instanceof StateError && !isOthers(error));
  const message = error instanceof Error ? error.message : String(error);
  streams.err.write(`trust-atlas: ${escapeLines(message)}\n`);
  if (verbose && error instanceof Error && error.stack) streams.err.write(`${escapeLines(error.stack)}\n`);
  return isTheirs ? EXIT.usage : EXIT.failed;
}

/** Another run is in the way: nothing is wrong with the call, and it may be made again. */
function isOthers(error: StateError): boolean {
  return error instanceof StateBusyError || error instanceof StateConflictError;
}

/** Escapes each line and keeps the lines apart. */
function escapeLines(text: string): string {
  return text.split('\n').map(escapeText).join('\n');
}
