/**
 * Finds all surprises: what was seen, held against what was agreed and what is usual, each weighed by what else was new.
 */
import type { TrustGraph } from '../graph/trust-graph';
import { agreedIn, expectedOf } from '../history/agreed-use';
import type { History } from '../history/history';
import { learnUsual } from '../history/learn-usual';
import { seenUseIn } from '../history/seen-use';
import { learntUntil, type UsualUse } from '../history/usual-use';
import { roleArnIn } from '../model/arn';
import { compareText } from '../model/compare-text';
import { findNews } from './find-news';
import { findRateNews, findRoleNews } from './find-role-news';
import { groupedBy } from './grouping';
import type { Settings } from './settings';
import type { Surprise, SurpriseAspect } from './surprise';
import type { KnownUse, SurpriseDraft } from './surprise-draft';
import { isTelling, severityOfSurprise } from './unusualness';
import { isJudged, partyOf } from './ways-in';

/** Calls learnt from which on what is new is news. */
const CALLS_AT_LEAST = 5;

/**
 * Surprises sorted by role, party, aspect and value. A use that is being learnt surprises in nothing but that it is
 * there, unless it breaks what was agreed; and one that was only ever refused is no use yet.
 */
export function findSurprises(graph: TrustGraph, history: History, settings: Settings): readonly Surprise[] {
  const { learnDays } = settings;
  const seen = seenUseIn(graph);
  const usual = learnUsual(history.baseline, seen, { learnDays, isAgreed: agreedIn(graph) });
  const watched = new Set(usual.watched);
  const beginnings = beginningsOf(usual.rows.values());
  return [...seen.rows]
    .flatMap(([key, row]) => {
      const known = usual.rows.get(key);
      const arn = roleArnIn(row.role);
      const node = arn && graph.roles.get(arn);
      if (known === undefined || (node && !isJudged(node.role))) return [];
      const expected = expectedOf(row, graph);
      const use: KnownUse = {
        seen: row,
        usual: known,
        ...(expected && { expected }),
        learntUntil: learntUntil(known, learnDays),
        watched,
        graph,
      };
      const party = partyOf(graph, row.party);
      const elsewhere = beginnings.get(row.party)?.find(({ role }) => role !== row.role)?.since;
      const drafts = [
        ...findNews(use),
        ...findRoleNews(use, party, elsewhere, learnDays),
        ...findRateNews(use),
      ];
      return weigh(drafts, use).map((weighed) => ({
        ...weighed,
        party,
        ...(node && { node }),
        role: row.role,
      }));
    })
    .sort(
      (a, b) =>
        compareText(a.role, b.role) ||
        compareText(a.party.id, b.party.id) ||
        compareText(a.aspect, b.aspect) ||
        compareText(a.value, b.value),
    );
}

/** Of each party the two uses that began first: whichever role is asked about, one of them is of another. */
function beginningsOf(rows: Iterable<UsualUse>): ReadonlyMap<string, readonly UsualUse[]> {
  const sorted = [...rows].sort((a, b) => compareText(a.since, b.since) || compareText(a.role, b.role));
  return new Map([...groupedBy(sorted, ({ party }) => party)].map(([id, all]) => [id, all.slice(0, 2)]));
}

type Weighed = Omit<Surprise, 'party' | 'node' | 'role'>;

function weigh(found: readonly SurpriseDraft[], use: KnownUse): readonly Weighed[] {
  if (found.length === 0) return [];
  const drafts = found.map((draft) => ({ ...draft, habit: softened(draft.habit, draft.aspect, use) }));
  const companyOf = findCompany(drafts);
  const arn = roleArnIn(use.seen.role);
  const tier = (arn && use.graph.roles.get(arn)?.tier.tier) ?? 'unknown';
  const thin = use.usual.learntFrom < CALLS_AT_LEAST;
  return drafts.map(({ habit, sameOwner, undecided, since: _, ...draft }, index) => {
    const isInformation = draft.learning || undecided;
    const company = isInformation ? [] : companyOf(drafts[index]);
    const circumstances = {
      habit,
      company: company.length,
      tier,
      triedOnly: draft.count === 0,
      thin,
      sameOwner,
    };
    return { ...draft, company, severity: isInformation ? 'info' : severityOfSurprise(circumstances) };
  });
}

/** An hour says less than a name, and the users of an identity provider come and go. */
function softened(habit: SurpriseDraft['habit'], aspect: SurpriseAspect, { seen, graph }: KnownUse) {
  if (habit === 'agreed') return habit;
  if (aspect === 'caller' && graph.parties.get(seen.party)?.kind === 'identity-provider') return 'restless';
  return aspect === 'hour' && habit === 'settled' ? 'varied' : habit;
}

const HALF_A_DAY = 43_200_000;

/** The other aspects in which something telling was new within a day, at most. */
function findCompany(drafts: readonly SurpriseDraft[]) {
  const timesOf = new Map<SurpriseAspect, Set<number>>();
  for (const draft of drafts) {
    const isNews =
      draft.habit !== 'restless' &&
      !draft.sameOwner &&
      !draft.learning &&
      !draft.undecided &&
      draft.count > 0;
    if (!isNews || !isTelling(draft.aspect, draft.value)) continue;
    const times = timesOf.get(draft.aspect) ?? new Set<number>();
    timesOf.set(draft.aspect, times.add(halfDayOf(draft)));
  }
  return (draft: SurpriseDraft | undefined): readonly SurpriseAspect[] => {
    if (draft === undefined || draft.aspect === 'rate' || draft.aspect === 'role') return [];
    const at = halfDayOf(draft);
    return [...timesOf]
      .filter(
        ([aspect, times]) => aspect !== draft.aspect && [at - 1, at, at + 1].some((time) => times.has(time)),
      )
      .map(([aspect]) => aspect)
      .sort(compareText);
  };
}

function halfDayOf({ since }: SurpriseDraft): number {
  return Math.floor(Date.parse(since) / HALF_A_DAY);
}
