/**
 * What a statement comes to beyond its grants: why an Allow lets nobody in by itself, and what a Deny takes away.
 */
import { callerText } from '../../findings/evidence';
import type { Grant } from '../../model/grant';
import type { Statement } from '../../model/policy-document';
import type { TakenAway } from '../../trust/find-taken-away';
import { callsOf } from '../../trust/statement-calls';

/** Callers that a sentence names before it counts the rest. */
const SHOWN = 10;

/** Why an Allow has no grants; undefined where its remarks say so. */
export function explainNoGrants(statement: Statement): string | undefined {
  if (callsOf(statement).length > 0) return undefined;
  return 'lets nobody in by itself: none of its actions enters a role, they only go along with one that does';
}

/** One line for the ways in that a Deny closes and one for those that it narrows, or one that it does neither. */
export function explainTakenAway(taken: TakenAway | undefined): readonly string[] {
  if (!taken) return ['takes away what was not worked out: there are too many denies'];
  const { closed, narrowed } = taken;
  if (closed.length + narrowed.length === 0) {
    return ['takes nothing away: it meets nobody whom the other statements would let in'];
  }
  return [
    ...(closed.length > 0 ? [`closes ${waysText(closed)}`] : []),
    ...(narrowed.length > 0 ? [`narrows ${waysText(narrowed)}`] : []),
  ];
}

function waysText(grants: readonly Grant[]): string {
  const ways = [...new Set(grants.map(({ caller, call }) => `${callerText(caller)} by ${call}`))];
  const rest = ways.length - SHOWN;
  return [...ways.slice(0, SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}
