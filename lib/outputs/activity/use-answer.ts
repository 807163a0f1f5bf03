/**
 * The answer to `use`: observed use, each with the sessions that followed from it. All that its renderers need.
 */
import type { SessionRow, UseRow } from '../../history/activity-schema';
import type { SavedActivity } from '../../history/saved-activity';

export interface UseAnswer {
  readonly activity: SavedActivity;
  /** outsiders first, then by party, the latest first */
  readonly uses: readonly FollowedUse[];
}

export interface FollowedUse {
  readonly use: UseRow;
  /** the sessions it opened, and those that they opened in turn; sorted by start */
  readonly sessions: readonly SessionRow[];
}

/** Whether sessions would be there had there been any: those of our own people are kept only behind an outsider's. */
export function isFollowed({ use, sessions }: FollowedUse, { activity }: UseAnswer): boolean {
  return activity.sessions !== undefined && (use.external || sessions.length > 0);
}
