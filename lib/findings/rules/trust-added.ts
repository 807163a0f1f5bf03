/**
 * Rule: a role that was there lets in somebody outside whom it did not.
 */
import { REMOVED, renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { titleOf } from '../title';
import { askWho, driftRows, severityOfDrift, trustDrift } from '../trust-drift';

export const trustAdded: Rule = {
  id: 'trust-added',
  title: 'A role lets in somebody new',
  severity: 'By the role and by who gets in, critical where a stranger may administer; never less than low.',
  means:
    'Since it was last settled, the trust of a role that was there already got a way in for somebody outside.',
  matters:
    'Adding a principal to the trust of a role is the quietest way to stay: no user, no key, and it outlives the password that was stolen.',
  fix: 'Ask whoever made the change. If nobody answers for it, take it back, and look at what else that identity did.',
  fine: 'Where the change was planned: suppress it with the reason, or let it close when the quiet days are over.',
  technique: ['T1098', 'T1199'],
  judge: (graph, context) =>
    trustDrift(graph, context, ({ kind, ofWholeRole }) => kind === 'added' && !ofWholeRole).map((drift) => ({
      subject: drift.role,
      party: drift.party.id,
      key: drift.key,
      severity: severityOfDrift(drift, graph),
      title: titleOf(
        { party: drift.party, role: { name: drift.roleName } },
        (party, role) => `${party} was given a way into role ${role}`,
      ),
      evidence: driftRows(drift, graph),
      remedy: [
        askWho(drift),
        ...(drift.node
          ? [
              `If the change was not meant: ${renderTrustChange({ node: drift.node, role: drift.node.role, edges: drift.edges }, graph, REMOVED)}`,
            ]
          : []),
      ].join('\n'),
    })),
};
