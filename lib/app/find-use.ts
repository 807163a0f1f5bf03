/**
 * The use that was asked for: by party, role and time, with the sessions that followed.
 */

import { groupedBy } from '../findings/grouping';
import type { SessionRow, UseRow } from '../history/activity-schema';
import type { SavedActivity } from '../history/saved-activity';
import { nameOfArn } from '../model/arn';
import { compareText } from '../model/compare-text';
import type { FollowedUse, UseAnswer } from '../outputs/activity/use-answer';
import { UsageError } from './exit-codes';

/** What is asked for; what is absent does not narrow the answer. */
export interface UseQuestion {
  /** a party's id, its name in any case, or one of its account ids */
  readonly party?: string;
  /** a role's ARN or name */
  readonly role?: string;
  /** ISO 8601: only use that was seen then or later */
  readonly since?: string;
}

/**
 * Finds it. No use by a known party is an answer; a party or role that the analysis does not know is a mistake.
 * @throws UsageError that names what is not known
 */
export function findUse(activity: SavedActivity, { party, role, since }: UseQuestion): UseAnswer {
  const isParty = party === undefined ? () => true : partyTest(activity, party);
  const isRole = role === undefined ? () => true : roleTest(activity, role);
  const followersOf = indexFollowers(activity.sessions ?? []);
  const uses = activity.uses
    .filter((use) => isParty(use.party) && isRole(use.role) && (since === undefined || use.last >= since))
    .map((use): FollowedUse => ({ use, sessions: followersOf(use) }))
    .sort(({ use: a }, { use: b }) => compareUses(a, b));
  return { activity, uses };
}

function partyTest({ parties }: SavedActivity, asked: string): (id: string) => boolean {
  const wanted = asked.toLowerCase();
  const found = new Set(
    [...parties.values()]
      .filter(
        ({ id, name, accounts }) =>
          id === asked || name.toLowerCase() === wanted || accounts.some((account) => account === asked),
      )
      .map(({ id }) => id),
  );
  if (found.size === 0) {
    throw new UsageError(
      `no party \`${asked}\` in this analysis: expected a name, an account id, or an id such as vendor:datadog`,
    );
  }
  return (id) => found.has(id);
}

function roleTest({ roles, uses }: SavedActivity, asked: string): (role: string) => boolean {
  const isAsked = (role: string) => role === asked || (role !== '' && nameOfArn(role) === asked);
  if (![...roles].some(isAsked) && !uses.some(({ role }) => isAsked(role))) {
    throw new UsageError(`no role \`${asked}\` in this analysis: expected a role's ARN or name`);
  }
  return isAsked;
}

/** The sessions that a use opened, and all that these opened in turn, in the order of the analysis. */
function indexFollowers(sessions: readonly SessionRow[]): (use: UseRow) => readonly SessionRow[] {
  const byUse = groupedBy(sessions, ({ use }) => use);
  const byParent = groupedBy(sessions, ({ chainedFrom }) => chainedFrom);
  const places = new Map(sessions.map((session, index) => [session, index]));
  return ({ id }) => {
    const found = new Set(byUse.get(id));
    for (const session of found) for (const child of byParent.get(session.id) ?? []) found.add(child);
    return [...found].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  };
}

function compareUses(a: UseRow, b: UseRow): number {
  return (
    Number(b.external) - Number(a.external) ||
    compareText(a.party, b.party) ||
    compareText(b.last, a.last) ||
    compareText(a.id, b.id)
  );
}
