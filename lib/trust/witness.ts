/**
 * Witnesses: a way becomes a grant only with a request that the concrete evaluator allows.
 *
 * Where the solver and the evaluator do not agree, or a bound was reached, the grant is undecided and says so.
 */
import type { AssumeRequest } from '../model/assume-request';
import type { Witness } from '../model/grant';
import { bindingPolicies } from '../model/resource-control';
import type { Role } from '../model/role';
import { decideAssumeRequest, evaluateAssumeRequest } from '../policy/request/evaluate-assume-request';
import { explainConflict, type Loss } from './explain-conflict';
import { findRequest } from './find-request';
import type { TrustKnowledge, Way } from './way';

export type Proof =
  | { readonly kind: 'witness'; readonly witness: Witness }
  /** proven: nobody is admitted */
  | { readonly kind: 'nobody'; readonly loss: Loss }
  | { readonly kind: 'undecided'; readonly reason: string };

/** Said where a bound of the search was reached. */
export const TOO_INTRICATE = 'its conditions are too intricate, so no request that meets them was found';

/** Finds and checks a witness for a way of the role's trust policy. */
export function proveWay(way: Way, knowledge: TrustKnowledge): Proof {
  const [doubt] = way.doubts;
  if (doubt !== undefined) return { kind: 'undecided', reason: doubt };

  const found = findRequest(way, knowledge);
  switch (found.kind) {
    case 'unknown':
      return { kind: 'undecided', reason: found.reason ?? TOO_INTRICATE };
    case 'impossible':
      return { kind: 'nobody', loss: explainConflict(found.conflict, way) };
    case 'found':
      return checked(found.request, way.role, knowledge);
  }
}

/** Asks of the policies as they are written, since the way was worked out from a normal form of them. */
function checked(
  request: AssumeRequest,
  { trust }: Role,
  { organization, resourceControl, asOf }: TrustKnowledge,
): Proof {
  if (trust.kind === 'unreadable') return { kind: 'undecided', reason: trust.problem.message };
  const controls = resourceControl ? bindingPolicies(resourceControl) : [];
  const isAllowed = (asked: AssumeRequest) =>
    decideAssumeRequest(asked, trust.document, organization, controls) === 'allowed';
  if (isAllowed(request)) return witnessOf(request);
  const timed = withTime(request, asOf);
  if (isAllowed(timed)) return witnessOf(timed);
  const { because } = evaluateAssumeRequest(request, trust.document, organization, controls);
  return { kind: 'undecided', reason: because };
}

function witnessOf({ principal, context }: AssumeRequest): Proof {
  return { kind: 'witness', witness: { principal, context } };
}

/** The request with its time told: a Deny that is over, but for calls without a time, does not refuse it. */
function withTime(request: AssumeRequest, asOf: string): AssumeRequest {
  const { context } = request;
  if (context.has('aws:CurrentTime') || context.has('aws:EpochTime')) return request;
  const seconds = String(Math.floor(Date.parse(asOf) / 1000));
  return {
    ...request,
    context: new Map([...context, ['aws:CurrentTime', [asOf]], ['aws:EpochTime', [seconds]]]),
  };
}
