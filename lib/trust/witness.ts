/**
 * Witnesses: a way becomes a grant only with a request that the concrete evaluator allows.
 *
 * Where the solver and the evaluator do not agree, or a bound was reached, the grant is undecided and says so.
 */
import type { Witness } from '../model/grant';
import type { PolicyDocument, Statement } from '../model/policy-document';
import { matchAction } from '../policy/action';
import { companionsOf } from '../policy/request/companions';
import { evaluateAssumeRequest } from '../policy/request/evaluate-assume-request';
import { explainConflict, type Loss } from './explain-conflict';
import { findRequest } from './find-request';
import type { TrustKnowledge, Way } from './way';

export type Proof =
  | { readonly kind: 'witness'; readonly witness: Witness }
  /** proven: nobody is admitted */
  | { readonly kind: 'nobody'; readonly loss: Loss }
  | { readonly kind: 'undecided'; readonly reason: string };

/** Finds and checks a witness for a way of this trust policy. */
export function proveWay(way: Way, trust: PolicyDocument, knowledge: TrustKnowledge): Proof {
  const [doubt] = way.doubts;
  if (doubt !== undefined) return { kind: 'undecided', reason: doubt };

  const found = findRequest(way, knowledge);
  switch (found.kind) {
    case 'unknown':
      return {
        kind: 'undecided',
        reason: 'its conditions are too intricate, so no request that meets them was found',
      };
    case 'impossible':
      return { kind: 'nobody', loss: explainConflict(found.conflict, way) };
    case 'found': {
      const { request } = found;
      const { decision, because } = evaluateAssumeRequest(request, trust, knowledge.organization);
      if (decision === 'allowed') {
        return { kind: 'witness', witness: { principal: request.principal, context: request.context } };
      }
      const loss = missingCompanion(way, trust.statements);
      return loss ? { kind: 'nobody', loss } : { kind: 'undecided', reason: because };
    }
  }
}

/** A test demands what a request may only carry with a companion action, and no statement allows that action. */
function missingCompanion({ constraints }: Way, statements: readonly Statement[]): Loss | undefined {
  for (const { key, name, whenAbsent } of constraints) {
    const [companion] = whenAbsent ? [] : companionsOf(new Map([[key, ['present']]]));
    if (companion === undefined || statements.some((each) => allowsAction(each, `sts:${companion}`)))
      continue;
    return {
      kind: 'never-true',
      message: `\`${name}\` must be sent, which needs \`sts:${companion}\`, and no statement allows that`,
      raw: name,
    };
  }
  return undefined;
}

function allowsAction({ effect, action, notAction, unknown }: Statement, wanted: string): boolean {
  if (effect === 'Deny') return false;
  if (unknown.length > 0) return true;
  const covers = (pattern: string) => matchAction(pattern, wanted);
  return action ? action.some(covers) : !notAction?.some(covers);
}
