/**
 * One statement against one request: it applies, does not apply, or cannot be decided.
 *
 * A statement applies only when principal, action and every condition match. Which effect it then has is for the
 * caller to weigh; here the effect matters only where AWS does not say what a form means: then the worst case is
 * taken, which is wide for an Allow and nothing at all for a Deny.
 */
import type { PolicyVersion, Statement } from '../model/policy-document';
import type { Principal } from '../model/principal';
import { matchAction } from './action';
import { type ConditionOutcome, evaluateCondition } from './condition';
import { type HowNamed, isAccountPrincipal, matchPrincipal, type PrincipalDoubt } from './principal-element';
import type { RequestContext } from './request-context';
import { matchResource } from './resource-element';

/** One action on one role. An assume call with tags asks for two: `sts:AssumeRole` and `sts:TagSession`. */
export interface ActionRequest {
  /** such as `sts:AssumeRole` */
  readonly action: string;
  readonly role: string;
  readonly principal: Principal;
}

export type StatementOutcome =
  | { readonly kind: 'applies'; readonly how: HowNamed }
  | { readonly kind: 'does-not-apply'; readonly reason: Mismatch }
  | { readonly kind: 'undecided'; readonly reason: Doubt };

export type Mismatch =
  | { readonly kind: 'action' }
  | { readonly kind: 'principal' }
  /** a resource control policy's statement about other resources */
  | { readonly kind: 'resource' }
  /** every condition that is not met, in the order of the policy */
  | { readonly kind: 'conditions'; readonly unmet: readonly ConditionOutcome[] };

export type Doubt =
  /** the statement holds what the policy language does not have; the sentences say what */
  | { readonly kind: 'unknown-elements'; readonly unknown: readonly string[] }
  /** a trust policy's statement must name a principal, and this one does not */
  | { readonly kind: 'no-principal' }
  | { readonly kind: 'principal'; readonly reason: PrincipalDoubt }
  /** whether a resource control policy's statement is about the role */
  | { readonly kind: 'resource' }
  /** a bare star in an Allow, for somebody who is not of an AWS account */
  | { readonly kind: 'star-beyond-accounts' }
  /** a Deny of `{"Service": "*"}` or `{"Federated": "*"}` */
  | { readonly kind: 'star-of-type' }
  /** IAM does not take `NotPrincipal` in a trust policy */
  | { readonly kind: 'not-principal' }
  | { readonly kind: 'conditions'; readonly undecided: readonly ConditionOutcome[] };

/**
 * Evaluates one statement of a trust policy. `Resource` and `NotResource` have no place there and are not read.
 * @param context the request's context, implied keys included; see `contextOf`
 */
export function evaluateStatement(
  statement: Statement,
  version: PolicyVersion,
  request: ActionRequest,
  context: RequestContext,
): StatementOutcome {
  const { unknown } = statement;
  if (unknown.length > 0) return { kind: 'undecided', reason: { kind: 'unknown-elements', unknown } };
  if (!coversAction(statement, request.action)) return { kind: 'does-not-apply', reason: { kind: 'action' } };

  const principal = evaluatePrincipal(statement, request);
  if (principal.kind === 'does-not-apply') return principal;

  const conditions = statement.conditions.map((condition) => evaluateCondition(condition, version, context));
  const unmet = conditions.filter(({ kind }) => kind === 'unmet');
  if (unmet.length > 0) return { kind: 'does-not-apply', reason: { kind: 'conditions', unmet } };
  if (principal.kind === 'undecided') return principal;

  const undecided = conditions.filter(({ kind }) => kind === 'undecided');
  return undecided.length > 0
    ? { kind: 'undecided', reason: { kind: 'conditions', undecided } }
    : { kind: 'applies', how: principal.how };
}

/** Evaluates one statement of a resource control policy: the same, and it must be about the role. */
export function evaluateControlStatement(
  statement: Statement,
  version: PolicyVersion,
  request: ActionRequest,
  context: RequestContext,
): StatementOutcome {
  const outcome = evaluateStatement(statement, version, request, context);
  if (outcome.kind === 'does-not-apply' || statement.unknown.length > 0) return outcome;
  switch (matchResource(statement, request.role)) {
    case 'covers':
      return outcome;
    case 'leaves-out':
      return { kind: 'does-not-apply', reason: { kind: 'resource' } };
    case 'cannot-tell':
      return { kind: 'undecided', reason: { kind: 'resource' } };
  }
}

function coversAction({ action, notAction }: Statement, requested: string): boolean {
  if (action) return action.some((pattern) => matchAction(pattern, requested));
  return notAction !== undefined && !notAction.some((pattern) => matchAction(pattern, requested));
}

function evaluatePrincipal(
  { effect, principal, notPrincipal }: Statement,
  request: ActionRequest,
): StatementOutcome {
  if (notPrincipal) return evaluateNotPrincipal(effect, request.principal);
  if (!principal) return { kind: 'undecided', reason: { kind: 'no-principal' } };

  const match = matchPrincipal(principal, request.principal, request.role);
  switch (match.kind) {
    case 'no-match':
      return { kind: 'does-not-apply', reason: { kind: 'principal' } };
    case 'undecided':
      return { kind: 'undecided', reason: { kind: 'principal', reason: match.reason } };
    case 'matches':
      if (effect === 'Allow' && match.how === 'anyone' && !isAccountPrincipal(request.principal)) {
        return { kind: 'undecided', reason: { kind: 'star-beyond-accounts' } };
      }
      if (effect === 'Deny' && match.how === 'any-of-type') {
        return { kind: 'undecided', reason: { kind: 'star-of-type' } };
      }
      return { kind: 'applies', how: match.how };
  }
}

/** An Allow for all but somebody is read as an Allow for all. */
function evaluateNotPrincipal(effect: Statement['effect'], principal: Principal): StatementOutcome {
  return effect === 'Allow' && isAccountPrincipal(principal)
    ? { kind: 'applies', how: 'anyone' }
    : { kind: 'undecided', reason: { kind: 'not-principal' } };
}
