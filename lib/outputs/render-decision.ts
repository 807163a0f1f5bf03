/**
 * The answer for one concrete request, for people and for programs.
 */
import type { Decision } from '../policy/request/decision';
import { escapeJson } from './escape';
import { inkFor, paragraph, type Screen } from './table/layout';

/** A few lines: the decision, why, and what was missing. */
export function renderDecision(decision: Decision, screen: Screen): string {
  const ink = inkFor(screen);
  const word = decision.decision === 'allowed' ? ink.green('allowed') : ink.red(decision.decision);
  return [
    `${ink.bold(word)}\n`,
    paragraph(decision.because, screen, '  '),
    ...(decision.stoppedBy === undefined || decision.stoppedBy === decision.because
      ? []
      : [paragraph(`stopped first by: ${decision.stoppedBy}`, screen, '  ')]),
    ...(decision.statements.length > 0
      ? [paragraph(`statements: ${decision.statements.join(', ')}`, screen, '  ')]
      : []),
    ...decision.missing
      .filter((what) => !decision.stoppedBy?.endsWith(what))
      .map((what) => paragraph(`missing besides: ${what}`, screen, '  ')),
    ...(decision.alsoNeeds === undefined
      ? []
      : [paragraph(`also needs: ${decision.alsoNeeds}`, screen, '  ')]),
    ...(decision.notJudged === undefined
      ? []
      : [paragraph(`not judged: ${decision.notJudged}`, screen, '  ')]),
  ].join('');
}

/** The decision as one JSON object. */
export function renderDecisionJson(decision: Decision): string {
  return `${escapeJson(JSON.stringify(decision, undefined, 2))}\n`;
}
