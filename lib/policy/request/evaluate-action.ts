/**
 * One action of an assume request against all statements that bear on it.
 *
 * An explicit Deny wins; then somebody must allow; and what cannot be decided is said to be so only where it could
 * change the answer.
 */
import type { Statement } from '../../model/policy-document';
import type { RequestContext } from '../request-context';
import {
  type ActionRequest,
  evaluateControlStatement,
  evaluateStatement,
  type StatementOutcome,
} from '../statement';
import type { StatementInForce } from './statement-in-force';

export interface JudgedStatement extends StatementInForce {
  readonly outcome: StatementOutcome;
}

/** `allows` and `denies` hold every statement of that effect; `deciding` the ones behind the answer. */
export interface ActionAnswer {
  readonly action: string;
  readonly kind: 'allowed' | 'denied' | 'not-allowed' | 'undecided';
  readonly deciding: readonly JudgedStatement[];
  readonly allows: readonly JudgedStatement[];
}

/** Weighs all statements for one action. */
export function evaluateAction(
  request: ActionRequest,
  statements: readonly StatementInForce[],
  context: RequestContext,
): ActionAnswer {
  const judged = statements.map((each): JudgedStatement => {
    const evaluate = each.policy === undefined ? evaluateStatement : evaluateControlStatement;
    return { ...each, outcome: evaluate(each.statement, each.version, request, context) };
  });
  const pick = (effect: Statement['effect'], kind: StatementOutcome['kind']) =>
    judged.filter(({ statement, outcome }) => statement.effect === effect && outcome.kind === kind);

  const allows = judged.filter(({ statement }) => statement.effect === 'Allow');
  const answer = (kind: ActionAnswer['kind'], deciding: readonly JudgedStatement[]): ActionAnswer => ({
    action: request.action,
    kind,
    deciding,
    allows,
  });

  const denied = pick('Deny', 'applies');
  if (denied.length > 0) return answer('denied', denied);

  const allowed = pick('Allow', 'applies');
  const perhapsAllowed = pick('Allow', 'undecided');
  if (allowed.length === 0 && perhapsAllowed.length === 0) {
    return answer('not-allowed', allows.filter(failsOnlyByConditions));
  }

  const perhapsDenied = pick('Deny', 'undecided');
  if (perhapsDenied.length > 0) return answer('undecided', perhapsDenied);
  return allowed.length > 0 ? answer('allowed', allowed) : answer('undecided', perhapsAllowed);
}

/** An Allow of this action for this caller, had the request carried what it asks for. */
function failsOnlyByConditions({ outcome }: JudgedStatement): boolean {
  return outcome.kind === 'does-not-apply' && outcome.reason.kind === 'conditions';
}
