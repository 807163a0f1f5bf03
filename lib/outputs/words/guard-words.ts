/**
 * Guards in words: what a caller must bring, shortest first, weak ones marked.
 */
import { externalIdFingerprint } from '../../model/fingerprint';
import type { Guard, GuardKind } from '../../model/guard';

/** How external ids are shown. */
export interface SecretView {
  /** the organization's id, or empty */
  readonly salt: string;
  readonly showExternalIds: boolean;
}

const NAMES: Readonly<Record<GuardKind, string>> = {
  'external-id': 'external id',
  organization: 'organization',
  account: 'account',
  'principal-arn': 'principal',
  mfa: 'MFA',
  'source-ip': 'network',
  'source-vpc': 'VPC',
  'session-name': 'session name',
  'source-identity': 'source identity',
  subject: 'subject',
  audience: 'audience',
  tag: 'tag',
  time: 'time',
  region: 'region',
  'source-account': 'source account',
  'source-arn': 'source',
  other: 'condition',
};

/** An external id as it may be shown: its fingerprint unless the user asked for more. */
export function shownExternalId(value: string, view: SecretView): string {
  return view.showExternalIds ? value : externalIdFingerprint(view.salt, value);
}

/** A guard's values as they may be shown. */
export function shownValues(guard: Guard, view: SecretView): readonly string[] {
  return guard.kind === 'external-id'
    ? guard.values.map((value) => shownExternalId(value, view))
    : guard.values;
}

/** A few words for a table cell, such as `external id`, `organization o-…`, `session name (weak)`. */
export function describeGuard(guard: Guard): string {
  const name = NAMES[guard.kind];
  const words =
    guard.kind === 'organization' || guard.kind === 'source-ip' ? `${name} ${firstValues(guard)}` : name;
  return guard.strength === 'firm' ? words : `${words} (${guard.strength})`;
}

function firstValues({ values, operator }: Guard): string {
  const not = operator.includes('Not') ? 'not ' : '';
  const more = values.length > 2 ? ` +${values.length - 2}` : '';
  return `${not}${values.slice(0, 2).join(', ')}${more}`;
}

/**
 * All guards of a grant in one line, firm ones first. What the caller column says already (account, principal,
 * subject) is left out; `nothing` when no guard remains.
 */
export function describeGuards(guards: readonly Guard[]): string {
  const told: readonly GuardKind[] = ['account', 'principal-arn', 'subject'];
  const rest = guards.filter((guard) => !told.includes(guard.kind) || guard.strength !== 'firm');
  const inOrder = [...rest.filter(isFirm), ...rest.filter((guard) => !isFirm(guard))];
  const words = [...new Set(inOrder.map(describeGuard))];
  return words.length === 0 ? 'nothing' : words.join(', ');
}

/** One guard as a sentence, for explanations: key, operator, values, and why it is weak. */
export function explainGuard(guard: Guard, view: SecretView): string {
  const values = shownValues(guard, view).join(', ');
  const reason = guard.reason === undefined ? '' : `: ${guard.reason}`;
  const source = guard.policy === undefined ? '' : ` (resource control policy ${guard.policy})`;
  return `${guard.strength} ${NAMES[guard.kind]}: ${guard.key} ${guard.operator} ${values}${reason}${source}`;
}

function isFirm(guard: Guard): boolean {
  return guard.strength === 'firm';
}
