/**
 * Expected use: which entry of a party's declaration speaks of a role, where several cover it.
 *
 * The most specific one decides alone, so that an exception can be wider or narrower than the rule it is from.
 */
import { accountOfArn } from '../model/arn';
import { matchWildcard } from '../model/wildcard';
import type { DeclaredParty, DeclaredUse } from './declaration';

/** The entry that decides for one role. */
export interface ExpectedUse {
  readonly use: DeclaredUse;
  /** in words: which entry it is, and how it covers the role */
  readonly because: string;
  /** in words: the other entries that cover the role, in the order of the file */
  readonly overrode: readonly string[];
}

/**
 * The entry that covers the role: an exact ARN goes before patterns, then the pattern that is literal for longer, then
 * the one with more letters of its own, then a list of accounts before `*`, then the one that is listed first.
 *
 * @param role ARN
 * @returns undefined where no entry covers the role
 */
export function expectedUseOf({ expect }: DeclaredParty, role: string): ExpectedUse | undefined {
  const covering = expect.flatMap((use, index) => coverageOf(use, index, role) ?? []);
  const [best, ...others] = covering.toSorted(bySpecificity);
  if (best === undefined) return undefined;
  const overrode = others
    .sort((a, b) => a.index - b.index)
    .map((other) => `${wordsOf(other)}, which is ${wider(best, other)}`);
  return { use: best.use, because: wordsOf(best), overrode };
}

interface Coverage {
  readonly use: DeclaredUse;
  /** place in the list, from 0 */
  readonly index: number;
  /** the pattern that matches; absent where the entry names no roles */
  readonly pattern?: string;
  readonly exact: boolean;
  /** characters before the first wildcard, and all that are none */
  readonly prefix: number;
  readonly letters: number;
  readonly listsAccounts: boolean;
}

function coverageOf(use: DeclaredUse, index: number, role: string): Coverage | undefined {
  const account = accountOfArn(role);
  const accounts = use.accounts ?? ['*'];
  const isListed = account !== undefined && accounts.includes(account);
  if (!isListed && !accounts.includes('*')) return undefined;
  const listsAccounts = isListed && !accounts.includes('*');
  if (use.roles === undefined) return { use, index, exact: false, prefix: 0, letters: 0, listsAccounts };
  const [best] = use.roles
    .filter((pattern) => matchWildcard(pattern, role))
    .map((pattern) => ({ use, index, listsAccounts, pattern, ...literalOf(pattern) }))
    .sort(bySpecificity);
  return best;
}

function literalOf(pattern: string): Pick<Coverage, 'exact' | 'prefix' | 'letters'> {
  const wild = [...pattern].filter((character) => character === '*' || character === '?').length;
  const first = pattern.search(/[*?]/);
  return {
    exact: first < 0,
    prefix: first < 0 ? pattern.length : first,
    letters: pattern.length - wild,
  };
}

function bySpecificity(a: Coverage, b: Coverage): number {
  return (
    Number(b.exact) - Number(a.exact) ||
    b.prefix - a.prefix ||
    b.letters - a.letters ||
    Number(b.listsAccounts) - Number(a.listsAccounts) ||
    a.index - b.index
  );
}

function wordsOf({ index, pattern, exact, listsAccounts }: Coverage): string {
  const roles =
    pattern === undefined ? 'covers every role' : exact ? 'names it' : `covers it by \`${pattern}\``;
  return `entry ${index + 1} of \`expect\` ${roles}${listsAccounts ? ' in listed accounts' : ''}`;
}

function wider(best: Coverage, other: Coverage): string {
  const isWider = bySpecificity({ ...best, index: 0 }, { ...other, index: 0 }) < 0;
  return isWider ? 'less specific' : 'as specific and listed later';
}
