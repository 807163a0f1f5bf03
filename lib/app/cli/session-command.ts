/**
 * `trust-atlas session`: one session, what it did, and the chain it is of.
 */
import { type Command, Option } from 'commander';
import { renderSession } from '../../outputs/activity/render-session';
import { renderSessionJson } from '../../outputs/activity/render-session-json';
import { EXIT, type ExitCode } from '../exit-codes';
import { findSession } from '../find-session';
import { type ActivityArguments, addActivityOptions, readKnownActivity } from './known-activity';
import { screenOf } from './screen';
import { type Streams, writeChunks } from './streams';

const EXAMPLE = `
Example:
  trust-atlas session ASIAEXAMPLESESSION1 --analysis report/analysis.json

Services are listed by their calls, tactics by how telling of an intruder they are.`;

interface SessionArguments extends ActivityArguments {
  readonly format: 'table' | 'json';
}

/** Adds the command; `finish` takes the exit code. */
export function addSessionCommand(
  program: Command,
  streams: Streams,
  finish: (code: ExitCode) => void,
): void {
  addActivityOptions(
    program
      .command('session')
      .argument('<id>', 'an access key id, a session id, or a beginning that only one session has')
      .description('one session: who, from where, what it did, what it went on to assume'),
  )
    .addOption(new Option('--format <name>', 'how to print it').choices(['table', 'json']).default('table'))
    .addHelpText('after', EXAMPLE)
    .action(async (id: string, args: SessionArguments) => {
      const activity = await readKnownActivity(args, streams, program.opts().quiet === true);
      const answer = findSession(activity, id);
      await writeChunks(
        streams.out,
        args.format === 'json' ? [renderSessionJson(answer)] : renderSession(answer, screenOf(streams)),
      );
      finish(activity.complete ? EXIT.done : EXIT.incomplete);
    });
}
