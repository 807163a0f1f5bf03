/**
 * `trust-atlas diff A B`: what changed between two analyses or states.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { StateComparison } from '../../history/compare-states';
import type { KnownState } from '../../history/known-state';
import { renderDiff } from '../../outputs/diff/render-diff';
import { renderDiffJson } from '../../outputs/diff/render-diff-json';
import { FolderStore } from '../../stores/folder-store';
import { diff, readStoredState, stateOfAnalysis } from '../diff';
import { EXIT, type ExitCode, UsageError } from '../exit-codes';
import { readSavedText } from './known-activity';
import { screenOf } from './screen';
import { type Streams, writeChunks } from './streams';

const EXAMPLE = `
Examples:
  trust-atlas diff last-month/analysis.json report/analysis.json
  trust-atlas diff report/ .trust-atlas/ --format json`;

/** Rows of a section that a screen shows before it only counts. */
const SHOWN = 60;

interface DiffArguments {
  readonly format: 'table' | 'json';
  readonly all?: true;
}

/** Adds the command; `finish` takes the exit code. */
export function addDiffCommand(program: Command, streams: Streams, finish: (code: ExitCode) => void): void {
  program
    .command('diff')
    .description('what changed between two analyses: ways in, guards, providers, verdicts, parties, findings')
    .argument('<before>', 'an analysis that `scan --format json` wrote, or a folder with one or with state')
    .argument('<after>', 'another one')
    .addOption(new Option('--format <name>', 'how to print it').choices(['table', 'json']).default('table'))
    .option('--all', 'show every row in the table')
    .addHelpText('after', EXAMPLE)
    .action(async (before: string, after: string, args: DiffArguments) => {
      const comparison = diff(await readState(before), await readState(after));
      await writeChunks(streams.out, render(comparison, args, streams));
      finish(EXIT.done);
    });
}

function render(
  comparison: StateComparison,
  { format, all }: DiffArguments,
  streams: Streams,
): Iterable<string> {
  return format === 'json'
    ? renderDiffJson(comparison)
    : renderDiff(comparison, screenOf(streams), all ? Infinity : SHOWN);
}

/** A file is an analysis; a folder has state, or an analysis. */
async function readState(path: string): Promise<KnownState> {
  if (!(await isFolder(path))) return stateOfAnalysis(await readSavedText(path), path);
  if (await isFile(join(path, 'history.json'))) return readStoredState(new FolderStore(path), path);
  const file = join(path, 'analysis.json');
  if (await isFile(file)) return stateOfAnalysis(await readSavedText(file), file);
  throw new UsageError(`\`${path}\` has neither analysis.json nor history.json`);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
