/**
 * Which external ids are no secret that was agreed: an outsider guesses or reads them.
 *
 * AWS asks for an id that is unique for each customer; it is only worth something where it cannot be told from what
 * everybody knows of the role and its accounts.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
import { nameOfArn } from '../model/arn';

/** What an outsider may be expected to know. */
export interface ExternalIdSurroundings {
  readonly roleArn: string;
  /** whether an id is of the role's account, of one it trusts, or of our organization */
  readonly isKnownAccount: (id: string) => boolean;
  /** id of our organization; absent when not known */
  readonly organization?: string;
}

const SHORTEST = 6;

/** Words from examples and habits. */
const COMMON: ReadonlySet<string> = new Set([
  '123456',
  '1234567',
  '12345678',
  '123456789',
  '1234567890',
  'abc123',
  'abcdef',
  'changeme',
  'default',
  'example',
  'external',
  'externalid',
  'password',
  'password1',
  'secret',
  'testing',
  'uniqueid',
  'myexternalid',
  'testexternalid',
  'exampleexternalid',
  'exampleuniqueid',
]);

/** Why the value keeps nobody out, in words; undefined where nothing speaks against it. Never quotes the value. */
export function externalIdWeakness(value: string, surroundings: ExternalIdSurroundings): string | undefined {
  const { roleArn, isKnownAccount, organization } = surroundings;
  const lower = value.toLowerCase();
  const bare = lower.replace(/[^a-z0-9]/g, '');
  if (value.length < SHORTEST) return `shorter than ${SHORTEST} characters`;
  if (isKnownAccount(value)) return 'equal to an account id';
  if (lower === nameOfArn(roleArn).toLowerCase()) return "equal to the role's name";
  if (lower === roleArn.toLowerCase()) return "equal to the role's ARN";
  if (lower === organization) return "equal to the organization's id";
  if (COMMON.has(bare)) return 'a common word';
  return new Set(bare).size < 2 ? 'one character repeated' : undefined;
}
