/**
 * The answer to `session`: one session in its chain. All that its renderers need.
 */
import type { SessionRow } from '../../history/activity-schema';
import type { SavedActivity } from '../../history/saved-activity';

export interface SessionAnswer {
  readonly activity: SavedActivity;
  readonly session: SessionRow;
  /** from the first session of its chain down to it, itself included and last */
  readonly path: readonly SessionRow[];
  /** what it opened, and what these opened in turn, each after its opener; `depth` is 1 for those it opened itself */
  readonly opened: readonly { readonly session: SessionRow; readonly depth: number }[];
}
