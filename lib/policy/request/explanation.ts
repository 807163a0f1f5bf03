/**
 * Answers in words, for `explain --as`.
 */
import type { AssumeRequest } from '../../model/assume-request';
import { statementName } from '../../model/policy-document';
import type { HowNamed } from '../principal-element';
import type { Doubt } from '../statement';
import { assumeCallOf } from './assume-call-of';
import { explainMet, explainUndecided, explainUnmet } from './condition-sentence';
import type { ActionAnswer, JudgedStatement } from './evaluate-action';
import { describeSource } from './statement-in-force';

/** Why a principal of this kind can never make this call. */
export function explainWrongCall({ call, principal }: AssumeRequest): string {
  return `a caller of kind ${principal.kind} enters a role by ${assumeCallOf(principal.kind)}, never by ${call}`;
}

/** Why the action is allowed, refused or undecided: one sentence. */
export function explainAnswer(answer: ActionAnswer, request: AssumeRequest): string {
  const { action, deciding } = answer;
  switch (answer.kind) {
    case 'allowed':
      return `${sourcesOf(deciding)} ${verbFor(deciding, 'allows', 'allow')} ${action} to ${callerOf(deciding)}`;
    case 'denied':
      return `${sourcesOf(deciding)} ${verbFor(deciding, 'denies', 'deny')} ${action} to the caller`;
    case 'not-allowed':
      return `${whyNotAllowed(answer)}${NEEDED_FOR[action] ?? ''}${selfAssumption(request)}`;
    case 'undecided':
      return `${sourcesOf(deciding)} cannot be decided: ${doubtsOf(deciding)}`;
  }
}

/** What the request lacked for each Allow that names the caller, without repetition. */
export function explainMissing({ deciding }: ActionAnswer, salt = ''): readonly string[] {
  const sentences = deciding.flatMap(({ outcome }) =>
    outcome.kind === 'does-not-apply' && outcome.reason.kind === 'conditions'
      ? outcome.reason.unmet.map((unmet) => explainUnmet(unmet, salt))
      : [],
  );
  return [...new Set(sentences)];
}

/**
 * The first thing that stands in the way of a refused action: the Deny with what it met, else the first condition that
 * is not met, else what no statement says.
 */
export function explainStop(answer: ActionAnswer, salt = ''): string {
  const { kind, action, deciding } = answer;
  const [first] = deciding;
  if (!first) return whyNotAllowed(answer);
  const source = `${describeSource(first)}${first.policy === undefined ? '' : `, statement \`${statementName(first.statement)}\``}`;
  if (kind === 'denied') {
    const met = first.statement.conditions.map((condition) => explainMet(condition, salt));
    return `${source} denies ${action}${met.length > 0 ? `, since ${met.join(' and ')}` : ''}`;
  }
  const { outcome } = first;
  const unmet =
    outcome.kind === 'does-not-apply' && outcome.reason.kind === 'conditions'
      ? outcome.reason.unmet[0]
      : undefined;
  return unmet ? `${source}: ${explainUnmet(unmet, salt)}` : whyNotAllowed(answer);
}

/** Why a companion action is asked for at all. */
const NEEDED_FOR: Readonly<Record<string, string>> = {
  'sts:TagSession': ', which the request needs because it carries session tags',
  'sts:SetSourceIdentity': ', which the request needs because it sets a source identity',
  'sts:SetContext': ', which the request needs because it carries a provided context',
};

function whyNotAllowed({ action, allows, deciding }: ActionAnswer): string {
  if (allows.length === 0) return `no statement allows anything, so not ${action}`;
  if (deciding.length > 0) {
    return `a condition of ${sourcesOf(deciding)} is not met, and nothing else allows ${action}`;
  }
  return allows.some(
    ({ outcome }) => outcome.kind === 'does-not-apply' && outcome.reason.kind === 'principal',
  )
    ? `no statement that allows ${action} names the caller`
    : `no statement allows ${action}`;
}

/**
 * A role is not trusted by itself, though some roles from before 21 September 2022 still are.
 * @see https://aws.amazon.com/blogs/security/announcing-an-update-to-iam-role-trust-policy-behavior/
 */
function selfAssumption({ principal, role }: AssumeRequest): string {
  return principal.kind === 'role' && principal.arn === role
    ? '; a role must be allowed to assume itself, save a few from before 21 September 2022'
    : '';
}

/** The statement's name, after that of its resource control policy where it stands in one. */
export function nameOfDecider({ statement, policy }: JudgedStatement): string {
  return policy === undefined ? statementName(statement) : `${policy}/${statementName(statement)}`;
}

/** `statement 0`, `statements 0 and Vendor`, `statement 0 and resource control policy perimeter`. */
function sourcesOf(judged: readonly JudgedStatement[]): string {
  const own = judged.filter(({ policy }) => policy === undefined);
  const names = own.map(({ statement }) => `\`${statementName(statement)}\``);
  const controls = new Set(judged.filter(({ policy }) => policy !== undefined).map(describeSource));
  const statements =
    names.length > 0 ? [`${names.length > 1 ? 'statements' : 'statement'} ${names.join(' and ')}`] : [];
  return [...statements, ...controls].join(' and ');
}

/** A verb for the sources above. */
function verbFor(judged: readonly JudgedStatement[], one: string, several: string): string {
  const sources = new Set(judged.map(describeSource));
  return sources.size > 1 ? several : one;
}

const CALLER: Readonly<Record<HowNamed, string>> = {
  itself: 'the caller by name',
  account: "the caller's whole account",
  anyone: 'every AWS principal',
  'any-of-type': 'every caller of its kind',
};

/** By the closest of the ways in which the statements name the caller. */
function callerOf(judged: readonly JudgedStatement[]): string {
  const hows = judged.map(({ outcome }) => (outcome.kind === 'applies' ? outcome.how : 'anyone'));
  const closest = (['itself', 'account', 'anyone'] as const).find((how) => hows.includes(how));
  return CALLER[closest ?? 'any-of-type'];
}

function doubtsOf(judged: readonly JudgedStatement[]): string {
  const doubts = judged.flatMap(({ outcome }) =>
    outcome.kind === 'undecided' ? [explainDoubt(outcome.reason)] : [],
  );
  return [...new Set(doubts)].join('; ');
}

function explainDoubt(doubt: Doubt): string {
  switch (doubt.kind) {
    case 'unknown-elements':
      return doubt.unknown.join('; ');
    case 'no-principal':
      return 'it names no principal';
    case 'resource':
      return 'it is not known whether its `Resource` covers the role';
    case 'principal':
      return 'it names a canonical user id, and whose account that is cannot be known';
    case 'star-beyond-accounts':
      return 'whether a bare `*` lets in more than AWS principals is not documented';
    case 'star-of-type':
      return 'what a `*` as service or provider denies is not documented';
    case 'not-principal':
      return '`NotPrincipal` has no place in a trust policy';
    case 'conditions':
      return doubt.undecided.map(explainUndecided).join('; ');
  }
}
