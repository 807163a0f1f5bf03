import { accountIdIn } from '../../../lib/model/identifiers';
import { describeWay } from '../../../lib/outputs/words/way-words';

const ISSUER = 'token.actions.githubusercontent.com';
const account = accountIdIn('111122223333');

/** A way in by GitHub Actions whose subject must match the pattern. */
function byGitHub(pattern: string) {
  if (!account) throw new Error('not an account id');
  const provider = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
  return {
    caller: { kind: 'oidc', provider, account, issuer: ISSUER, subjects: [pattern] },
    guards: [
      { kind: 'subject', key: `${ISSUER}:sub`, operator: 'StringLike', values: [pattern], strength: 'firm' },
    ],
  } as const;
}

describe('the width of a way in', () => {
  it.each([
    ['repo:acme/site:ref:refs/heads/main', 'one subject'],
    ['repo:acme/site:*', 'one project'],
    ['repo:acme/*', 'whole organization'],
    ['repo:acme*', 'look-alikes too'],
    ['*', 'every customer'],
  ])('of `%s` is %s', (pattern, words) => {
    expect(describeWay(byGitHub(pattern))).toBe(words);
  });
});
