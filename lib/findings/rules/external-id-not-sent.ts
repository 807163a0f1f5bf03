/**
 * Rule: a party entered without the external id that it agreed to send, or that it sends as a rule.
 */
import type { Use } from '../../activity/use';
import type { TrustGraph } from '../../graph/trust-graph';
import { expectedUseOf } from '../../parties/expected-use';
import { boundedRows, useRows } from '../evidence';
import { type OutsideUse, outsideUses, severityOfUse } from '../outside-use';
import type { Rule, RuleHit } from '../rule';
import { titleOf } from '../title';

export const externalIdNotSent: Rule = {
  id: 'external-id-not-sent',
  title: 'A party entered without its external id',
  severity:
    'By the role: as for a way in without a barrier where the declaration requires one, else as behind a weak one.',
  means:
    'Calls of the party succeeded without sts:ExternalId, though `trust-atlas.yaml` says `externalId: required`, or though other calls of the same party into the role sent one.',
  matters:
    'The trust lets the party in without it, so the agreement is not enforced. A call that leaves out what the vendor always sends was hardly made by its own program.',
  fix: 'Require the external id in the trust, by StringEquals. Ask the party who called without it.',
  fine: 'Nowhere, once it is agreed that one is sent.',
  technique: ['T1199'],
  judge: (graph) => outsideUses(graph).flatMap((use) => hitOf(use, graph)),
};

function hitOf(use: OutsideUse, graph: TrustGraph): readonly RuleHit[] {
  const { subject, party, edges } = use;
  const without = edges.filter(({ use: { externalId } }) => externalId.notSent > 0);
  const isAgreed =
    party.declared !== undefined && expectedUseOf(party.declared, subject)?.use.externalId === 'required';
  const isUsual = edges.some(({ use: { externalId } }) => externalId.sent > 0);
  if (without.length === 0 || (!isAgreed && !isUsual)) return [];
  const calls = without.reduce((sum, each) => sum + each.use.externalId.notSent, 0);
  return [
    {
      subject,
      party: party.id,
      severity: severityOfUse(use, isAgreed ? 'none' : 'weak', graph),
      title: titleOf(use, (name, role) => `${name} used role ${role} without its external id`),
      evidence: boundedRows([
        { callsWithout: calls, expected: isAgreed ? 'trust-atlas.yaml requires it' : 'other calls sent one' },
        ...useRows(without, graph),
      ]),
      remedy: `Require sts:ExternalId by StringEquals in the trust of ${subject}, and ask ${party.declared?.owner ?? party.name} who called without it.`,
      lastEvent:
        without
          .map((each) => lastOf(each.use))
          .sort()
          .at(-1) ?? use.last,
    },
  ];
}

/** Which of the calls lacked it is not kept. */
function lastOf({ lastSuccess, last }: Use): string {
  return lastSuccess ?? last;
}
