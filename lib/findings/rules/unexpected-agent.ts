/**
 * Rule: a party called with a program that it does not use.
 */
import type { Rule } from '../rule';
import { hitsOfSurprises, patternsFor, yamlList } from '../surprise-hits';

export const unexpectedAgent: Rule = {
  id: 'unexpected-agent',
  title: 'An outside party called with a new program',
  severity:
    'Against a declaration at least medium. Else by how settled its programs were, and by what else was new.',
  means:
    'The family of the user agent (its program, whatever the version) does not match the declared patterns; or, without any, this party did not use it for this role while it was learnt.',
  matters:
    'A vendor calls from its own program, a thief from the command line. Anybody can write a usual user agent, so a usual one proves nothing.',
  fix: 'Ask the party what it runs. Look at what the session did: a person at a command line looks around first.',
  fine: 'When the party rewrote its collector, or its support engineer worked by hand and says so.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph, context) =>
    hitsOfSurprises('agent', graph, context, {
      say: (party, role, news) => `${party} used ${role} with new ${news}`,
      declare: ({ value, exact }) => yamlList('userAgents', patternsFor(`${value}/*`, exact)),
    }),
};
