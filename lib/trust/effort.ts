/**
 * Effort: a bound on the work that one role's policies can cause.
 *
 * Every search is bounded by itself, but a hostile policy can ask for thousands of them: principals times denies times
 * values. Work is estimated beforehand and never timed, so that the same policy always gets the same answer. Real
 * policies, which IAM holds to some thousand characters, stay far below the bound.
 */
import type { PolicyDocument, Statement } from '../model/policy-document';
import type { Constraint } from './constraint';

/** What is left for one role, in rough steps. It shrinks as ways are judged. */
export interface Effort {
  left: number;
  /** how many questions the denies ask about each way */
  readonly questions: number;
  /** what every way costs besides: the values in those questions, and to ask the policies about its witness */
  readonly fixed: number;
}

/** Said of a way for which nothing was left. */
export const TOO_LARGE = 'the policy is too large to be weighed in full';

const EFFORT = 1_000_000;

/** The effort that may be spent on a role with this policy, under these denies. */
export function effortFor(
  { statements }: PolicyDocument,
  denies: readonly { readonly statement: Statement }[],
): Effort {
  const tests = denies.map(({ statement }) => 1 + statement.conditions.length);
  const values = denies.map(({ statement }, at) => (tests[at] ?? 1) * sizeOf(statement));
  return {
    left: EFFORT,
    questions: sum(tests) + denies.length,
    fixed: sum(values) + sum(statements.map((each) => STATEMENT + sizeOf(each) / 10)),
  };
}

/** Takes what it costs to judge a way of these constraints; false where less is left. */
export function spend(effort: Effort, constraints: readonly Constraint[]): boolean {
  const weight = sum(constraints.map((each) => (each.kind === 'value' ? weightOf(each.values) : KEY)));
  // values of one test are compared with those of others
  const compared = (weight * weight) / 5_000;
  effort.left -= (1 + effort.questions) * (QUESTION + weight) + compared + effort.fixed;
  return effort.left >= 0;
}

const QUESTION = 10;
const STATEMENT = 2;
const KEY = 10;
const ENTRY = 5;
const WILDCARD = /[*?]/;

function sizeOf({ principal, conditions }: Statement): number {
  const entries = principal?.kind === 'entries' ? principal.entries.length : 1;
  return ENTRY * entries + sum(conditions.map(({ values }) => weightOf(values)));
}

/** A text is compared at once, a pattern is walked through. */
function weightOf(values: readonly string[]): number {
  return KEY + sum(values.map((value) => (WILDCARD.test(value) ? value.length : 1)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
