/**
 * One session as JSON: its row of the analysis, whose it is, and its chain.
 */
import type { SessionRow } from '../../history/activity-schema';
import { sessionJson } from '../activity-rows';
import { escapeJson } from '../escape';
import type { SessionAnswer } from './session-answer';

/** One document. */
export function renderSessionJson({ activity, session, path, opened }: SessionAnswer): string {
  const answer = {
    asOf: activity.asOf,
    complete: activity.complete,
    party: activity.parties.get(session.party) ?? { id: session.party },
    session: sessionJson(session),
    chain: path.map(link),
    opened: opened.map((one) => ({ depth: one.depth, ...link(one.session) })),
  };
  return `${escapeJson(JSON.stringify(answer, undefined, 2))}\n`;
}

function link({ id, role, start, end, calls, denied, firstSensitive }: SessionRow): object {
  return { id, role, start, end, calls, denied, firstSensitive };
}
