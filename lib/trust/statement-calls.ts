/**
 * Which assume calls a statement is about.
 */
import { ASSUME_CALLS, type AssumeCall, type CompanionAction } from '../model/assume-call';
import type { Statement } from '../model/policy-document';
import { matchAction } from '../policy/action';

/** The assume calls that the statement's actions cover; none where it is only about tags and the like. */
export function callsOf(statement: Statement): readonly AssumeCall[] {
  return ASSUME_CALLS.filter((call) => coversAction(statement, call));
}

/** Whether the actions cover one of STS. A statement whose actions could not be read may be about any. */
export function coversAction({ action, notAction }: Statement, name: AssumeCall | CompanionAction): boolean {
  const covers = (pattern: string) => matchAction(pattern, `sts:${name}`);
  if (action) return action.some(covers);
  return notAction ? !notAction.some(covers) : true;
}
