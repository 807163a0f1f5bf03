/**
 * A grant's witness as a command to try, and what of it no command can say.
 *
 * The external id stands as its placeholder: the user fills in the real one.
 */
import type { Grant, Witness } from '../../model/grant';
import { type SecretView, shownExternalId } from './guard-words';
import { principalText } from './principal-words';

export interface WitnessCommand {
  /** who has to run it */
  readonly as: string;
  /** `aws sts assume-role …`, quoted for a POSIX shell */
  readonly command: string;
  /** `key=value` of what the request must carry besides: its network, its time … */
  readonly besides: readonly string[];
}

const SESSION_NAME = 'sts:rolesessionname';
const REQUEST_TAG = 'aws:requesttag/';
const DEFAULT_SESSION_NAME = 'trust-atlas';

/** Keys that the command line says by an option of its own, by key in lower case. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['sts:externalid', '--external-id'],
  ['sts:sourceidentity', '--source-identity'],
]);

/** Puts a witness as the AWS CLI command that makes its request. */
export function witnessCommand(grant: Grant, witness: Witness, view: SecretView): WitnessCommand {
  const context = new Map([...witness.context].map(([key, values]) => [key.toLowerCase(), { key, values }]));
  const name = context.get(SESSION_NAME)?.values[0] ?? DEFAULT_SESSION_NAME;
  const words = ['--role-arn', grant.role];
  if (grant.call !== 'AssumeRoleWithSAML') words.push('--role-session-name', name);
  const besides: string[] = [];
  const tags: string[] = [];
  for (const [lower, { key, values }] of context) {
    const option = OPTIONS.get(lower);
    const shown = lower === 'sts:externalid' ? values.map((value) => shownExternalId(value, view)) : values;
    if (option !== undefined && grant.call === 'AssumeRole') words.push(option, shown.join(','));
    else if (lower.startsWith(REQUEST_TAG) && grant.call === 'AssumeRole') {
      tags.push(`Key=${key.slice(REQUEST_TAG.length)},Value=${shown[0] ?? ''}`);
    } else if (lower !== SESSION_NAME || grant.call === 'AssumeRoleWithSAML')
      besides.push(`${key}=${shown.join(',')}`);
  }
  if (tags.length > 0) words.push('--tags', ...tags);
  const command = [...CALLS[grant.call], ...words].map(quoted).concat(EVIDENCE[grant.call]).join(' ');
  return { as: principalText(witness.principal), command, besides };
}

const CALLS: Readonly<Record<Grant['call'], readonly string[]>> = {
  AssumeRole: ['aws', 'sts', 'assume-role'],
  AssumeRoleWithSAML: ['aws', 'sts', 'assume-role-with-saml'],
  AssumeRoleWithWebIdentity: ['aws', 'sts', 'assume-role-with-web-identity'],
};

/** What only the identity provider can make. */
const EVIDENCE: Readonly<Record<Grant['call'], readonly string[]>> = {
  AssumeRole: [],
  AssumeRoleWithSAML: ['--principal-arn "$PROVIDER_ARN"', '--saml-assertion file://assertion.txt'],
  AssumeRoleWithWebIdentity: ['--web-identity-token "$TOKEN"'],
};

/** One word of a POSIX shell, whatever it holds. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
