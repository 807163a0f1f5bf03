/**
 * Rule: an external id is asked for, but does not keep others out.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import type { Guard } from '../../model/guard';
import { guardValues, textOf, wayRows } from '../evidence';
import type { Evidence } from '../finding';
import { externalIdChange } from '../remedies/external-id';
import type { Rule } from '../rule';
import { severityOf, standingOf } from '../severity';
import { titleOf } from '../title';
import { externalWaysIn, isAwsCaller, partyOf } from '../ways-in';

export const externalIdWeak: Rule = {
  id: 'external-id-weak',
  title: 'The external id keeps nobody out',
  severity: 'By the role, high for administrators.',
  means:
    'The test passes when no id is sent, takes a wildcard or a value that is easy to guess, or takes one that another party knows as well.',
  matters:
    'An external id that others can send leaves the confused deputy at work, and looks as if it did not.',
  fix: 'Give each party an id of its own, long and random, and require it by StringEquals without IfExists.',
  fine: 'Where two names in the list are one company, so that sharing an id is no leak.',
  technique: ['T1199'],
  judge: (graph) => {
    const holders = holdersByExternalId(graph);
    const weaknessOf = (edge: GrantEdge) => judgeWeakness(edge, holders);
    return externalWaysIn(
      graph,
      (edge, party) => party.kind !== 'anyone' && weaknessOf(edge) !== undefined,
    ).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf(`${standingOf(way.party, graph)}/weak`, way.tier),
      title: titleOf(way, (party, role) => `${party} enters role ${role} by a weak external id`),
      evidence: wayRows(way, graph, (edge) => ({
        ...fingerprintsOf(edge, graph),
        ...weaknessRow(weaknessOf(edge), graph),
      })),
      remedy: externalIdChange(way, graph),
    }));
  },
};

type Weakness =
  | { readonly kind: 'weak'; readonly reason: string }
  /** party ids that hold the same value */
  | { readonly kind: 'shared'; readonly holders: readonly string[] };

/** One firm test suffices, as all guards must be met; a value that several parties hold is not firm for any. */
function judgeWeakness(
  edge: GrantEdge,
  holders: ReadonlyMap<string, ReadonlySet<string>>,
): Weakness | undefined {
  const guards = externalIdGuards(edge);
  const firm = guards.filter(({ strength }) => strength === 'firm');
  const [weak] = guards;
  if (weak === undefined) return undefined;
  if (firm.length === 0) return { kind: 'weak', reason: weak.reason ?? 'anybody can meet it' };
  const sharedBy = firm.map(({ values }) => values.map((value) => holders.get(value)).find(isSeveral));
  const [first] = sharedBy;
  return first && sharedBy.every(isSeveral) ? { kind: 'shared', holders: [...first].sort() } : undefined;
}

/** Which outside parties may enter some role by each external id. */
function holdersByExternalId(graph: TrustGraph): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = new Map<string, Set<string>>();
  for (const { party, edges } of externalWaysIn(graph)) {
    const firm = edges.flatMap(externalIdGuards).filter(({ strength }) => strength === 'firm');
    for (const value of firm.flatMap(({ values }) => values)) {
      holders.set(value, (holders.get(value) ?? new Set()).add(party.id));
    }
  }
  return holders;
}

function externalIdGuards(edge: GrantEdge): readonly Guard[] {
  return isAwsCaller(edge) ? edge.grant.guards.filter(({ kind }) => kind === 'external-id') : [];
}

function isSeveral(holders: ReadonlySet<string> | undefined): boolean {
  return holders !== undefined && holders.size > 1;
}

function fingerprintsOf(edge: GrantEdge, graph: TrustGraph): Evidence {
  return { externalId: textOf(externalIdGuards(edge).flatMap((guard) => guardValues(guard, graph))) };
}

function weaknessRow(weakness: Weakness | undefined, graph: TrustGraph): Evidence {
  if (weakness?.kind !== 'shared') return { reason: weakness?.reason ?? '' };
  return { sharedBy: textOf(weakness.holders.map((id) => partyOf(graph, id).name)) };
}
