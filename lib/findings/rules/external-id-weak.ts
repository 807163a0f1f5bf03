/**
 * Rule: an external id is asked for, but does not keep others out.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import type { Evidence } from '../../model/finding';
import type { Guard } from '../../model/guard';
import { guardValues, textOf, wayRows } from '../evidence';
import { externalIdChange } from '../remedies/external-id';
import type { Rule } from '../rule';
import { severityOf, standingOf } from '../severity';
import { titleOf } from '../title';
import { externalWaysIn, isAwsCaller } from '../ways-in';

export const externalIdWeak: Rule = {
  id: 'external-id-weak',
  title: 'The external id keeps nobody out',
  severity: 'By the role, high for administrators.',
  means:
    'The test passes when no id is sent, takes a wildcard or a value that is easy to guess (short, the name of the party or the role, an account id), or takes one that another party or customer knows as well.',
  matters:
    'An external id that others can send leaves the confused deputy at work, and looks as if it did not.',
  fix: 'Give each party an id of its own, long and random, and require it by StringEquals without IfExists.',
  fine: 'Where two names in the list are one company, so that sharing an id is no leak. One id for all roles that a vendor enters for you is no finding.',
  technique: ['T1199'],
  judge: (graph) =>
    externalWaysIn(graph, (edge, party) => party.kind !== 'anyone' && weaknessOf(edge) !== undefined).map(
      (way) => ({
        subject: way.role.arn,
        party: way.party.id,
        severity: severityOf(`${standingOf(way.party, graph)}/weak`, way.tier),
        title: titleOf(way, (party, role) => `${party} enters role ${role} by a weak external id`),
        evidence: wayRows(way, graph, (edge) => ({
          ...fingerprintsOf(edge, graph),
          reason: weaknessOf(edge) ?? '',
        })),
        remedy: externalIdChange(way, graph),
      }),
    ),
};

/** One firm test suffices, as all guards must be met. Where another grant asks for none, that is what is wrong. */
function weaknessOf(edge: GrantEdge): string | undefined {
  const guards = edge.bypassedBy ? [] : externalIdGuards(edge);
  const [weak] = guards;
  if (weak === undefined || guards.some(({ strength }) => strength === 'firm')) return undefined;
  return weak.reason ?? 'anybody can meet it';
}

function externalIdGuards(edge: GrantEdge): readonly Guard[] {
  return isAwsCaller(edge) ? edge.grant.guards.filter(({ kind }) => kind === 'external-id') : [];
}

function fingerprintsOf(edge: GrantEdge, graph: TrustGraph): Evidence {
  return { externalId: textOf(externalIdGuards(edge).flatMap((guard) => guardValues(guard, graph))) };
}
