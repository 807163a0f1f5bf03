/**
 * Guards in words: what a caller must bring, shortest first, weak ones marked.
 */
import { externalIdFingerprint } from '../../model/fingerprint';
import type { Guard, GuardKind } from '../../model/guard';
import { explainDemand, explainFact } from '../../policy/request/condition-sentence';

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
  return guard.kind === 'external-id' && guard.operator !== 'Null'
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

/** One guard as a sentence: what a request must carry, why it is weak, and who demands it. */
export function explainGuard(guard: Guard, view: SecretView): string {
  const { strength, kind, reason, policy } = guard;
  const demand = explainDemand(guard, valueWords(guard, view));
  return [
    `${strength} ${NAMES[kind]}: ${demand}`,
    ...(policy === undefined ? [] : [`demanded by resource control policy ${policy}`]),
    ...(reason === undefined ? [] : [reason]),
  ].join('; ');
}

/** What is refused all the same: a request of which all the guards say something true. */
export function explainUnless(guards: readonly Guard[], view: SecretView): string {
  const facts = guards.map((guard) => explainFact(guard, valueWords(guard, view)));
  const policies = new Set(guards.flatMap(({ policy }) => policy ?? []));
  const source = policies.size === 0 ? '' : ` (resource control policy ${[...policies].join(', ')})`;
  return `unless ${facts.join(' and ')}${source}`;
}

function valueWords(guard: Guard, view: SecretView): string {
  return shownValues(guard, view)
    .map((value) => `\`${value}\``)
    .join(' or ');
}

/** One guard for a cell of data: key, operator, values as policies have them, and why it is weak. */
export function guardCell(guard: Guard, view: SecretView): string {
  const values = shownValues(guard, view).join(', ');
  const reason = guard.reason === undefined ? '' : `: ${guard.reason}`;
  const source = guard.policy === undefined ? '' : ` (resource control policy ${guard.policy})`;
  return `${guard.strength} ${NAMES[guard.kind]}: ${guard.key} ${guard.operator} ${values}${reason}${source}`;
}

function isFirm(guard: Guard): boolean {
  return guard.strength === 'firm';
}
