/**
 * Rule: a way into a role asks for more than it did.
 */
import type { Rule } from '../rule';
import { titleOf } from '../title';
import { driftRows, trustDrift } from '../trust-drift';

export const trustNarrowed: Rule = {
  id: 'trust-narrowed',
  title: 'A way into a role asks for more than it did',
  severity: 'Always info: it is told so that a change is not met in the dark.',
  means:
    'A guard of a way in was added or tightened, or fewer callers may use it; or it cannot be decided any more what it asks for.',
  matters:
    'It is good news as a rule. It may also shut out a vendor whose absence nobody notices until it is needed.',
  fix: 'Nothing, where it was meant. Else put back what the evidence shows as before.',
  fine: 'Where it is the remedy of another finding.',
  technique: ['T1199'],
  judge: (graph, context) =>
    trustDrift(graph, context, ({ kind }) => kind === 'narrowed').map((drift) => ({
      subject: drift.role,
      party: drift.party.id,
      key: drift.key,
      severity: 'info',
      title: titleOf(
        { party: drift.party, role: { name: drift.roleName } },
        (party, role) => `The trust of role ${role} in ${party} was narrowed`,
      ),
      evidence: driftRows(drift, graph),
      remedy: `Make sure that ${drift.party.name} still gets in where it has to.`,
    })),
};
