/**
 * What a trail tells, folded record by record: who assumed which role, and what could not be read of it.
 *
 * INVARIANT: what comes out depends on the set of records put in, not on their order, nor on how they were shared out
 * among folds that are merged.
 */
import type { Problem } from '../model/problem';
import { addFold, emptyFold, foldAssumption, type UseFold } from './fold-use';
import { parseAssumption } from './parse-assumption';

export interface Activity {
  readonly uses: UseFold;
  /** of records that matter and could not be read */
  readonly problems: Problem[];
}

/** Events that `foldRecord` has a use for. */
export const FOLDED_EVENTS: readonly string[] = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
];

export function emptyActivity(): Activity {
  return { uses: emptyFold(), problems: [] };
}

/** Adds one record, in place; one that is none of our business changes nothing. `at` is where it was read. */
export function foldRecord(activity: Activity, record: unknown, at: string): void {
  const assumption = parseAssumption(record, at);
  if (assumption?.kind === 'ok') foldAssumption(activity.uses, assumption.value);
  if (assumption?.kind === 'problem') activity.problems.push(assumption.problem);
}

/** Adds another activity, in place. */
export function addActivity(activity: Activity, other: Activity): void {
  addFold(activity.uses, other.uses);
  for (const problem of other.problems) activity.problems.push(problem);
}
