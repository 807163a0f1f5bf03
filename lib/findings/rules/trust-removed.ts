/**
 * Rule: a way into a role is gone.
 */
import type { Rule } from '../rule';
import { titleOf } from '../title';
import { driftRows, type TrustDrift, trustDrift } from '../trust-drift';

export const trustRemoved: Rule = {
  id: 'trust-removed',
  title: 'A way into a role is gone',
  severity: 'Always info: nobody gets in by it any more.',
  means:
    'The trust of a role lost a way in for somebody outside, the whole role is gone, or whom it names is one of our own accounts now.',
  matters: 'A trust that was opened for a moment and shut again leaves no other trace than this and the log.',
  fix: 'Nothing, where it was meant. Look at what was done by it if it was there for a short time only.',
  fine: 'Where a vendor was let go, or it is the remedy of another finding.',
  technique: ['T1199', 'T1070'],
  judge: (graph, context) =>
    trustDrift(graph, context, ({ kind }) => kind === 'removed').map((drift) => ({
      subject: drift.role,
      party: drift.party.id,
      key: drift.key,
      severity: 'info',
      title: titleOf(
        { party: drift.party, role: { name: drift.roleName } },
        (party, role) => `A way of ${party} into role ${role} is gone`,
      ),
      evidence: [...driftRows(drift, graph), ...standingRows(drift)],
      remedy: `Make sure that ${drift.party.name} does not need it any more, and take it out of trust-atlas.yaml.`,
    })),
};

/** The same way in may still be there, of somebody who counts as our own now. */
function standingRows({ node, changes }: TrustDrift) {
  const gone = new Set(changes.map(({ difference }) => difference.before?.id));
  const own = node?.grants.some(({ grant, external }) => gone.has(grant.id) && !external) ?? false;
  return own ? [{ still: 'the trust has not changed: whom it names is one of our own now' }] : [];
}
