/**
 * `trust-atlas baseline`: what was learnt of each party's use of each role, shown or forgotten.
 */
import type { Command } from 'commander';
import { settingsOf } from '../../findings/settings';
import { EMPTY_HISTORY } from '../../history/history';
import type { Baseline, UsualUse } from '../../history/usual-use';
import { nameOfArn } from '../../model/arn';
import { renderBaseline } from '../../outputs/baseline-page';
import { slugOf } from '../../parties/party';
import { openState } from '../../stores/open-state';
import type { StateStore } from '../../stores/state-store';
import { UsageError } from '../exit-codes';
import { withLockedState } from './locked-state';
import { readExpectations } from './read-expectations';
import { screenOf } from './screen';
import { type Streams, writeChunks } from './streams';

const EXAMPLES = `
Examples:
  trust-atlas baseline show --state .trust-atlas --party vendor:datadog
  trust-atlas baseline reset --state .trust-atlas --party vendor:datadog --role DatadogIntegrationRole`;

interface BaselineArguments {
  readonly state: string;
  readonly party?: string;
  readonly role?: string;
  readonly expect?: string;
}

/** Adds the command. */
export function addBaselineCommand(program: Command, streams: Streams): void {
  const baseline = program
    .command('baseline')
    .description('what was learnt of each use of a role: show it, or forget it and learn anew')
    .addHelpText('after', EXAMPLES);
  withFilter(baseline.command('show').description('what was learnt, and until when'))
    .option('--expect <file>', 'whose `learnDays` to go by (default: trust-atlas.yaml if present)')
    .action(async (args: BaselineArguments) => {
      const { learnDays } = settingsOf(await readExpectations(args.expect));
      const { baseline: learnt } = await (await openState(args.state)).readHistory();
      const rows = [...learnt.rows.values()].filter((row) => isMeant(row, args));
      await writeChunks(streams.out, [renderBaseline(learnt, rows, learnDays, screenOf(streams))]);
    });
  withFilter(
    baseline
      .command('reset')
      .description('forget what was learnt: its use is learnt anew from the next scan on'),
  ).action(async (args: BaselineArguments) => {
    const gone = await withLockedState(args.state, 'baseline reset', streams, (state) => forget(state, args));
    await writeChunks(streams.out, [
      `forgot what was learnt of ${gone === 1 ? 'one use' : `${gone} uses`}\n`,
    ]);
  });
}

function withFilter(command: Command): Command {
  return command
    .requiredOption(
      '--state <folder>',
      'where the state is kept: a folder, or s3://bucket/prefix[,dynamodb:TABLE]',
    )
    .option('--party <party>', 'only of this party: its id, such as vendor:datadog, or its name')
    .option('--role <role>', 'only of this role: its ARN or name');
}

/** How many rows went. */
async function forget(state: StateStore | undefined, args: BaselineArguments): Promise<number> {
  const history = (await state?.readHistory()) ?? EMPTY_HISTORY;
  const kept = withoutMeant(history.baseline, args);
  const gone = history.baseline.rows.size - kept.rows.size;
  if (gone === 0)
    throw new UsageError('nothing was learnt of that: `trust-atlas baseline show` lists what was');
  await state?.writeHistory({ ...history, baseline: kept });
  return gone;
}

/** What is damaged goes only when all goes. */
function withoutMeant({ rows, setAside, ...rest }: Baseline, args: BaselineArguments): Baseline {
  const kept = [...rows].filter(([, row]) => !isMeant(row, args));
  const isAll = args.party === undefined && args.role === undefined;
  return { ...rest, rows: new Map(kept), ...(setAside && !isAll && { setAside }) };
}

function isMeant(row: UsualUse, { party, role }: BaselineArguments): boolean {
  const isParty =
    party === undefined || row.party === party || row.party.replace(/^[a-z-]+:/, '') === slugOf(party);
  return isParty && (role === undefined || row.role === role || nameOfArn(row.role) === role);
}
