/**
 * Rule: a party used a role that nobody agreed to, or that it never used.
 */
import type { Rule } from '../rule';
import { hitsOfSurprises, yamlList } from '../surprise-hits';

export const unexpectedRole: Rule = {
  id: 'unexpected-role',
  title: 'An outside party used a role that is not among its own',
  severity: 'Against a declaration medium, for administrators high. Else low, as all vendors begin once.',
  means:
    'The party is declared with the roles that it uses, and this one, or its account, is not among them; or nothing is declared, and it used other roles for longer than learning takes before it came to this one, which is older.',
  matters:
    'A thief tries every door that the access opens. Doors that were never used are no habit of the party.',
  fix: 'Ask why the party has the role at all. Take it out of the trust, or declare the role.',
  fine: 'When you gave it a new task. Roles that were made within a month before are not told.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph, context) =>
    hitsOfSurprises('role', graph, context, {
      say: (party, role) => `${party} used ${role}, which is new for it`,
      declare: ({ role }) => yamlList('roles', [role]),
    }),
};
