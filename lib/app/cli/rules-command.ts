/**
 * `trust-atlas rules`: the rule catalogue; `rules ID`: one rule's page.
 */
import type { Command } from 'commander';
import { RULES } from '../../findings/catalogue';
import { renderRuleList, renderRulePage } from '../../outputs/rule-page';
import { UsageError } from '../exit-codes';
import { screenOf } from './screen';
import { type Streams, writeChunks } from './streams';

/** Adds the command. */
export function addRulesCommand(program: Command, streams: Streams): void {
  program
    .command('rules')
    .argument('[id]', 'a rule id, such as anyone-can-enter')
    .description('the rule catalogue, or what one rule means, why it matters and how to fix it')
    .addHelpText('after', '\nExample:\n  trust-atlas rules external-id-missing')
    .action(async (id: string | undefined) => {
      const rule = RULES.find((candidate) => candidate.id === id);
      if (id !== undefined && !rule)
        throw new UsageError(`no rule \`${id}\`: \`trust-atlas rules\` lists them`);
      const screen = screenOf(streams);
      await writeChunks(streams.out, [rule ? renderRulePage(rule, screen) : renderRuleList(RULES, screen)]);
    });
}
