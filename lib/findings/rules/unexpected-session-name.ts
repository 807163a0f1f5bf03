/**
 * Rule: a party named its session as it never does.
 */
import type { Rule } from '../rule';
import { hitsOfSurprises, patternsFor, yamlList } from '../surprise-hits';

export const unexpectedSessionName: Rule = {
  id: 'unexpected-session-name',
  title: 'An outside party named its session in a new way',
  severity:
    'Against a declaration at least medium. Else by how settled its names were, and by what else was new.',
  means:
    'The shape of the session name (numbers and ids left out) does not match the declared patterns; or, without any, this party did not use it for this role while it was learnt.',
  matters:
    "Programs name all sessions alike. Another name, such as the command line's default, is another hand.",
  fix: 'Look at the session. Ask the party which names it gives; a condition on sts:RoleSessionName can demand them.',
  fine: 'When the party changed its program, or its people have names of their own.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph, context) =>
    hitsOfSurprises('session-name', graph, context, {
      say: (party, role, news) => `${party} used ${role} as new ${news}`,
      declare: ({ value, exact }) => yamlList('sessionNames', patternsFor(value.replaceAll('#', '*'), exact)),
    }),
};
