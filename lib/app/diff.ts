/**
 * What changed between two states, each of a saved analysis or of a state folder.
 */
import { compareStates, type StateComparison } from '../history/compare-states';
import { type KnownState, stateOfHistory } from '../history/known-state';
import { parseSavedAnalysis } from '../history/saved-analysis';
import type { StateStore } from '../stores/state-store';
import { UsageError } from './exit-codes';

/**
 * Compares them.
 * @throws UsageError where they belong to different organizations
 */
export function diff(before: KnownState, after: KnownState): StateComparison {
  const [one, other] = [before.organization, after.organization];
  if (one !== undefined && other !== undefined && one !== other) {
    throw new UsageError(`the first belongs to ${one}, the second to ${other}: expected one organization`);
  }
  return compareStates(before, after);
}

/**
 * Reads a saved analysis.
 * @param file where it was read, for the message
 * @throws UsageError where it is none
 */
export function stateOfAnalysis(text: string, file: string): KnownState {
  const saved = parseSavedAnalysis(text, file);
  if (saved.kind === 'problem') throw new UsageError(`\`${file}\`: ${saved.problem.message}`);
  return saved.value;
}

/**
 * Reads the state that the last run left.
 * @param place where it is kept, for the message
 * @throws UsageError where it holds no trust
 */
export async function readStoredState(store: StateStore, place: string): Promise<KnownState> {
  const state = stateOfHistory(await store.readHistory());
  if (state === undefined) {
    throw new UsageError(
      `\`${place}\` holds no state of trust: expected a folder that \`scan --state\` of this version wrote`,
    );
  }
  return state;
}
