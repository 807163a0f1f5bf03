/**
 * `trust-atlas baseline`: what was learnt of each party's use of each role, shown or forgotten.
 */
import { type Command, InvalidArgumentError } from 'commander';
import type { Baseline, UsualUse } from '../../history/usual-use';
import { nameOfArn } from '../../model/arn';
import { renderBaseline } from '../../outputs/baseline-page';
import { slugOf } from '../../parties/party';
import { FolderStore } from '../../stores/folder-store';
import { UsageError } from '../exit-codes';
import { screenOf } from './screen';
import { type Streams, writeChunks } from './streams';

const EXAMPLES = `
Examples:
  trust-atlas baseline show --state .trust-atlas --party vendor:datadog
  trust-atlas baseline reset --state .trust-atlas --party vendor:datadog --role DatadogIntegrationRole`;

const DEFAULT_LEARN_DAYS = 14;

interface BaselineArguments {
  readonly state: string;
  readonly party?: string;
  readonly role?: string;
  readonly learnDays: number;
}

/** Adds the command. */
export function addBaselineCommand(program: Command, streams: Streams): void {
  const baseline = program
    .command('baseline')
    .description('what was learnt of each use of a role: show it, or forget it and learn anew')
    .addHelpText('after', EXAMPLES);
  withFilter(baseline.command('show').description('what was learnt, and until when'))
    .option('--learn-days <days>', 'as `settings.learnDays` has it', parseDays, DEFAULT_LEARN_DAYS)
    .action(async (args: BaselineArguments) => {
      const history = await new FolderStore(args.state).readHistory();
      const rows = [...history.baseline.rows.values()].filter((row) => isMeant(row, args));
      await writeChunks(streams.out, [
        renderBaseline(history.baseline, rows, args.learnDays, screenOf(streams)),
      ]);
    });
  withFilter(
    baseline
      .command('reset')
      .description('forget what was learnt: its use is learnt anew from the next scan on'),
  ).action(async (args: BaselineArguments) => {
    const store = new FolderStore(args.state);
    const history = await store.readHistory();
    const kept = withoutMeant(history.baseline, args);
    const gone = history.baseline.rows.size - kept.rows.size;
    if (gone === 0)
      throw new UsageError('nothing was learnt of that: `trust-atlas baseline show` lists what was');
    await store.writeHistory({ ...history, baseline: kept });
    await writeChunks(streams.out, [
      `forgot what was learnt of ${gone === 1 ? 'one use' : `${gone} uses`}\n`,
    ]);
  });
}

function withFilter(command: Command): Command {
  return command
    .requiredOption('--state <folder>', 'where the state is kept')
    .option('--party <party>', 'only of this party: its id, such as vendor:datadog, or its name')
    .option('--role <role>', 'only of this role: its ARN or name');
}

function parseDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return days;
  throw new InvalidArgumentError('expected a whole number of days from 1 to 3650');
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
