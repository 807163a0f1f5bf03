/**
 * Rule: a party assumed a role in a region where it does not work.
 */
import type { Rule } from '../rule';
import { hitsOfSurprises, yamlList } from '../surprise-hits';

export const unexpectedRegion: Rule = {
  id: 'unexpected-region',
  title: 'An outside party assumed a role in a new region',
  severity:
    'Against a declaration at least medium. Else by how settled its regions were, and by what else was new.',
  means:
    'The call went to an STS endpoint of a region that the declaration does not list; or, without one, where this party was not seen while it was learnt.',
  matters:
    'Regions that nobody uses are where nobody looks: a thief starts machines there that no bill shows at once.',
  fix: 'Ask the party in which regions it works. Declare them, and deny the others by aws:RequestedRegion.',
  fine: 'When you began to use the region yourselves, and the party follows.',
  technique: ['T1535', 'T1199'],
  judge: (graph, context) =>
    hitsOfSurprises('region', graph, context, {
      say: (party, role, news) => `${party} used ${role} in new region ${news}`,
      declare: ({ value }) => yamlList('regions', [value]),
    }),
};
