/**
 * `trust-atlas parties`: every party that has a name; `parties ID`: what is known of an account id or a party.
 */
import type { Command } from 'commander';
import { type AccountId, accountIdIn } from '../../model/identifiers';
import { renderAccount, renderParties } from '../../outputs/party-page';
import { describeAccount, listParties } from '../../parties/describe-account';
import { buildPartyBook } from '../../parties/party-book';
import { readInventory } from '../../sources/offline/read-inventory';
import { UsageError } from '../exit-codes';
import { now } from './as-of';
import { readExpectations } from './read-expectations';
import { screenOf } from './screen';
import { type Streams, writeChunks } from './streams';

interface PartiesArguments {
  readonly from?: readonly string[];
  readonly expect?: string;
}

/** Adds the command. */
export function addPartiesCommand(program: Command, streams: Streams): void {
  program
    .command('parties')
    .argument('[id]', 'an account id, or a party such as vendor:datadog')
    .description('the catalogue and what is known of an account id; a name never clears anything')
    .option('--from <path...>', 'exported files that tell our own accounts')
    .option('--expect <file>', 'who is who (default: trust-atlas.yaml if present)')
    .addHelpText('after', '\nExample:\n  trust-atlas parties 464622532012')
    .action(async (id: string | undefined, args: PartiesArguments) => {
      await writeChunks(streams.out, await pages(id, args, streams));
    });
}

async function pages(id: string | undefined, args: PartiesArguments, streams: Streams): Promise<string[]> {
  const expectations = await readExpectations(args.expect);
  const knowledge = args.from ? (await readInventory(args.from)).inventory : {};
  const book = buildPartyBook(knowledge, expectations, now());
  const screen = screenOf(streams);
  const parties = listParties(book);
  if (id === undefined) return [renderParties(parties, screen)];
  const asked = accountIdIn(id);
  const named = parties.find((party) =>
    [party.id, party.id.slice(party.id.indexOf(':') + 1), party.name].some(
      (name) => name.toLowerCase() === id.toLowerCase(),
    ),
  );
  const accounts: readonly AccountId[] = asked ? [asked] : (named?.accounts ?? []);
  if (accounts.length === 0)
    throw new UsageError(
      `expected an account id of 12 digits, or a party that \`trust-atlas parties\` lists, found \`${id}\``,
    );
  return accounts.map((account) => renderAccount(describeAccount(book, account), screen));
}
