/**
 * What rules know beside the graph: the past, what was agreed, and what both make of what was seen.
 */
import { EMPTY_HISTORY, type History } from '../history/history';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import type { Surprise } from './surprise';

export interface RuleContext {
  readonly history: History;
  readonly settings: Settings;
  /** sorted by role, party, aspect and value */
  readonly surprises: readonly Surprise[];
}

/** Nothing is known of the past, and nothing was agreed. */
export const NO_CONTEXT: RuleContext = { history: EMPTY_HISTORY, settings: DEFAULT_SETTINGS, surprises: [] };
