/**
 * One request put to our evaluator and to `@cloud-copilot/iam-simulate`.
 */
import type { AssumeRequest } from '../../lib/model/assume-request';
import type { OrganizationKnowledge } from '../../lib/model/organization';
import type { PolicyDocument } from '../../lib/model/policy-document';
import { contextOf } from '../../lib/policy/request/context-of';
import { evaluateAssumeRequest } from '../../lib/policy/request/evaluate-assume-request';
import { KNOWN_DISAGREEMENTS } from './known-disagreements';
import { type Say, sayDocument } from './plain-statement';
import { simulatedAnswer } from './simulated-answer';

/** A trust policy in both forms: as the export has it, and as our parser read it. */
export interface BothForms {
  readonly raw: unknown;
  readonly document: PolicyDocument;
  readonly organization: OrganizationKnowledge;
}

const sayAll: Say = (statement, asked) =>
  KNOWN_DISAGREEMENTS.reduce((said, { say }) => say(said, asked), statement);

export type Comparison =
  | { readonly kind: 'agree' }
  /** ours is undecided, so there is nothing to contradict */
  | { readonly kind: 'not-compared' }
  /** `sentence` has the answers, the policy and the request */
  | { readonly kind: 'disagree'; readonly sentence: string };

/** Compares the answers, with the policy said to the other evaluator in words on which no known disagreement lies. */
export function compare(request: AssumeRequest, policy: BothForms, say: Say = sayAll): Comparison {
  const ours = evaluateAssumeRequest(request, policy.document, policy.organization);
  if (ours.decision === 'undecided') return { kind: 'not-compared' };

  const context = contextOf(request, policy.organization);
  const said = sayDocument(policy.raw, { request, context }, say);
  const theirs = simulatedAnswer(request, said, context);
  if (ours.decision === theirs.decision) return { kind: 'agree' };
  const asked = JSON.stringify({ ...request, context: Object.fromEntries(request.context) });
  return {
    kind: 'disagree',
    sentence: `ours ${ours.decision}: ${ours.because}; theirs ${theirs.decision} ${theirs.error ?? ''}\npolicy ${JSON.stringify(policy.raw)}\nrequest ${asked}`,
  };
}
