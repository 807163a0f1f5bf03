/**
 * `trust-atlas scan`: the main job.
 */
import { constants, createWriteStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Analysis } from '../../findings/analysis';
import { isLive } from '../../findings/life-cycle';
import { SEVERITIES, type Severity } from '../../model/finding';
import type { ReportPlace } from '../../outputs/alert/alert-context';
import { renderAsff } from '../../outputs/asff/render-asff';
import { renderCsv } from '../../outputs/render-csv';
import { renderJson } from '../../outputs/render-json';
import { renderTable } from '../../outputs/table/render-table';
import type { SecretView } from '../../outputs/words/guard-words';
import { readAsnDatabase } from '../../sources/asn/asn-database';
import { makeFolder } from '../../stores/make-folder';
import { parseStatePlace } from '../../stores/open-state';
import type { StateStore } from '../../stores/state-store';
import { EXIT, type ExitCode, UsageError } from '../exit-codes';
import { concludes, scan } from '../scan';
import { type AlertArguments, addAlertOptions, checkAlertArguments, tell } from './alert-options';
import { now, parseTime } from './as-of';
import { withCopiedState, withLockedState } from './locked-state';
import { startProgress } from './progress';
import { readExpectations } from './read-expectations';
import { screenOf } from './screen';
import { type Streams, writeChunks } from './streams';

const FORMATS = ['table', 'json', 'csv', 'asff'] as const;
type Format = (typeof FORMATS)[number];
const DEFAULT_FORMATS: readonly Format[] = ['table'];

/** Of the Security Hub that `asff` is for, where the environment names none. */
const DEFAULT_REGION = 'us-east-1';

/** Threads that a scan may be told to use. */
const MOST_THREADS = 64;

const FILE_OF: Readonly<Record<Format, string>> = {
  table: 'report.txt',
  json: 'analysis.json',
  csv: 'ways-in.csv',
  asff: 'findings.asff.json',
};

const EXAMPLE = `
Example:
  trust-atlas scan --from exports/ --from trail/ --out report --format json,csv --fail-on high`;

export interface ScanArguments extends AlertArguments {
  readonly from?: readonly string[];
  readonly activity?: readonly string[];
  readonly threads?: number;
  readonly expect?: string;
  readonly asnDb?: string;
  readonly state?: string | false;
  readonly out?: string;
  readonly format: readonly Format[];
  readonly failOn: Severity | 'none';
  readonly asOf?: string;
  readonly all?: true;
  readonly showExternalIds?: true;
}

/** Adds the command; `finish` takes the exit code. */
export function addScanCommand(program: Command, streams: Streams, finish: (code: ExitCode) => void): void {
  addAlertOptions(program.command('scan'))
    .description('who outside can get into which role, guarded by what, and who did')
    .option('--from <path...>', 'exported files or folders: organization, IAM and CloudTrail in any mix')
    .option('--activity <path...>', 'more CloudTrail files or folders, or `none` to leave CloudTrail out')
    .option(
      '--threads <count>',
      'threads that read CloudTrail (default: one for each processor)',
      parseThreads,
    )
    .option('--expect <file>', 'who is who (default: trust-atlas.yaml if present)')
    .option('--asn-db <file>', 'an MMDB file such as GeoLite2-ASN, which tells whose the networks are')
    .option(
      '--state <place>',
      'keep what was found: the next run tells new from open, and reads only new CloudTrail files; a folder, or s3://bucket/prefix[,dynamodb:TABLE]',
    )
    .option('--no-state', 'keep nothing between runs (the default over exported files)')
    .option('--out <folder>', 'write one file for each format instead of printing')
    .addOption(
      new Option('--format <names>', `one or more of ${FORMATS.join(', ')}`)
        .argParser(parseFormats)
        .default(DEFAULT_FORMATS, 'table'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 on findings at or above')
        .choices([...SEVERITIES.filter((severity) => severity !== 'info'), 'none'])
        .default('none'),
    )
    .option('--as-of <time>', 'judge as of this ISO 8601 time, for repeatable runs (default: now)', parseTime)
    .option('--all', 'show every row in the table')
    .option('--show-external-ids', 'print external ids in clear instead of fingerprints')
    .addHelpText('after', EXAMPLE)
    .action(async (args: ScanArguments) =>
      finish(await runScan(args, streams, program.opts().quiet === true)),
    );
}

async function runScan(args: ScanArguments, streams: Streams, quiet: boolean): Promise<ExitCode> {
  const { from } = args;
  if (!from) throw new UsageError('expected --from PATH: reading live AWS is not part of this version');
  if (args.format.length > 1 && args.out === undefined) {
    throw new UsageError('expected --out FOLDER with more than one --format: standard output takes only one');
  }
  const expectations = await readExpectations(args.expect);
  const asnDatabase = args.asnDb === undefined ? undefined : await readAsnDatabase(args.asnDb);
  checkAlertArguments(args, Boolean(args.state));
  if (args.out !== undefined) await prepareFolder(args.out);
  const progress = startProgress(streams, quiet);
  try {
    const work = async (state: StateStore | undefined) => {
      const analysis = await scan({
        from: [...from, ...activityPaths(args.activity)],
        withActivity: !args.activity?.includes('none'),
        ...(args.threads !== undefined && { threads: args.threads }),
        ...(expectations && { expectations }),
        ...(asnDatabase && { asnDatabase }),
        ...(state && { state }),
        asOf: args.asOf ?? now(),
        onProgress: progress.update,
      });
      progress.stop();
      return { analysis, told: state && (await tell(args, analysis, state, placeOfReport(args), streams)) };
    };
    const { analysis, told } = args.dryRun
      ? await withCopiedState(args.state, streams, work)
      : await withLockedState(args.state, 'scan', streams, work);
    await writeOutputs(analysis, args, streams);
    await writeChunks(previewStream(args, streams), told?.preview ?? []);
    return exitCodeOf(analysis, args.failOn, told?.isComplete !== false);
  } finally {
    progress.stop();
  }
}

/** The folder that the outputs go to, or else the bucket that keeps the state. */
function placeOfReport({ out, state }: ScanArguments): ReportPlace | undefined {
  if (out !== undefined) return { kind: 'folder', path: resolve(out) };
  const place = state ? parseStatePlace(state) : undefined;
  if (place?.kind !== 's3') return undefined;
  const region = process.env.AWS_REGION;
  return { kind: 'bucket', bucket: place.bucket, prefix: place.prefix, ...(region && { region }) };
}

/** Standard output, unless programs read it. */
function previewStream({ out, format }: ScanArguments, streams: Streams): NodeJS.WritableStream {
  return out !== undefined || format.every((name) => name === 'table') ? streams.out : streams.err;
}

function parseThreads(text: string): number {
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return threads;
  throw new InvalidArgumentError(`expected a whole number from 1 to ${MOST_THREADS}`);
}

function activityPaths(activity: readonly string[] = []): readonly string[] {
  const live = activity.find((spec) => /^(lookup(:|$)|s3:|lake:|athena:)/.test(spec));
  if (live)
    throw new UsageError(
      `\`${live}\` reads live AWS, which is not part of this version: expected a path or \`none\``,
    );
  return activity.filter((spec) => spec !== 'none');
}

/** Before the work and not after it: a long run should not end for want of a folder. */
async function prepareFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new UsageError(`expected a folder to write into after --out, found \`${folder}\``, { cause });
  }
}

async function writeOutputs(analysis: Analysis, args: ScanArguments, streams: Streams): Promise<void> {
  const view: SecretView = {
    salt: analysis.graph.organization?.id ?? '',
    showExternalIds: args.showExternalIds === true,
  };
  const render = (format: Format, color: boolean): Iterable<string> => {
    switch (format) {
      case 'table':
        return renderTable(analysis, { ...screenOf(streams), color }, args.all === true);
      case 'json':
        return renderJson(analysis, view);
      case 'csv':
        return renderCsv(analysis, view);
      case 'asff':
        return renderAsff(analysis, process.env.AWS_REGION ?? DEFAULT_REGION);
    }
  };
  if (args.out === undefined) {
    for (const format of args.format) await writeChunks(streams.out, render(format, streams.color));
    return;
  }
  for (const format of args.format) {
    const file = join(args.out, FILE_OF[format]);
    await writeFileOf(file, render(format, false));
    streams.err.write(`wrote ${file}\n`);
  }
}

async function writeFileOf(file: string, chunks: Iterable<string>): Promise<void> {
  try {
    await pipeline(chunks, createWriteStream(file));
  } catch (cause) {
    throw new UsageError(
      `cannot write \`${file}\`: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

function exitCodeOf(analysis: Analysis, failOn: ScanArguments['failOn'], isTold: boolean): ExitCode {
  if (!concludes(analysis)) return EXIT.failed;
  const { graph, findings } = analysis;
  const failing = failOn === 'none' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  if (findings.some((each) => isLive(each) && failing.includes(each.severity))) return EXIT.findings;
  return graph.coverage.complete && isTold ? EXIT.done : EXIT.incomplete;
}

/** `table,json` and repeated options alike. */
function parseFormats(text: string, before: readonly Format[] | undefined): readonly Format[] {
  const names = text.split(',').map((name) => name.trim());
  const known = names.filter((name): name is Format => FORMATS.some((format) => format === name));
  if (known.length < names.length) throw new InvalidArgumentError(`Expected ${FORMATS.join(', ')}.`);
  return [...new Set([...(before === DEFAULT_FORMATS ? [] : (before ?? [])), ...known])];
}
