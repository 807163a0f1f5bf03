/**
 * Rule: somebody of a known party came who never came before.
 */
import type { Rule } from '../rule';
import { hitsOfSurprises } from '../surprise-hits';

export const unexpectedCaller: Rule = {
  id: 'unexpected-caller',
  title: 'A new principal of a known party used a role',
  severity:
    'By how settled its callers were, and by what else was new; info for users of an identity provider, who come and go.',
  means:
    'A role, user or project of a party that is known called, which did not while its use of this role was learnt.',
  matters:
    'A trust in a whole account admits everybody who is made there. A thief in the account makes a principal of his own.',
  fix: 'Ask the party which role it calls from, and name that role in the trust instead of the account.',
  fine: 'When the party set its caller up anew: a role that was deleted and made again has another unique id.',
  technique: ['T1199', 'T1136.003'],
  judge: (graph, context) =>
    hitsOfSurprises('caller', graph, context, {
      say: (party, role) => `${party} used ${role} by a new principal`,
    }),
};
