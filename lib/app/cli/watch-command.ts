/**
 * `trust-atlas watch`: judges events as they come.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { AlertContext } from '../../outputs/alert/alert-context';
import { escapeText } from '../../outputs/escape';
import { renderFindingLine } from '../../outputs/finding-line';
import { count } from '../../outputs/words/count-words';
import { readEvents } from '../../sources/stream/read-events';
import { MemoryStore } from '../../stores/memory-store';
import { openState } from '../../stores/open-state';
import type { StateStore } from '../../stores/state-store';
import { type ChannelOptions, channelsFor } from '../channel';
import { EXIT, type ExitCode, UsageError } from '../exit-codes';
import { OwnAlerts } from '../own-alerts';
import { EMPTY_REPORT, type NewFindings, type WatchReport, watch } from '../watch';
import { checkAlertArguments } from './alert-options';
import { now, parseTime } from './as-of';
import { readExpectations } from './read-expectations';
import { type Streams, writeChunks } from './streams';

const EXAMPLE = `
Example:
  tail -F events.ndjson | trust-atlas watch --from - --state .trust-atlas \\
    --topic arn:aws:sns:eu-west-1:222233334444:trust-atlas

The state is that of a scan: run \`trust-atlas scan --state\` first, and again every day or so.`;

interface WatchArguments extends ChannelOptions {
  readonly from: string;
  readonly state?: string;
  readonly expect?: string;
  readonly asOf?: string;
  readonly dryRun?: true;
}

/** Adds the command; `finish` takes the exit code. */
export function addWatchCommand(program: Command, streams: Streams, finish: (code: ExitCode) => void): void {
  program
    .command('watch')
    .description('judge CloudTrail events as they come, by what the last scan knew')
    .requiredOption(
      '--from <path>',
      'records or EventBridge events, one a line or in lists; `-` for standard input',
    )
    .option('--state <place>', 'the state of your scans: a folder, or s3://bucket/prefix[,dynamodb:TABLE]')
    .option('--expect <file>', 'who is who (default: trust-atlas.yaml if present)')
    .option('--topic <arn>', 'send alerts to this SNS topic')
    .option('--chat-topic <arn>', 'send them to this SNS topic, which Amazon Q Developer shows in a chat')
    .option('--event-bus <name>', 'send them to this EventBridge bus, by name or ARN')
    .option('--dry-run', 'print the alerts instead; nothing is sent, and the state stays as it is')
    .option('--as-of <time>', 'judge as of this ISO 8601 time, for repeatable runs (default: now)', parseTime)
    .addHelpText('after', EXAMPLE)
    .action(async (args: WatchArguments) => finish(await runWatch(args, streams)));
}

async function runWatch(args: WatchArguments, streams: Streams): Promise<ExitCode> {
  if (args.state === undefined)
    throw new UsageError('expected --state PLACE: events are judged by what a scan has left there');
  checkAlertArguments(args, true);
  const expectations = await readExpectations(args.expect);
  const source = await openSource(args.from, streams);
  const state = await openFor(args, streams);
  const teller = new Teller(args, state, streams);
  const report: WatchReport = { ...EMPTY_REPORT };
  streams.onInterrupt?.(
    () =>
      `${summary(report)}; ${args.dryRun ? 'the state is as it was' : `${count(report.found, 'finding')} kept`}, the next scan judges the rest`,
  );
  await watch(
    {
      events: readEvents(source),
      state,
      ...(expectations && { expectations }),
      asOf: () => args.asOf ?? now(),
      onFindings: (found) => teller.tell(found),
    },
    report,
  );
  const isComplete = await teller.finish();
  streams.err.write(`${summary(report)}\n`);
  return isComplete && report.malformed === 0 ? EXIT.done : EXIT.incomplete;
}

/** @throws UsageError where the file is none */
async function openSource(from: string, { input }: Streams): Promise<AsyncIterable<Buffer>> {
  if (from === '-') return input ?? process.stdin;
  const isFile = await stat(from).then(
    (found) => !found.isDirectory(),
    () => false,
  );
  if (!isFile) throw new UsageError(`expected a file or \`-\` after --from, found \`${from}\``);
  return createReadStream(from);
}

/** A dry run gets a copy in memory. */
async function openFor({ state: place = '', dryRun }: WatchArguments, { err }: Streams): Promise<StateStore> {
  const onRemark = (sentence: string) => {
    err.write(`${escapeText(sentence)}\n`);
  };
  const state = await openState(place, { onRemark });
  if (!dryRun) return state;
  const copy = new MemoryStore();
  await copy.writeHistory(await state.readHistory());
  return copy;
}

/** Tells people: a line for each finding, and alerts. */
class Teller {
  private readonly alerts: OwnAlerts;
  private context: AlertContext | undefined;
  private failures: readonly string[] = [];

  constructor(
    private readonly args: WatchArguments,
    state: StateStore,
    private readonly streams: Streams,
  ) {
    this.alerts = new OwnAlerts(state, channelsFor(args));
  }

  async tell({ findings, memories, graph }: NewFindings): Promise<void> {
    await writeChunks(this.streams.out, findings.map(renderFindingLine));
    this.alerts.add(memories);
    this.context = {
      ...(graph.organization && { organization: graph.organization.id }),
      asOf: graph.asOf,
      parties: graph.parties,
      accountNames: new Map(
        graph.coverage.accounts.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]])),
      ),
    };
    await this.deliver(this.context);
  }

  /** Tries once more. Returns whether all arrived. */
  async finish(): Promise<boolean> {
    if (this.context && this.failures.length > 0) await this.deliver(this.context);
    for (const failure of this.failures) this.streams.err.write(`trust-atlas: ${escapeText(failure)}\n`);
    return this.failures.length === 0;
  }

  private async deliver(context: AlertContext): Promise<void> {
    if (this.args.dryRun) await writeChunks(this.streams.out, await this.alerts.preview(context));
    else this.failures = (await this.alerts.deliver(context)).failures;
  }
}

function summary({ events, judged, others, malformed, found }: WatchReport): string {
  return [
    `${count(events, 'event')} read, ${judged} of outsiders or about trust`,
    ...(others > 0 ? [`${others} that are no calls`] : []),
    ...(malformed > 0 ? [`${malformed} that could not be read`] : []),
    `${count(found, 'new finding')}`,
  ].join(', ');
}
