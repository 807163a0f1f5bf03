/**
 * What `use` and `session` answer from: a saved analysis, or exported files that are judged on the spot.
 */
import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { parseSavedActivity, type SavedActivity } from '../../history/saved-activity';
import { activityOf } from '../../outputs/activity-rows';
import { readAsnDatabase } from '../../sources/asn/asn-database';
import { toUtf8 } from '../../sources/documents/to-utf8';
import { UsageError } from '../exit-codes';
import { requireConclusion, scan } from '../scan';
import { now, parseTime } from './as-of';
import { startProgress } from './progress';
import { readExpectations } from './read-expectations';
import type { Streams } from './streams';

/** Options that the commands about activity share. */
export interface ActivityArguments {
  readonly from?: readonly string[];
  readonly analysis?: string;
  readonly expect?: string;
  readonly asOf?: string;
  readonly asnDb?: string;
}

/** Adds those options. */
export function addActivityOptions(command: Command): Command {
  return command
    .option('--from <path...>', 'exported files or folders: organization, IAM and CloudTrail in any mix')
    .option('--analysis <file>', 'a saved analysis instead: what `scan --format json` wrote')
    .option('--expect <file>', 'who is who, with --from (default: trust-atlas.yaml if present)')
    .option('--asn-db <file>', 'an MMDB file that tells whose the networks are (with --from)')
    .option('--as-of <time>', 'judge as of this ISO 8601 time, with --from (default: now)', parseTime);
}

/**
 * Reads it.
 * @throws UsageError where not exactly one source is named, the file is no analysis, or the exports hold nothing
 */
export async function readKnownActivity(
  args: ActivityArguments,
  streams: Streams,
  quiet: boolean,
): Promise<SavedActivity> {
  const { from, analysis } = args;
  if (from === undefined || analysis !== undefined) {
    if (from !== undefined || analysis === undefined) {
      throw new UsageError('expected either --analysis FILE or --from PATH');
    }
    if ([args.expect, args.asOf, args.asnDb].some((option) => option !== undefined)) {
      throw new UsageError(
        'expected no --expect, no --as-of and no --asn-db beside --analysis: it was judged already',
      );
    }
    return readSaved(analysis);
  }
  const expectations = await readExpectations(args.expect);
  const asnDatabase = args.asnDb === undefined ? undefined : await readAsnDatabase(args.asnDb);
  const progress = startProgress(streams, quiet);
  try {
    const judged = await scan({
      from,
      withActivity: true,
      ...(expectations && { expectations }),
      ...(asnDatabase && { asnDatabase }),
      asOf: args.asOf ?? now(),
      onProgress: progress.update,
    });
    requireConclusion(judged, from);
    return activityOf(judged);
  } finally {
    progress.stop();
  }
}

async function readSaved(file: string): Promise<SavedActivity> {
  const saved = parseSavedActivity(await readSavedText(file), file);
  if (saved.kind === 'problem') throw new UsageError(`\`${file}\`: ${saved.problem.message}`);
  return saved.value;
}

/**
 * The text of a saved analysis, as a shell may have written it, PowerShell's included.
 * @throws UsageError where it cannot be read
 */
export async function readSavedText(file: string): Promise<string> {
  try {
    return await text(toUtf8(createReadStream(file)));
  } catch (cause) {
    throw new UsageError(`cannot read the analysis \`${file}\``, { cause });
  }
}
