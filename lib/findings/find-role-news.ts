/**
 * News of a use as a whole: that a party uses the role at all, and how often it does.
 */

import type { SeenUse } from '../history/seen-row';
import { learntUntil } from '../history/usual-use';
import { findBusyDays } from '../history/usual-volume';
import { roleArnIn } from '../model/arn';
import type { Party } from '../parties/party';
import { entryText, type KnownUse, type SurpriseDraft } from './surprise-draft';

const DAY = 86_400_000;
/** A role that is as young as that when it is first used was made for it. */
const MADE_FOR_IT = 30;

type Whole = Pick<
  SurpriseDraft,
  | 'first'
  | 'last'
  | 'since'
  | 'count'
  | 'denied'
  | 'exact'
  | 'learning'
  | 'undecided'
  | 'sameOwner'
  | 'uses'
  | 'sessions'
  | 'learntUntil'
>;

/**
 * A role that the party's declaration does not cover; or, where it declares none, one that it uses for the first time
 * though it is known for longer than learning takes, and the role is no new one.
 * @param partySince the party's first use of any other role; undefined where there was none
 */
export function findRoleNews(
  use: KnownUse,
  party: Party,
  partySince: string | undefined,
  learnDays: number,
): readonly SurpriseDraft[] {
  const { seen, usual, expected, graph } = use;
  if (seen.first === undefined || seen.uses.every((edge) => edge.use.count === 0)) return [];
  const draft = { ...wholeOf(use, seen), aspect: 'role' as const, value: seen.role };
  const declares = (party.declared?.expect.length ?? 0) > 0;
  if (declares && expected === undefined) {
    return [
      {
        ...draft,
        against: 'declared',
        habit: 'agreed',
        because: 'no entry of its declaration covers the role',
      },
    ];
  }
  if (declares || partySince === undefined || seen.first > usual.since) return [];
  if (usual.since <= learntUntil({ since: partySince }, learnDays)) return [];
  const arn = roleArnIn(seen.role);
  if (isMadeFor(arn && graph.roles.get(arn)?.role.created, seen.first)) return [];
  const because = `it has used other roles since ${partySince}, and this one never before`;
  return [{ ...draft, against: 'usual', habit: 'varied', because }];
}

function isMadeFor(created: string | undefined, first: string): boolean {
  return created !== undefined && Date.parse(first) - Date.parse(created) < MADE_FOR_IT * DAY;
}

/** More calls a day than were agreed, or far more than usual: one piece of news, however many days it was so. */
export function findRateNews(use: KnownUse): readonly SurpriseDraft[] {
  const { seen, usual, expected } = use;
  const most = expected?.use.atMostPerDay;
  const busy =
    expected === undefined || most === undefined
      ? findBusyDays(seen.days.keys(), usual, use.watched, use.learntUntil.slice(0, 10)).map((day) => ({
          ...day,
          because: `usual is ${day.usual} (${day.compared})`,
        }))
      : [...seen.days]
          .filter(([, count]) => count > most)
          .sort()
          .map(([day, count]) => ({
            day,
            count,
            because: `agreed is at most ${most} (${entryText(expected)})`,
          }));
  const [first] = busy;
  if (first === undefined) return [];
  const worst = busy.reduce((one, other) => (other.count > one.count ? other : one));
  const last = busy.at(-1) ?? first;
  return [
    {
      ...wholeOf(use, seen),
      aspect: 'rate',
      value: 'calls a day',
      exact: busy.map(({ day, count }) => `${day}: ${count}`),
      first: `${first.day}T00:00:00Z`,
      since: `${first.day}T00:00:00Z`,
      last: `${last.day}T23:59:59Z`,
      count: worst.count,
      against: most === undefined ? 'usual' : 'declared',
      habit: most === undefined ? 'varied' : 'agreed',
      because: worst.because,
    },
  ];
}

function wholeOf({ learntUntil }: KnownUse, seen: SeenUse): Whole {
  const { first = '', last = '', uses } = seen;
  return {
    first,
    last,
    since: first,
    count: uses.reduce((sum, { use }) => sum + use.count, 0),
    denied: uses.reduce((sum, { use }) => sum + use.denied, 0),
    exact: [],
    learning: false,
    undecided: false,
    learntUntil,
    sameOwner: false,
    uses,
    sessions: [],
  };
}
