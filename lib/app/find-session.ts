/**
 * The session that was asked for, in its chain.
 */
import { groupedBy } from '../findings/grouping';
import type { SessionRow } from '../history/activity-schema';
import type { SavedActivity } from '../history/saved-activity';
import type { SessionAnswer } from '../outputs/activity/session-answer';
import { UsageError } from './exit-codes';

/** Candidates that a sentence names. */
const NAMED = 5;

/**
 * Finds it by its id, its access key, or a beginning that no other session shares.
 * @throws UsageError where there is none, or several
 */
export function findSession(activity: SavedActivity, asked: string): SessionAnswer {
  const sessions = activity.sessions;
  if (sessions === undefined) {
    throw new UsageError(
      'no sessions were followed in this analysis: expected one of this version, with the roles and CloudTrail read',
    );
  }
  const session = pick(sessions, asked);
  return {
    activity,
    session,
    path: pathTo(session, sessions),
    opened: openedBy(session, sessions),
  };
}

function pick(sessions: readonly SessionRow[], asked: string): SessionRow {
  const tests: readonly ((session: SessionRow) => boolean)[] = [
    ({ id }) => id === asked,
    ({ accessKeyId }) => accessKeyId === asked,
    ({ id }) => id.startsWith(asked),
  ];
  for (const test of tests) {
    const found = sessions.filter(test);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    if (only !== undefined) throw new UsageError(severalSentence(asked, found));
  }
  throw new UsageError(
    `no session \`${asked}\` among the ${sessions.length} of this analysis: expected an access key id, a session id, or its beginning; sessions of your own people are kept only where an outsider's session opened them`,
  );
}

function severalSentence(asked: string, found: readonly SessionRow[]): string {
  const ids = found.slice(0, NAMED).map(({ id }) => id);
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : '';
  return `\`${asked}\` is the beginning or the key of ${found.length} sessions: expected one of ${ids.join(', ')}${more}`;
}

/** A file that was changed by hand may hold a circle: it ends where it is closed. */
function pathTo(session: SessionRow, sessions: readonly SessionRow[]): readonly SessionRow[] {
  const byId = new Map(sessions.map((one) => [one.id, one]));
  const path = new Set<SessionRow>();
  for (let at: SessionRow | undefined = session; at && !path.has(at); at = byId.get(at.chainedFrom ?? '')) {
    path.add(at);
  }
  return [...path].reverse();
}

function openedBy(session: SessionRow, sessions: readonly SessionRow[]): SessionAnswer['opened'] {
  const children = groupedBy(sessions, ({ chainedFrom }) => chainedFrom);
  const opened: { session: SessionRow; depth: number }[] = [];
  const seen = new Set([session]);
  const waiting = [{ session, depth: 0 }];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at.depth > 0) opened.push(at);
    // the last one put in is the next one out
    for (const child of (children.get(at.session.id) ?? []).toReversed()) {
      if (seen.has(child)) continue;
      seen.add(child);
      waiting.push({ session: child, depth: at.depth + 1 });
    }
  }
  return opened;
}
