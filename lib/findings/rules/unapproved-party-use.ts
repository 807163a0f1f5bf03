/**
 * Rule: a party that nobody declared used a role.
 */
import type { TrustGraph } from '../../graph/trust-graph';
import { useRows } from '../evidence';
import { type OutsideUse, outsideUses, severityOfUse } from '../outside-use';
import type { Rule } from '../rule';
import type { RuleContext } from '../rule-context';
import { titleOf } from '../title';
import { isUnnamed } from '../ways-in';

export const unapprovedPartyUse: Rule = {
  id: 'unapproved-party-use',
  title: 'A role was used by a party that nobody declared',
  severity: 'By the role, as for a way in without a barrier; lower for a vendor that the catalogue names.',
  means:
    'An outsider entered the role, and `trust-atlas.yaml` does not declare its account. Without any declared party, only accounts that nobody can name are told.',
  matters:
    'Access that nobody answers for is watched by nobody. In the attacks of 2026 a known vendor came in by its own role.',
  fix: 'Find out who it is and who agreed to it. Declare the party with its roles and networks, or take it out of the trust.',
  fine: 'Nowhere: what is fine is declared.',
  technique: ['T1199'],
  judge: (graph, context) =>
    outsideUses(graph)
      .filter((use) => isUnapproved(use, context))
      .map((use) => hitOf(use, graph)),
};

/** Parties of identity providers have no account by which they could be declared; those that lapsed are told so. */
function isUnapproved({ party }: OutsideUse, { settings }: RuleContext): boolean {
  if (party.declared !== undefined || party.lapsed !== undefined) return false;
  if (isUnnamed(party)) return true;
  return settings.declaresParties && party.namedBy === 'catalogue' && party.accounts.length > 0;
}

function hitOf(use: OutsideUse, graph: TrustGraph) {
  const { subject, party, edges, last } = use;
  return {
    subject,
    party: party.id,
    severity: severityOfUse(use, isUnnamed(party) ? 'none' : 'firm', graph),
    title: titleOf(use, (name, role) => `${name}, not declared, used role ${role}`),
    evidence: useRows(edges, graph),
    remedy: `If it is agreed, declare ${party.accounts.join(', ') || party.id} in trust-atlas.yaml for ${subject}; if not, take it out of the trust of the role.`,
    lastEvent: last,
  };
}
