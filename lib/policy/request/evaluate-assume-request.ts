/**
 * One concrete assume request against a role's trust policy and the resource control policies that bind the role:
 * allowed, refused or undecided, and why.
 *
 * This is the spec of the trust engine. The identity side of a foreign account is not known and is taken as allowing;
 * what the caller's own side must allow is said in `alsoNeeds`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import type { AssumeCall, CompanionAction } from '../../model/assume-call';
import type { AssumeRequest } from '../../model/assume-request';
import type { OrganizationKnowledge } from '../../model/organization';
import type { PolicyDocument } from '../../model/policy-document';
import type { ResourceControlPolicy } from '../../model/resource-control';
import { alsoNeeds } from './also-needs';
import { assumeCallOf } from './assume-call-of';
import { companionsOf } from './companions';
import { contextOf } from './context-of';
import type { Decision } from './decision';
import { type ActionAnswer, evaluateAction } from './evaluate-action';
import { explainAnswer, explainMissing, explainStop, explainWrongCall, nameOfDecider } from './explanation';
import { whyNeverAssumes } from './never-assumes';
import { statementsInForce } from './statement-in-force';

/**
 * Evaluates one request.
 *
 * @param trust        the role's trust policy
 * @param organization which accounts are our own; its id also salts the fingerprints of external ids
 * @param controls     the resource control policies that bind the role: their denies hold whoever calls
 */
export function evaluateAssumeRequest(
  request: AssumeRequest,
  trust: PolicyDocument,
  organization: OrganizationKnowledge,
  controls: readonly ResourceControlPolicy[] = [],
): Decision {
  const barred = whyBarred(request);
  if (barred !== undefined) {
    return { decision: 'refused', because: barred, statements: [], stoppedBy: barred, missing: [] };
  }
  const answers = answersTo(request, trust, organization, controls);
  const deciding = decidingOf(answers);
  const needs = deciding.kind === 'allowed' ? alsoNeeds(request, answers) : undefined;
  const salt = organization.organization?.id;
  return {
    decision: decisionOf(deciding),
    because: explainAnswer(deciding, request),
    statements: deciding.deciding.map(nameOfDecider),
    ...(isRefusal(deciding) && { stoppedBy: explainStop(deciding, salt) }),
    missing: deciding.kind === 'not-allowed' ? explainMissing(deciding, salt) : [],
    ...(needs !== undefined && { alsoNeeds: needs }),
  };
}

/** The decision alone, for those who ask of a great many requests and need no words. */
export function decideAssumeRequest(
  request: AssumeRequest,
  trust: PolicyDocument,
  organization: OrganizationKnowledge,
  controls: readonly ResourceControlPolicy[] = [],
): Decision['decision'] {
  if (whyBarred(request) !== undefined) return 'refused';
  return decisionOf(decidingOf(answersTo(request, trust, organization, controls)));
}

/** Why such a caller makes no such call, whatever the policies say. */
function whyBarred(request: AssumeRequest): string | undefined {
  const { call, principal } = request;
  return (
    whyNeverAssumes(principal.kind) ??
    (assumeCallOf(principal.kind) === call ? undefined : explainWrongCall(request))
  );
}

type Answers = readonly [entering: ActionAnswer, ...companions: ActionAnswer[]];

function answersTo(
  request: AssumeRequest,
  trust: PolicyDocument,
  organization: OrganizationKnowledge,
  controls: readonly ResourceControlPolicy[],
): Answers {
  const { call, principal, role } = request;
  const context = contextOf(request, organization);
  const statements = statementsInForce(trust, controls);
  const answer = (name: AssumeCall | CompanionAction) =>
    evaluateAction({ action: `sts:${name}`, role, principal }, statements, context);
  return [answer(call), ...companionsOf(context).map(answer)];
}

/** Of several answers the one that stands in the way. */
function decidingOf(answers: Answers): ActionAnswer {
  return answers.find(isRefusal) ?? answers.find(({ kind }) => kind === 'undecided') ?? answers[0];
}

function decisionOf(deciding: ActionAnswer): Decision['decision'] {
  return isRefusal(deciding) ? 'refused' : deciding.kind === 'allowed' ? 'allowed' : 'undecided';
}

function isRefusal({ kind }: ActionAnswer): boolean {
  return kind === 'denied' || kind === 'not-allowed';
}
