/**
 * Which assume calls a statement is about.
 */
import { ASSUME_CALLS, type AssumeCall } from '../model/assume-call';
import type { Statement } from '../model/policy-document';
import { matchAction } from '../policy/action';

/** The assume calls that the statement's actions cover; none where it is only about tags and the like. */
export function callsOf(statement: Statement): readonly AssumeCall[] {
  return ASSUME_CALLS.filter((call) => coversCall(statement, call));
}

/** Whether the actions cover one call. A statement whose actions could not be read may be about any. */
export function coversCall({ action, notAction }: Statement, call: AssumeCall): boolean {
  const covers = (pattern: string) => matchAction(pattern, `sts:${call}`);
  if (action) return action.some(covers);
  return notAction ? !notAction.some(covers) : true;
}
