/**
 * Rule: every principal of an outside account may become administrator, where one role of it would do.
 */
import { wayRows, wayUseRows } from '../evidence';
import { narrowToRoles } from '../remedies/narrow-principal';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';
import { exposureOf, externalWaysIn } from '../ways-in';

export const wholeAccountTrusted: Rule = {
  id: 'whole-account-trusted',
  title: 'A whole outside account can reach administrator rights',
  severity: 'High without an external id, medium with a firm one.',
  means:
    'The trust names an account of another organization, not a role in it, and what lies behind is administrator access or a step to it.',
  matters:
    'Any user or role that falls to an intruder there leads to your administrator rights, not only the one that was meant.',
  fix: 'Name the roles that do the work, such as those that were seen in use.',
  fine: 'Where the vendor cannot say which role calls; then a firm external id and a smaller role must carry the weight.',
  technique: ['T1199', 'T1098'],
  judge: (graph) =>
    externalWaysIn(graph, ({ grant }) => grant.caller.kind === 'account')
      .filter(({ tier }) => tier === 'admin' || tier === 'escalation')
      .map((way) => ({
        subject: way.role.arn,
        party: way.party.id,
        severity: severityOf(exposureOf(way, graph), way.tier),
        title: titleOf(way, (party, role) => `All of ${party} can enter the powerful role ${role}`),
        evidence: [...wayRows(way, graph), ...wayUseRows(way, graph)],
        remedy: narrowToRoles(way, graph),
      })),
};
