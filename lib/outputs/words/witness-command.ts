/**
 * A grant's witness as a command to try, and what of it no command can say.
 *
 * The external id stands as its placeholder: the user fills in the real one. What a policy asks for is a stranger's
 * text, so nothing of it may reach the shell, or the command line's own file and option syntax, as anything but text.
 */
import type { Grant, Witness } from '../../model/grant';
import { escapeText, UNSAFE } from '../escape';
import { type SecretView, shownExternalId } from './guard-words';
import { principalText } from './principal-words';

export interface WitnessCommand {
  /** who has to run it */
  readonly as: string;
  /** `aws sts assume-role …`, one line quoted for bash and zsh */
  readonly command: string;
  /** `key=value` of what the request must carry besides: its network, its time, the claims of its token … */
  readonly besides: readonly string[];
}

/** keys, in lower case */
const SESSION_NAME = 'sts:rolesessionname';
const REQUEST_TAG = 'aws:requesttag/';
const TAG_KEYS = 'aws:tagkeys';
const TRANSITIVE = 'sts:transitivetagkeys';
const MFA = 'aws:multifactorauthpresent';
const DEFAULT_SESSION_NAME = 'trust-atlas';

/** Puts a witness as the AWS CLI command that makes its request. */
export function witnessCommand(grant: Grant, witness: Witness, view: SecretView): WitnessCommand {
  const { principal } = witness;
  const carried = carriedKeys(witness, view);
  const first = (key: string) => carried.get(key)?.values[0];
  // keys that the command says, in lower case
  const said = new Set<string>();
  const words = [...CALLS[grant.call], '--role-arn', quoted(grant.role)];
  const add = (name: string, key: string, otherwise?: string) => {
    const value = first(key) ?? otherwise;
    if (value === undefined || isFileReference(value)) return;
    words.push(...option(name, value));
    said.add(key);
  };

  if (grant.call !== 'AssumeRoleWithSAML') add('--role-session-name', SESSION_NAME, DEFAULT_SESSION_NAME);
  if (grant.call === 'AssumeRole') {
    add('--external-id', 'sts:externalid');
    add('--source-identity', 'sts:sourceidentity');
    words.push(...tagOptions(carried));
    for (const key of carried.keys()) if (isOfTags(key)) said.add(key);
  }
  if (principal.kind === 'user' && first(MFA) === 'true') {
    words.push('--serial-number', '"$MFA_DEVICE"', '--token-code', '"$MFA_CODE"');
    said.add(MFA);
  }
  if (principal.kind === 'saml') {
    words.push('--principal-arn', quoted(principal.provider), '--saml-assertion', 'file://assertion.txt');
  }
  if (principal.kind === 'oidc' || principal.kind === 'web-identity') {
    if (OAUTH.has(principal.issuer)) words.push('--provider-id', quoted(principal.issuer));
    words.push('--web-identity-token', '"$TOKEN"');
  }
  return {
    as: principalText(principal),
    command: words.join(' '),
    besides: [...carried]
      .filter(([key]) => !said.has(key))
      .map(([, { name, values }]) => `${name}=${values.join(',')}`),
  };
}

/** What the witness carries, by key in lower case, with external ids as they may be shown. */
function carriedKeys({ context }: Witness, view: SecretView): ReadonlyMap<string, Carried> {
  return new Map(
    [...context].map(([name, values]): [string, Carried] => {
      const key = name.toLowerCase();
      const isSecret = key === 'sts:externalid';
      return [key, { name, values: isSecret ? values.map((one) => shownExternalId(one, view)) : values }];
    }),
  );
}

interface Carried {
  /** the key as AWS spells it */
  readonly name: string;
  readonly values: readonly string[];
}

const CALLS: Readonly<Record<Grant['call'], readonly string[]>> = {
  AssumeRole: ['aws', 'sts', 'assume-role'],
  AssumeRoleWithSAML: ['aws', 'sts', 'assume-role-with-saml'],
  AssumeRoleWithWebIdentity: ['aws', 'sts', 'assume-role-with-web-identity'],
};

/**
 * Providers whose token is an OAuth access token, which does not tell its issuer.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
const OAUTH: ReadonlySet<string> = new Set(['graph.facebook.com', 'www.amazon.com']);

const isOfTags = (key: string) => key.startsWith(REQUEST_TAG) || key === TAG_KEYS || key === TRANSITIVE;

/** Every tag that the request carries: those with a value that matters, then those of which only the key does. */
function tagOptions(carried: ReadonlyMap<string, Carried>): readonly string[] {
  const valued = [...carried].flatMap(([key, { name, values }]) =>
    key.startsWith(REQUEST_TAG) ? [{ Key: name.slice(REQUEST_TAG.length), Value: values[0] ?? '' }] : [],
  );
  const transitive = carried.get(TRANSITIVE)?.values ?? [];
  const named = [...(carried.get(TAG_KEYS)?.values ?? []), ...transitive].map((Key) => ({ Key, Value: '' }));
  const byKey = new Map([...named, ...valued].map((tag) => [tag.Key.toLowerCase(), tag]));
  const tags = [...byKey.values()];
  if (tags.length === 0) return [];
  // a comma or a quote would end a tag of the short form
  const isShort = tags.every(({ Key, Value }) => /^[\w.:/@+-]*$/.test(Key + Value));
  const words = isShort ? tags.map(({ Key, Value }) => `Key=${Key},Value=${Value}`) : [JSON.stringify(tags)];
  return [
    '--tags',
    ...words.map(quoted),
    ...(transitive.length > 0 ? ['--transitive-tag-keys', ...transitive.map(quoted)] : []),
  ];
}

/** The AWS CLI would read the file and send what is in it. */
function isFileReference(value: string): boolean {
  return /^fileb?:\/\//.test(value);
}

/** An option with its value, which may begin like an option itself. */
function option(name: string, value: string): readonly string[] {
  return value.startsWith('-') ? [`${name}=${quoted(value)}`] : [name, quoted(value)];
}

/** One word of bash or zsh, whatever it holds. What a screen would hide or obey is spelled out. */
function quoted(word: string): string {
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word)) return word;
  if (escapeText(word) === word) return `'${word.replaceAll("'", "'\\''")}'`;
  const spelled = word.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replace(UNSAFE, spelledOut);
  return `$'${spelled}'`;
}

function spelledOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
