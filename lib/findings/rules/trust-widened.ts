/**
 * Rule: a way into a role asks for less than it did, or for something else.
 */
import type { Rule } from '../rule';
import { titleOf } from '../title';
import { askWho, driftRows, severityOfDrift, trustDrift } from '../trust-drift';

export const trustWidened: Rule = {
  id: 'trust-widened',
  title: 'A way into a role asks for less than it did',
  severity: 'By the role, by who gets in and by what still guards it; never less than low.',
  means:
    'A guard of a way in was lost or loosened, more callers may use it, or it asks for something else than it did; the evidence has before and after.',
  matters:
    'An external id that is no longer asked for, or a branch that became any branch, lets in others than those who were meant, and nothing else looks different.',
  fix: 'Ask whoever made the change. If nobody answers for it, put back what the evidence shows as before.',
  fine: 'Where an agreed value was replaced by another one, such as a new external id, and the other side knows it.',
  technique: ['T1098', 'T1199'],
  judge: (graph, context) =>
    trustDrift(graph, context, ({ kind }) => kind === 'widened' || kind === 'changed').map((drift) => ({
      subject: drift.role,
      party: drift.party.id,
      key: drift.key,
      severity: severityOfDrift(drift, graph),
      title: titleOf({ party: drift.party, role: { name: drift.roleName } }, (party, role) =>
        drift.changes.some(({ difference }) => difference.kind === 'widened')
          ? `The trust of role ${role} in ${party} was widened`
          : `The trust of role ${role} in ${party} was changed`,
      ),
      evidence: driftRows(drift, graph),
      remedy: `${askWho(drift)} If the change was not meant, put back the conditions that the evidence shows as before.`,
    })),
};
