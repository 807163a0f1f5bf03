/**
 * `trust-atlas expect`: the expectations file, proposed, checked, and its schema.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { RULES } from '../../findings/catalogue';
import { renderCheck } from '../../outputs/expectations/render-check';
import { renderCheckJson, renderErrorsJson } from '../../outputs/expectations/render-check-json';
import { renderExpectations } from '../../outputs/expectations/render-expectations';
import { LONGEST_FILE } from '../../parties/expectations';
import { expectationsJsonSchema } from '../../parties/expectations-json-schema';
import { readAsnDatabase } from '../../sources/asn/asn-database';
import { openState } from '../../stores/open-state';
import { makeCheck } from '../check-expectations';
import { EXIT, type ExitCode, UsageError } from '../exit-codes';
import { makeProposal } from '../propose-expectations';
import { now, parseTime } from './as-of';
import { startProgress } from './progress';
import { DEFAULT_FILE, faultsOf, readExpectations, tryExpectations } from './read-expectations';
import { screenOf } from './screen';
import { type Streams, writeChunks } from './streams';

const INIT_EXAMPLE = `
Example:
  trust-atlas expect init --from exports/ --from trail/ --out trust-atlas.yaml

Read every \`review:\` before you keep the file: what stands in it is agreed, and told no longer.`;

interface InitArguments {
  readonly from?: readonly string[];
  readonly state?: string;
  readonly expect?: string;
  readonly asnDb?: string;
  readonly asOf?: string;
  readonly out?: string;
  readonly force?: true;
}

/** Adds the command and its parts; `finish` takes the exit code. */
export function addExpectCommand(program: Command, streams: Streams, finish: (code: ExitCode) => void): void {
  const expect = program.command('expect').description('the expectations file: propose one, check one');
  const isQuiet = () => program.opts().quiet === true;
  addInit(expect).action(async (args: InitArguments) => finish(await runInit(args, streams, isQuiet())));
  addCheck(expect).action(async (file: string, args: CheckArguments) =>
    finish(await runCheck(file, args, streams, isQuiet())),
  );
  expect
    .command('schema')
    .description('the JSON Schema of the file, for editors')
    .addHelpText('after', '\nExample:\n  trust-atlas expect schema > trust-atlas.schema.json')
    .action(() =>
      writeChunks(streams.out, [
        `${JSON.stringify(expectationsJsonSchema(RULES.map(({ id }) => id)), null, 2)}\n`,
      ]),
    );
}

function addInit(expect: Command): Command {
  return expect
    .command('init')
    .description('write a first file from what exists and was used, with doubts marked `review:`')
    .option('--from <path...>', 'exported files or folders: organization, IAM and CloudTrail in any mix')
    .option('--state <place>', 'state of earlier scans, which tells when values were first seen')
    .option('--expect <file>', 'what is declared already (default: nothing)')
    .option('--asn-db <file>', 'an MMDB file such as GeoLite2-ASN, which tells whose the networks are')
    .option('--as-of <time>', 'judge as of this ISO 8601 time (default: now)', parseTime)
    .option('--out <file>', 'write it there instead of printing it')
    .option('--force', 'write over a file that is there')
    .addHelpText('after', INIT_EXAMPLE);
}

const CHECK_EXAMPLE = `
Example:
  trust-atlas expect check trust-atlas.yaml --from exports/

A file with faults is refused with all of them, each with line and column, and exit code 2.`;

interface CheckArguments {
  readonly from?: readonly string[];
  readonly state?: string;
  readonly asnDb?: string;
  readonly asOf?: string;
  readonly format: 'table' | 'json';
}

function addCheck(expect: Command): Command {
  return expect
    .command('check')
    .argument('[file]', 'the file', DEFAULT_FILE)
    .description('validate a file, and show what each entry matches today, and what matches nothing')
    .option('--from <path...>', 'exported files or folders to hold it against')
    .option('--state <place>', 'state of earlier scans, with --from or instead of it')
    .option('--asn-db <file>', 'an MMDB file, for `asn:` networks')
    .option('--as-of <time>', 'judge as of this ISO 8601 time (default: now)', parseTime)
    .addOption(new Option('--format <name>', 'how to print it').choices(['table', 'json']).default('table'))
    .addHelpText('after', CHECK_EXAMPLE);
}

async function runCheck(
  file: string,
  args: CheckArguments,
  streams: Streams,
  quiet: boolean,
): Promise<ExitCode> {
  const parsed = await tryExpectations(file);
  if ('errors' in parsed) {
    if (args.format === 'table') throw faultsOf(file, parsed.errors);
    await writeChunks(streams.out, [renderErrorsJson(parsed.errors)]);
    return EXIT.usage;
  }
  const asnDatabase = args.asnDb === undefined ? undefined : await readAsnDatabase(args.asnDb);
  const progress = startProgress(streams, quiet);
  try {
    const { check, complete } = await makeCheck({
      expectations: parsed.ok,
      ...(args.from && { from: args.from }),
      ...(asnDatabase && { asnDatabase }),
      ...(args.state !== undefined && { state: await openState(args.state) }),
      asOf: args.asOf ?? now(),
      onProgress: progress.update,
    });
    progress.stop();
    await writeChunks(
      streams.out,
      args.format === 'json' ? [renderCheckJson(check)] : renderCheck(check, file, screenOf(streams)),
    );
    return complete ? EXIT.done : EXIT.incomplete;
  } finally {
    progress.stop();
  }
}

async function runInit(args: InitArguments, streams: Streams, quiet: boolean): Promise<ExitCode> {
  if (!args.from) throw new UsageError('expected --from PATH: reading live AWS is not part of this version');
  if (args.out !== undefined && args.force !== true && existsSync(args.out)) throw isThere(args.out);
  const expectations = args.expect === undefined ? undefined : await readExpectations(args.expect);
  const asnDatabase = args.asnDb === undefined ? undefined : await readAsnDatabase(args.asnDb);
  const progress = startProgress(streams, quiet);
  try {
    const { proposal, complete } = await makeProposal({
      from: args.from,
      ...(expectations && { expectations }),
      ...(asnDatabase && { asnDatabase }),
      ...(args.state !== undefined && { state: await openState(args.state) }),
      asOf: args.asOf ?? now(),
      onProgress: progress.update,
    });
    progress.stop();
    const text = [...renderExpectations(proposal)].join('');
    if (text.length > LONGEST_FILE) {
      streams.err.write(
        `the file has ${text.length} characters, of which a scan takes ${LONGEST_FILE}: leave parties out of it\n`,
      );
    }
    if (args.out === undefined) await writeChunks(streams.out, [text]);
    else {
      await writeNew(args.out, text, args.force === true);
      streams.err.write(`wrote ${args.out}\n`);
    }
    return complete ? EXIT.done : EXIT.incomplete;
  } finally {
    progress.stop();
  }
}

function isThere(file: string): UsageError {
  return new UsageError(`\`${file}\` is there already: --force writes over it`);
}

/** A file that is there holds somebody's decisions. */
async function writeNew(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    if (!force && existsSync(file)) throw isThere(file);
    throw new UsageError(`cannot write \`${file}\``, { cause });
  }
}
