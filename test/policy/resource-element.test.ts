import { matchResource, type ResourceMatch } from '../../lib/policy/resource-element';
import { ROLE } from './callers';

const STATEMENT = { index: 0, effect: 'Deny', conditions: [], unknown: [] } as const;
const ELSEWHERE = 'arn:aws:s3:::bucket';

/** A star that would have to reach beyond its component of the ARN. */
const FAR_STAR = 'arn:aws:iam*Target';

const MATCHES: readonly [patterns: readonly string[], match: ResourceMatch][] = [
  [['*'], 'covers'],
  [[ROLE], 'covers'],
  [['arn:aws:iam::*:role/app/*'], 'covers'],
  [[ELSEWHERE, ROLE], 'covers'],
  [[ELSEWHERE], 'leaves-out'],
  [[], 'leaves-out'],
  [[FAR_STAR], 'cannot-tell'],
  [[ELSEWHERE, FAR_STAR], 'cannot-tell'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
  [[ELSEWHERE, 'arn:aws:iam::${aws:PrincipalAccount}:role/app/Target'], 'cannot-tell'],
];

const OPPOSITE = { covers: 'leaves-out', 'leaves-out': 'covers', 'cannot-tell': 'cannot-tell' } as const;

describe('a role and the Resource element', () => {
  it.each(MATCHES)('%j: %s', (resource, match) => {
    expect(matchResource({ ...STATEMENT, resource }, ROLE)).toBe(match);
    expect(matchResource({ ...STATEMENT, notResource: resource }, ROLE)).toBe(OPPOSITE[match]);
  });

  it('is open where a statement has neither form', () => {
    expect(matchResource(STATEMENT, ROLE)).toBe('cannot-tell');
  });
});
