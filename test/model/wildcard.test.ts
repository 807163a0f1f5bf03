import fc from 'fast-check';
import { literalPatternOf, matchPattern, matchWildcard, patternOf } from '../../lib/model/wildcard';
import { propertyRuns } from '../support/property-runs';

describe('a wildcard pattern', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything at all', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?*', 'a', true],
    ['repo:acme/*', 'repo:acme/app:ref:refs/heads/main', true],
    ['repo:acme/*', 'repo:acme-evil/app', false],
    ['repo:acme*', 'repo:acme-evil/app', true],
    ['*a*b*c', 'xxaxxbxxc', true],
    ['*a*b*c', 'xxaxxcxxb', false],
    ['a.c', 'abc', false],
    ['[a-z]', 'b', false],
    ['a\nb*', 'a\nb\nc', true],
    ['Role', 'role', false],
  ])('%j on %j: %s', (pattern, text, matches) => {
    expect(matchWildcard(pattern, text)).toBe(matches);
  });

  it('ignores letter case when asked to', () => {
    expect(matchWildcard('STS:assume*', 'sts:AssumeRole', 'ignore')).toBe(true);
  });

  it('agrees with a regular expression', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', '*', '?', '.', '\n', '\ud800'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        letters,
        letters,
        (pattern, text) => matchWildcard(pattern, text) === oracle(pattern).test(text),
      ),
      { numRuns: propertyRuns(5000) },
    );
  });

  it('made of literal text matches that text alone', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', '*', '?'), maxLength: 6 });
    fc.assert(
      fc.property(
        letters,
        letters,
        (literal, text) => matchPattern(literalPatternOf(literal), text) === (literal === text),
      ),
    );
  });

  it('may mix wildcards with stars that are plain', () => {
    const pattern = [...patternOf('home/'), ...literalPatternOf('*'), ...patternOf('/*')];
    expect(matchPattern(pattern, 'home/*/file')).toBe(true);
    expect(matchPattern(pattern, 'home/alice/file')).toBe(false);
  });

  it('of many stars is settled without trying every split', () => {
    expect(matchWildcard(`${'*a'.repeat(200)}b`, 'a'.repeat(5_000))).toBe(false);
  });
});

function oracle(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
