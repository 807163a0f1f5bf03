/**
 * Proposes expectations from what exists and was used: what `expect init` writes.
 */
import type { Analysis } from '../../findings/analysis';
import { groupedBy } from '../../findings/grouping';
import type { Surprise } from '../../findings/surprise';
import { partyOf } from '../../findings/ways-in';
import { isExternalEntry } from '../../graph/entry';
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import type { History } from '../../history/history';
import type { SeenUse } from '../../history/seen-row';
import { seenUseIn } from '../../history/seen-use';
import { compareText } from '../../model/compare-text';
import { type Party, slugOf } from '../../parties/party';
import { ownerLookup } from './agreed-networks';
import { factsOf, type PartyEvidence } from './party-evidence';
import type { Proposal, ProposedParty, UndeclarableParty } from './proposal';
import { proposeParty } from './propose-party';

const WEEK = 7 * 86_400_000;

/**
 * @param surprises all of the analysis, see `findSurprises`: what alerts as high or critical is not agreed
 */
export function proposeExpectations(
  analysis: Analysis,
  history: History,
  surprises: readonly Surprise[],
): Proposal {
  const { graph } = analysis;
  const { activity } = graph.coverage;
  const evidence = evidenceOf(analysis, history, surprises);
  const parties = [...evidence.keys()].sort(compareText).map((id) => ({ party: partyOf(graph, id), id }));
  const declarable = parties.filter(({ party }) => isDeclarable(party));
  return {
    asOf: graph.asOf,
    ...(graph.organization && { organization: graph.organization.id }),
    ...(activity && { activity }),
    cutoff: cutoffOf(graph),
    parties: namedApart(
      declarable
        .flatMap(({ party, id }) => {
          const of = evidence.get(id);
          return of ? proposeParty(party, of) : [];
        })
        .sort((a, b) => Number(b.isAgreed) - Number(a.isAgreed) || compareText(a.party.id, b.party.id)),
    ),
    undeclarable: parties
      .filter(({ party }) => !isDeclarable(party) && party.kind !== 'aws')
      .flatMap(({ party, id }): readonly UndeclarableParty[] => {
        const of = evidence.get(id);
        return of ? [{ party, roles: rolesOf(of).size, facts: factsOf(of.all) }] : [];
      }),
  };
}

/** Declarations go by account. */
function isDeclarable({ kind, accounts }: Party): boolean {
  return accounts.length > 0 && (kind === 'vendor' || kind === 'partner' || kind === 'unknown');
}

/** Without CloudTrail there is no last week, and nothing that could be before it. */
function cutoffOf({ asOf, coverage }: TrustGraph): string {
  const until = coverage.activity?.until ?? asOf;
  const time = Date.parse(until) - WEEK;
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

function evidenceOf(
  { graph, findings }: Analysis,
  history: History,
  surprises: readonly Surprise[],
): ReadonlyMap<string, PartyEvidence> {
  const all = byParty(seenUseIn(graph));
  const uses = graph.uses.filter(({ permitted }) => permitted === 'by-grant');
  const permitted = byParty(seenUseIn({ ...graph, uses }));
  const grants = groupedBy(graph.grants.filter(isExternalEntry), ({ party }: GrantEdge) => party);
  const news = groupedBy(surprises, ({ party }) => party.id);
  const found = groupedBy(findings, ({ party }) => party ?? '');
  const ownerOf = ownerLookup(graph.networkOwners);
  return new Map(
    [...new Set([...all.keys(), ...grants.keys()])].map((id) => [
      id,
      {
        graph,
        history,
        ownerOf,
        cutoff: cutoffOf(graph),
        grants: grants.get(id) ?? [],
        all: all.get(id) ?? [],
        permitted: permitted.get(id) ?? [],
        surprises: news.get(id) ?? [],
        findings: found.get(id) ?? [],
      },
    ]),
  );
}

function byParty({ rows }: ReturnType<typeof seenUseIn>): ReadonlyMap<string, readonly SeenUse[]> {
  return groupedBy([...rows.values()], ({ party }) => party);
}

function rolesOf({ grants, all }: PartyEvidence): ReadonlySet<string> {
  return new Set([...grants.map(({ role }) => role), ...all.map(({ role }) => role)]);
}

/** Two parties of one name would share an id: the later one has its own id in its name. */
function namedApart(parties: readonly ProposedParty[]): readonly ProposedParty[] {
  const slugs = new Set<string>();
  return parties.map((each) => {
    const name = slugs.has(slugOf(each.name)) ? `${each.name} (${each.party.id})` : each.name;
    slugs.add(slugOf(name));
    return { ...each, name };
  });
}
