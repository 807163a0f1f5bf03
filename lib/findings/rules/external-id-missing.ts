/**
 * Rule: a vendor, or an account nobody knows, enters without an external id.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import type { Evidence } from '../../model/finding';
import type { Party } from '../../parties/party';
import { demandsExternalId } from '../barrier';
import { textOf, wayRows } from '../evidence';
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
    'The trust admits the account of a vendor, or one that nobody knows, and asks for no sts:ExternalId; or one statement asks for it, and another lets the same caller in without it.',
  matters:
    "A vendor enters many customers' roles as the same principal. Another of its customers, who tells it your role's ARN, makes it enter yours: the confused deputy.",
  fix: 'Agree on an external id with the vendor, which it must send for you alone, and require it by StringEquals.',
  fine: 'Where the account acts for nobody but you, such as one that you own outside of the organization.',
  technique: ['T1199'],
  judge: (graph) => {
    const askedBeside = grantsBypassed(graph);
    return externalWaysIn(graph, (edge, party) => isWithoutExternalId(edge, party, askedBeside)).map(
      (way) => ({
        subject: way.role.arn,
        party: way.party.id,
        severity: severityOf(exposureOf(way, graph), way.tier),
        title: titleOf(way, (party, role) => `${party} can enter role ${role} without an external id`),
        evidence: wayRows(way, graph, ({ grant }): Evidence => {
          const beside = askedBeside.get(grant.id);
          return beside === undefined
            ? {}
            : { askedBeside: `${beside} asks for one, which this makes useless` };
        }),
        remedy: externalIdChange(way, graph),
      }),
    );
  },
};

/** Whoever is asked for one beside was meant to send it, whatever kind of party it is. */
function isWithoutExternalId(
  edge: GrantEdge,
  party: Party,
  askedBeside: ReadonlyMap<string, string>,
): boolean {
  const mayActForOthers = party.kind === 'vendor' || isUnnamed(party);
  const isMeantToSend = party.kind !== 'anyone' && askedBeside.has(edge.grant.id);
  return (mayActForOthers || isMeantToSend) && isAwsCaller(edge) && !demandsExternalId(edge.grant);
}

/** By the id of a grant that asks for no external id, the statement that does, and is of no use beside it. */
function grantsBypassed({ grants }: TrustGraph): ReadonlyMap<string, string> {
  return new Map(
    grants.flatMap(({ bypassedBy = [], grant }) =>
      bypassedBy.map((id): [string, string] => [id, `statement ${textOf(grant.statements)}`]),
    ),
  );
}
