/**
 * `trust-atlas explain`: why a role admits whom; with `--as`, whether it admits one caller.
 */
import type { Command } from 'commander';
import { Option } from 'commander';
import { renderDecision, renderDecisionJson } from '../../outputs/render-decision';
import { renderExplanation } from '../../outputs/render-explanation';
import { renderExplanationJson } from '../../outputs/render-explanation-json';
import { EXIT, type ExitCode, UsageError } from '../exit-codes';
import { explainRequest, explainRole } from '../explain';
import { now, parseTime } from './as-of';
import { readExpectations } from './read-expectations';
import { screenOf } from './screen';
import { type Streams, writeChunks } from './streams';

const EXAMPLE = `
Examples:
  trust-atlas explain arn:aws:iam::111122223333:role/Reader --from exports/
  trust-atlas explain arn:aws:iam::111122223333:role/Reader --from exports/ \\
    --as arn:aws:iam::444455556666:role/Scanner --external-id k7-prod-88`;

interface ExplainArguments {
  readonly from?: readonly string[];
  readonly as?: string;
  readonly externalId?: string;
  readonly context?: readonly string[];
  readonly expect?: string;
  readonly asOf?: string;
  readonly format: 'table' | 'json';
  readonly showExternalIds?: true;
}

/** Adds the command; `finish` takes the exit code. */
export function addExplainCommand(
  program: Command,
  streams: Streams,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('explain')
    .argument('<role-arn>', 'the role to explain')
    .description('why a role admits whom, statement by statement; with --as, whether it admits one caller')
    .option('--from <path...>', 'exported files or folders')
    .option('--as <principal>', 'an ARN, an account id, a service host, oidc:ISSUER or saml:PROVIDER_ARN')
    .option('--external-id <id>', 'what the caller sends as external id')
    .option('--context <key=value...>', 'further condition keys of the request')
    .option('--expect <file>', 'who is who (default: trust-atlas.yaml if present)')
    .option('--as-of <time>', 'judge as of this ISO 8601 time (default: now)', parseTime)
    .addOption(new Option('--format <name>', 'how to print it').choices(['table', 'json']).default('table'))
    .option('--show-external-ids', 'print external ids in clear instead of fingerprints')
    .addHelpText('after', EXAMPLE)
    .action(async (role: string, args: ExplainArguments) => finish(await runExplain(role, args, streams)));
}

async function runExplain(role: string, args: ExplainArguments, streams: Streams): Promise<ExitCode> {
  if (!args.from) throw new UsageError('expected --from PATH: the policies are read from exported files');
  if (args.as === undefined && (args.context || args.externalId !== undefined))
    throw new UsageError(
      'expected --as PRINCIPAL beside --context and --external-id: they are of one request',
    );
  const expectations = await readExpectations(args.expect);
  const options = { role, from: args.from, asOf: args.asOf ?? now(), ...(expectations && { expectations }) };
  const screen = screenOf(streams);
  if (args.as !== undefined) {
    const asked = {
      principal: args.as,
      context: args.context ?? [],
      ...(args.externalId !== undefined && { externalId: args.externalId }),
    };
    const decision = await explainRequest(options, asked);
    await writeChunks(streams.out, [
      args.format === 'json' ? renderDecisionJson(decision) : renderDecision(decision, screen),
    ]);
    return EXIT.done;
  }
  const explained = await explainRole(options);
  const view = {
    salt: explained.graph.organization?.id ?? '',
    showExternalIds: args.showExternalIds === true,
  };
  await writeChunks(
    streams.out,
    args.format === 'json'
      ? renderExplanationJson(explained, view)
      : renderExplanation(explained, screen, view),
  );
  return EXIT.done;
}
