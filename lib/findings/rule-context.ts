/**
 * What rules know beside the graph: the past, what was agreed, and what both make of what was seen.
 */
import { type Drift, noDrift } from '../history/drift';
import { EMPTY_HISTORY, type History } from '../history/history';
import { EMPTY_SNAPSHOT } from '../history/trust-snapshot';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import type { Surprise } from './surprise';

export interface RuleContext {
  readonly history: History;
  readonly settings: Settings;
  /** sorted by role, party, aspect and value */
  readonly surprises: readonly Surprise[];
  /** changes of trust that are not settled */
  readonly drift: Drift;
}

/** Nothing is known of the past, and nothing was agreed. */
export const NO_CONTEXT: RuleContext = {
  history: EMPTY_HISTORY,
  settings: DEFAULT_SETTINGS,
  surprises: [],
  drift: noDrift(EMPTY_SNAPSHOT),
};
