/**
 * News in how a party uses a role: values of each aspect that break what was agreed or, where nothing was, what is usual.
 */
import { VALUES_KEPT } from '../activity/observed-values';
import { agreementOn } from '../history/agreed-use';
import type { SeenValue } from '../history/seen-row';
import { sessionsWith, usesWith } from '../history/seen-use';
import { partOfDay, usualHours } from '../history/usual-hours';
import { ASPECTS, type Aspect, type SeenSpan } from '../history/usual-use';
import { compareText, earlierOf, laterOf } from '../model/compare-text';
import type { DeclaredUse } from '../parties/declaration';
import { textOf } from './evidence';
import { groupedBy } from './grouping';
import { entryText, isBeingLearnt, type KnownUse, type SurpriseDraft } from './surprise-draft';
import { type Habit, habitOf } from './unusualness';

/** New values of one aspect that are told, of one party's use of one role. */
const MOST_NEWS = 20;

/** Stands for the networks of which one cannot tell whether they were agreed. */
export const UNDECIDED = 'owner not known';

/** Days on which something of one kind was new, after which it is no news. */
const DAYS_OF_NEWS = 3;

/** What is new, by aspect; hours of one part of the day together. */
export function findNews(use: KnownUse): readonly SurpriseDraft[] {
  const drafts = ASPECTS.filter((aspect) => aspect !== 'network-owner').flatMap((aspect) =>
    aspect === 'hour' ? hourDrafts(use) : draftsOf(use, aspect),
  );
  return [...drafts, ...findUndecided(use)];
}

/**
 * Networks that were agreed by their owner, where nobody tells the owner: what is usual decided instead, and that is
 * said once.
 */
function findUndecided(use: KnownUse): readonly SurpriseDraft[] {
  const { expected, graph } = use;
  const undecided = [...(use.seen.values.get('network')?.values() ?? [])].find(
    (value) => expected && agreementOn(expected.use, 'network', value, graph) === 'undecided',
  );
  if (expected === undefined || undecided === undefined) return [];
  const because = `agreed is ${agreedValues(expected.use, 'network')} (${entryText(expected)}), and the owner of some networks is not known: an address database (--asn-db) tells it`;
  const news: News = {
    value: undecided,
    against: 'declared',
    habit: 'agreed',
    learning: false,
    since: undecided.first,
  };
  return [{ ...draftOf(use, 'network', news, because), value: UNDECIDED, undecided: true }];
}

/** One value that is new, or learnt, before it is put into words. */
interface News {
  readonly value: SeenValue;
  readonly against: SurpriseDraft['against'];
  readonly habit: Habit;
  readonly learning: boolean;
  /** first time in any run: what was read now may begin later */
  readonly since: string;
}

function newsOf(use: KnownUse, aspect: Aspect): readonly News[] {
  const usual = use.usual.values.get(aspect) ?? new Map<string, SeenSpan>();
  const unlearnt = use.usual.unlearnt?.get(aspect) ?? new Map<string, SeenSpan>();
  const habit = habitOf(usual.values(), use.usual.since, use.learntUntil);
  const isUsual = aspect === 'hour' ? hourTest(use, usual) : (value: string) => usual.has(value);
  const daysOfNews = [...new Set([...unlearnt.values()].map(({ first }) => first.slice(0, 10)))].sort();
  const thirdDay = daysOfNews[DAYS_OF_NEWS - 1];
  const learns = isBeingLearnt(use);
  const news: News[] = [];
  for (const value of use.seen.values.get(aspect)?.values() ?? []) {
    const agreement = use.expected ? agreementOn(use.expected.use, aspect, value, use.graph) : 'open';
    if (agreement === 'met') continue;
    const since = earlierOf(unlearnt.get(value.value)?.first ?? value.first, value.first);
    if (agreement === 'broken') {
      news.push({ value, against: 'declared', habit: 'agreed', learning: false, since });
    } else if (isUsual(value.value)) {
      if (learns && value.count > 0) news.push({ value, against: 'usual', habit, learning: true, since });
    } else if ((value.entered ?? value).first > use.learntUntil) {
      // Told on three days before, one more is no news; many on one day are not usual by that.
      const cameOften = thirdDay !== undefined && thirdDay < since.slice(0, 10);
      news.push({ value, against: 'usual', habit: cameOften ? 'restless' : habit, learning: false, since });
    }
  }
  return news;
}

/** In words: those that came first, as whoever comes from everywhere is told often enough. */
function draftsOf(use: KnownUse, aspect: Aspect): readonly SurpriseDraft[] {
  const news = newsOf(use, aspect).toSorted(
    (a, b) => compareText(a.since, b.since) || compareText(a.value.value, b.value.value),
  );
  const [lessons, told] = [news.filter(({ learning }) => learning), news.filter(({ learning }) => !learning)];
  const more = told.length > MOST_NEWS ? `; ${told.length - MOST_NEWS} more were new and are not told` : '';
  const reasons = new Map<string, string>();
  return [...told.slice(0, MOST_NEWS), ...lessons.slice(0, MOST_NEWS)].map((each) => {
    const because = reasons.get(each.against) ?? `${becauseOf(use, aspect, each.against)}${more}`;
    reasons.set(each.against, because);
    return draftOf(use, aspect, each, because);
  });
}

function becauseOf(use: KnownUse, aspect: Aspect, against: SurpriseDraft['against']): string {
  const text = against === 'declared' ? agreedText(use, aspect) : usualText(use, aspect);
  return `${text}${fullText(use, aspect)}`;
}

/** While hours tell nothing, all of them pass for usual. */
function hourTest(use: KnownUse, usual: ReadonlyMap<string, SeenSpan>): (hour: string) => boolean {
  const hours = usualHours(new Set(usual.keys()), use.usual.learntFrom);
  return (hour) => hours?.has(hour) ?? true;
}

function draftOf(use: KnownUse, aspect: Aspect, news: News, because: string): SurpriseDraft {
  const { value, against, habit, learning, since } = news;
  const { count, denied, first, last, firstEvent } = value;
  return {
    aspect,
    value: value.value,
    exact: [...new Set(value.exact)].sort(),
    first,
    last,
    count,
    denied,
    ...(firstEvent !== undefined && { firstEvent }),
    against,
    because,
    learning,
    undecided: false,
    learntUntil: use.learntUntil,
    habit,
    sameOwner: aspect === 'network' && against === 'usual' && isOfUsualOwner(use, value),
    since,
    uses: usesWith(use.seen, aspect, value.value),
    sessions: sessionsWith(use.seen, aspect, value.value),
  };
}

function isOfUsualOwner({ usual, graph }: KnownUse, { exact }: SeenValue): boolean {
  const owners = usual.values.get('network-owner');
  return (
    exact.length > 0 &&
    exact.every((address) => owners?.has(`AS${graph.networkOwners?.get(address)?.asn}`) === true)
  );
}

function usualText(use: KnownUse, aspect: Aspect): string {
  const { expected } = use;
  const values = usualValues(use, aspect);
  const usual =
    values.length === 0
      ? 'none was seen before'
      : aspect === 'caller'
        ? `${values.length === 1 ? 'one caller is' : `${values.length} callers are`} usual, and this one is not among them`
        : `usual is ${textOf(values)}`;
  const agreed = expected && agreedValues(expected.use, aspect);
  return agreed ? `${usual}; whether it is as agreed (${agreed}) cannot be told` : usual;
}

function usualValues({ usual }: KnownUse, aspect: Aspect): readonly string[] {
  const values = [...(usual.values.get(aspect)?.keys() ?? [])];
  return aspect === 'hour' ? [...new Set(values.map((hour) => `${hour.slice(-2)} UTC`))].sort() : values;
}

function agreedText({ expected }: KnownUse, aspect: Aspect): string {
  return expected ? `agreed is ${agreedValues(expected.use, aspect) ?? ''} (${entryText(expected)})` : '';
}

function agreedValues(use: DeclaredUse, aspect: Aspect): string | undefined {
  switch (aspect) {
    case 'network':
      return use.networks && textOf(use.networks);
    case 'region':
      return use.regions && textOf(use.regions);
    case 'agent':
      return use.userAgents && textOf(use.userAgents);
    case 'session-name':
      return use.sessionNames && textOf(use.sessionNames);
    case 'hour':
      return use.hours;
    case 'tactic':
      return use.actions?.tactics?.deny && `no ${textOf(use.actions.tactics.deny)}`;
    case 'caller':
    case 'network-owner':
    case 'onward-role':
      return undefined;
  }
}

/** Values that were left out may have been usual. */
function fullText({ seen }: KnownUse, aspect: Aspect): string {
  const isFull = seen.overflow > 0 && (seen.values.get(aspect)?.size ?? 0) >= VALUES_KEPT;
  return isFull ? '; more values were seen than are kept, so that some are left out' : '';
}

/** One finding for a job that moved, rather than one for each of its hours. */
function hourDrafts(use: KnownUse): readonly SurpriseDraft[] {
  const groups = groupedBy(newsOf(use, 'hour'), ({ value, against, learning }) =>
    JSON.stringify([partOfDay(value.value), against, learning]),
  );
  return [...groups.values()].flatMap((group) => hoursDraft(use, group));
}

function hoursDraft(use: KnownUse, group: readonly News[]): readonly SurpriseDraft[] {
  const [first] = group.toSorted(
    (a, b) => compareText(a.value.first, b.value.first) || compareText(a.value.value, b.value.value),
  );
  if (first === undefined) return [];
  const hours = new Set(group.map(({ value }) => value.value));
  return [
    {
      ...draftOf(use, 'hour', first, becauseOf(use, 'hour', first.against)),
      value: partOfDay(first.value.value),
      exact: [...hours].sort(),
      since: group.map(({ since }) => since).reduce(earlierOf),
      last: group.map(({ value }) => value.last).reduce(laterOf),
      count: group.reduce((sum, { value }) => sum + value.count, 0),
      denied: group.reduce((sum, { value }) => sum + value.denied, 0),
      uses: use.seen.uses.filter((edge) => edge.use.hours.some(({ value }) => hours.has(value))),
    },
  ];
}
