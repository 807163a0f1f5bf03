/**
 * `trust-atlas use`: observed use by party and role, what permits it, and what followed.
 */
import { type Command, Option } from 'commander';
import { renderUse } from '../../outputs/activity/render-use';
import { renderUseCsv } from '../../outputs/activity/render-use-csv';
import { renderUseJson } from '../../outputs/activity/render-use-json';
import type { UseAnswer } from '../../outputs/activity/use-answer';
import { EXIT, type ExitCode } from '../exit-codes';
import { findUse } from '../find-use';
import { parseTime } from './as-of';
import { type ActivityArguments, addActivityOptions, readKnownActivity } from './known-activity';
import { screenOf } from './screen';
import { type Streams, writeChunks } from './streams';

const EXAMPLE = `
Examples:
  trust-atlas use --from exports/ --party Datadog --since 2026-11-01
  trust-atlas use --analysis report/analysis.json --role Reader --format csv`;

/** Rows that a screen shows before it only counts. */
const SHOWN = 60;

interface UseArguments extends ActivityArguments {
  readonly party?: string;
  readonly role?: string;
  readonly since?: string;
  readonly all?: true;
  readonly format: 'table' | 'json' | 'csv';
}

/** Adds the command; `finish` takes the exit code. */
export function addUseCommand(program: Command, streams: Streams, finish: (code: ExitCode) => void): void {
  addActivityOptions(
    program
      .command('use')
      .description('who used which role, from where, by what right, and what their sessions did')
      .option('--party <party>', 'only of this party: its name, id, or one of its accounts')
      .option('--role <role>', 'only of this role: its ARN or name')
      .option('--since <time>', 'only what was seen at this ISO 8601 time or later', parseTime),
  )
    .addOption(
      new Option('--format <name>', 'how to print it').choices(['table', 'json', 'csv']).default('table'),
    )
    .option('--all', 'show every row in the table')
    .addHelpText('after', EXAMPLE)
    .action(async (args: UseArguments) => {
      const activity = await readKnownActivity(args, streams, program.opts().quiet === true);
      const { party, role, since } = args;
      const answer = findUse(activity, { party, role, since });
      await writeChunks(streams.out, render(answer, args, streams));
      finish(activity.complete ? EXIT.done : EXIT.incomplete);
    });
}

function render(answer: UseAnswer, { format, all }: UseArguments, streams: Streams): Iterable<string> {
  switch (format) {
    case 'table':
      return renderUse(answer, screenOf(streams), all ? Infinity : SHOWN);
    case 'json':
      return renderUseJson(answer);
    case 'csv':
      return renderUseCsv(answer);
  }
}
