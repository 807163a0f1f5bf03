/**
 * What values a condition key can have at all, so that a test which no real value passes is seen as one.
 *
 * Grammars are kept wider than AWS's own where that costs nothing: a value that is wrongly held impossible would hide
 * a way in, and one wrongly held possible only shows a dead one.
 */
import type { ContextKey } from '../policy/context-key';
import { contextKey } from '../policy/context-keys';
import { ANY_ARN, characterClass, exactly, one, run, type TextPattern } from './text-pattern';

export interface KeyDomain {
  /** texts of another form never occur; absent where any text may */
  readonly grammar?: TextPattern;
  /** only public addresses occur */
  readonly isPublicAddress?: true;
  /** the complete list, where it is short */
  readonly values?: readonly string[];
  /** a plausible value, for a witness */
  readonly example: string;
}

const DIGIT = characterClass((code) => code >= 48 && code <= 57);
const SESSION_NAME = characterClass((code) => isWordCharacter(code) || inText('+=,.@-', code));
const EXTERNAL_ID = characterClass((code) => isWordCharacter(code) || inText('+=,.@:/-', code));
/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const ORGANIZATION = characterClass((code) => (code >= 48 && code <= 57) || (code >= 97 && code <= 122));
const NAME = characterClass((code) => isWordCharacter(code) || inText('-.', code));
const ADDRESS = characterClass((code) => isWordCharacter(code) || inText('.:', code));
/** printable ASCII without the wildcards: no ARN, subject or path has one in it */
const NO_WILDCARD = characterClass((code) => code > 32 && code !== 42 && code !== 63);
const NO_STAR = characterClass((code) => code !== 42);

export const ACCOUNT_DIGITS: TextPattern = Array.from({ length: 12 }, () => one(DIGIT));
export const SESSION_NAME_TEXT: TextPattern = [one(SESSION_NAME), one(SESSION_NAME), run(SESSION_NAME)];

const ORGANIZATION_ID_TEXT: TextPattern = [...exactly('o-'), one(ORGANIZATION), run(ORGANIZATION)];

const TRUTHS: KeyDomain = { values: ['true', 'false'], example: 'true' };
const NOT_EMPTY: TextPattern = [one(NO_WILDCARD), run(NO_WILDCARD)];

/** By key in lower case. */
const DOMAINS: ReadonlyMap<string, KeyDomain> = new Map([
  ['aws:principalaccount', { grammar: ACCOUNT_DIGITS, example: '123456789012' }],
  ['aws:sourceaccount', { grammar: ACCOUNT_DIGITS, example: '123456789012' }],
  ['aws:principalarn', { grammar: ANY_ARN, example: 'arn:aws:iam::123456789012:role/Example' }],
  ['aws:principalorgid', { grammar: ORGANIZATION_ID_TEXT, example: 'o-example0001' }],
  ['aws:sourceorgid', { grammar: ORGANIZATION_ID_TEXT, example: 'o-example0001' }],
  [
    'aws:principalorgpaths',
    {
      grammar: [...exactly('o-'), ...NOT_EMPTY, ...exactly('/')],
      example: 'o-example0001/r-exam/ou-exam-example1/',
    },
  ],
  ['aws:sourcearn', { grammar: [...exactly('arn:'), ...NOT_EMPTY], example: 'arn:aws:s3:::example' }],
  [
    'sts:externalid',
    { grammar: [one(EXTERNAL_ID), one(EXTERNAL_ID), run(EXTERNAL_ID)], example: 'example-external-id' },
  ],
  ['sts:rolesessionname', { grammar: SESSION_NAME_TEXT, example: 'example-session' }],
  ['sts:sourceidentity', { grammar: SESSION_NAME_TEXT, example: 'example-identity' }],
  ['aws:sourceidentity', { grammar: SESSION_NAME_TEXT, example: 'example-identity' }],
  ['aws:sourceip', { grammar: [one(ADDRESS), run(ADDRESS)], isPublicAddress: true, example: '203.0.113.10' }],
  ['aws:vpcsourceip', { grammar: [one(ADDRESS), run(ADDRESS)], example: '10.0.0.10' }],
  ['aws:sourcevpc', { grammar: [one(NAME), run(NAME)], example: 'vpc-0example0example' }],
  ['aws:sourcevpce', { grammar: [one(NAME), run(NAME)], example: 'vpce-0example0example' }],
  ['aws:requestedregion', { grammar: [one(NAME), run(NAME)], example: 'us-east-1' }],
  ['aws:multifactorauthpresent', TRUTHS],
  ['aws:viaawsservice', { ...TRUTHS, example: 'false' }],
  ['aws:principalisawsservice', { ...TRUTHS, example: 'false' }],
  ['sts:roleauthorizedbyidp', TRUTHS],
  // STS answers over TLS only
  ['aws:securetransport', { values: ['true'], example: 'true' }],
  ['aws:multifactorauthage', { grammar: [one(DIGIT), run(DIGIT)], example: '60' }],
]);

const GITHUB_SUBJECT = /^token\.actions\..*:sub$/;

const ANYTHING: KeyDomain = { example: 'example' };

/** The domain of a key in lower case; `about` is what is known of it, where that is at hand. */
export function domainOf(key: string, about?: ContextKey): KeyDomain {
  const known = DOMAINS.get(key);
  if (known) return known;
  const { guard } = about ?? contextKey(key);
  return guard === 'subject' || guard === 'audience'
    ? {
        grammar: [one(NO_STAR), run(NO_STAR)],
        example: GITHUB_SUBJECT.test(key) ? 'repo:example/example:ref:refs/heads/main' : 'example',
      }
    : ANYTHING;
}

function isWordCharacter(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
  );
}

function inText(characters: string, code: number): boolean {
  return characters.includes(String.fromCharCode(code));
}
