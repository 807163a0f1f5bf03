/**
 * Rule: a role was made that lets somebody outside in.
 */
import { expectedUseOf } from '../../parties/expected-use';
import { barrierOf } from '../barrier';
import type { Rule } from '../rule';
import { titleOf } from '../title';
import { askWho, driftRows, severityOfDrift, type TrustDrift, trustDrift } from '../trust-drift';

export const roleCreatedForOutsider: Rule = {
  id: 'role-created-for-outsider',
  title: 'A new role lets somebody outside in',
  severity:
    'By the role and by who gets in, as for a new way into a role that was there; information where the declaration of the party names the role, and a firm barrier guards it.',
  means: 'A role that the last run did not have is there, and its trust admits somebody outside.',
  matters:
    'Vendors are connected so, and so is a back door: a role of its own, with a name like all others, that another account enters.',
  fix: 'Ask whoever made the role. If nobody answers for it, delete it, after a look at the sessions it had.',
  fine: 'Where a vendor was connected as planned. It closes when the quiet days are over; declare what is agreed until then.',
  technique: ['T1098', 'T1136.003', 'T1199'],
  judge: (graph, context) =>
    trustDrift(graph, context, ({ kind, ofWholeRole }) => kind === 'added' && ofWholeRole).map((drift) => ({
      subject: drift.role,
      party: drift.party.id,
      key: drift.key,
      severity: isDeclared(drift) ? 'info' : severityOfDrift(drift, graph),
      title: titleOf(
        { party: drift.party, role: { name: drift.roleName } },
        (party, role) => `${party} can enter role ${role}, which is new`,
      ),
      evidence: driftRows(drift, graph),
      remedy: `${askWho(drift)} If it was not meant, delete ${drift.role}.`,
    })),
};

/** The user wrote of this role, and not only of the party, before it was made. */
function isDeclared({ party, role, edges }: TrustDrift): boolean {
  const entry = party.declared && expectedUseOf(party.declared, role);
  return entry?.use.roles !== undefined && barrierOf(edges) === 'firm';
}
