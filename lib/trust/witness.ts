/**
 * Witnesses: a way becomes a grant only with a request that the concrete evaluator allows.
 *
 * Where the solver and the evaluator do not agree, or a bound was reached, the grant is undecided and says so.
 */
import type { Witness } from '../model/grant';
import type { PolicyDocument } from '../model/policy-document';
import { evaluateAssumeRequest } from '../policy/request/evaluate-assume-request';
import { explainConflict, type Loss } from './explain-conflict';
import { findRequest } from './find-request';
import type { TrustKnowledge, Way } from './way';

export type Proof =
  | { readonly kind: 'witness'; readonly witness: Witness }
  /** proven: nobody is admitted */
  | { readonly kind: 'nobody'; readonly loss: Loss }
  | { readonly kind: 'undecided'; readonly reason: string };

const TOO_INTRICATE = 'its conditions are too intricate, so no request that meets them was found';

/** Finds and checks a witness for a way of this trust policy. */
export function proveWay(way: Way, trust: PolicyDocument, knowledge: TrustKnowledge): Proof {
  const [doubt] = way.doubts;
  if (doubt !== undefined) return { kind: 'undecided', reason: doubt };

  const found = findRequest(way, knowledge);
  switch (found.kind) {
    case 'unknown':
      return { kind: 'undecided', reason: found.reason ?? TOO_INTRICATE };
    case 'impossible':
      return { kind: 'nobody', loss: explainConflict(found.conflict, way) };
    case 'found': {
      const { request } = found;
      const { decision, because } = evaluateAssumeRequest(request, trust, knowledge.organization);
      return decision === 'allowed'
        ? { kind: 'witness', witness: { principal: request.principal, context: request.context } }
        : { kind: 'undecided', reason: because };
    }
  }
}
