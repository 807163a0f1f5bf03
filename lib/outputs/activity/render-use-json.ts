/**
 * Observed use as JSON: the rows of the analysis, each with the guards of its grant and the total of what followed.
 */
import { escapeJson } from '../escape';
import { totalOf } from './session-total';
import { type FollowedUse, isFollowed, type UseAnswer } from './use-answer';

/** One document, a row a line. */
export function* renderUseJson(answer: UseAnswer): Iterable<string> {
  const { asOf, complete, watched } = answer.activity;
  yield `{\n"asOf": ${json(asOf)},\n"complete": ${complete},\n"cloudTrailRead": ${watched},\n"use": [`;
  for (const [index, row] of answer.uses.entries()) {
    yield `${index === 0 ? '' : ','}\n${json(rowOf(row, answer))}`;
  }
  yield '\n]\n}\n';
}

function rowOf(row: FollowedUse, answer: UseAnswer): object {
  const { use, sessions } = row;
  const { guards } = answer.activity;
  const { byService, byTactic, ...total } = totalOf(sessions);
  return {
    ...use,
    guards: (use.grant === null ? undefined : guards.get(use.grant))?.map(({ kind, strength }) => ({
      kind,
      strength,
    })),
    followed: isFollowed(row, answer)
      ? {
          ...total,
          byService: Object.fromEntries(byService),
          byTactic: Object.fromEntries(byTactic),
          ids: sessions.map(({ id }) => id),
        }
      : undefined,
  };
}

function json(value: unknown): string {
  return escapeJson(JSON.stringify(value));
}
