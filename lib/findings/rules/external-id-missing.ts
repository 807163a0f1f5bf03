/**
 * Rule: a vendor, or an account nobody knows, enters without an external id.
 */
import type { GrantEdge } from '../../graph/trust-graph';
import type { Party } from '../../parties/party';
import { demandsExternalId } from '../barrier';
import { wayRows } from '../evidence';
import { externalIdChange } from '../remedies/external-id';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';
import { exposureOf, externalWaysIn, isAwsCaller, isUnnamed } from '../ways-in';

export const externalIdMissing: Rule = {
  id: 'external-id-missing',
  title: 'A third party can enter without an external id',
  severity: 'By the role, high for administrators; lower where the network of the call is fixed.',
  means:
    'The trust admits the account of a vendor, or one that nobody knows, and asks for no sts:ExternalId.',
  matters:
    "A vendor enters many customers' roles as the same principal. Another of its customers, who tells it your role's ARN, makes it enter yours: the confused deputy.",
  fix: 'Agree on an external id with the vendor, which it must send for you alone, and require it by StringEquals.',
  fine: 'Where the account acts for nobody but you, such as one that you own outside of the organization.',
  technique: ['T1199'],
  judge: (graph) =>
    externalWaysIn(graph, isWithoutExternalId).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf(exposureOf(way, graph), way.tier),
      title: titleOf(way, (party, role) => `${party} can enter role ${role} without an external id`),
      evidence: wayRows(way, graph),
      remedy: externalIdChange(way, graph),
    })),
};

function isWithoutExternalId(edge: GrantEdge, party: Party): boolean {
  const mayActForOthers = party.kind === 'vendor' || isUnnamed(party);
  return mayActForOthers && isAwsCaller(edge) && !demandsExternalId(edge.grant);
}
