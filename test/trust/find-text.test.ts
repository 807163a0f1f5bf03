import * as fc from 'fast-check';
import { matchWildcard, patternOf } from '../../lib/model/wildcard';
import { findText } from '../../lib/trust/find-text';
import { coversText, type TextPattern, wildcards } from '../../lib/trust/text-pattern';
import { propertyRuns } from '../support/property-runs';

const compile = (text: string): TextPattern => wildcards({ text, pattern: patternOf(text) });
const wildcardText = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });

/** Every text over two letters that the patterns name and one that they do not. */
const SHORT_TEXTS = ['', 'a', 'b', 'z'].flatMap((one) =>
  ['', 'a', 'b', 'z'].flatMap((two) =>
    ['', 'a', 'b', 'z'].flatMap((three) => ['', 'a', 'z'].map((four) => one + two + three + four)),
  ),
);

interface WordTest {
  readonly patterns: readonly string[];
  readonly negated: boolean;
}

const meets = (tests: readonly WordTest[], text: string) =>
  tests.every(
    ({ patterns, negated }) => patterns.some((pattern) => matchWildcard(pattern, text)) !== negated,
  );

describe('a text that meets several patterns', () => {
  it('is found exactly where there is one', () => {
    const wordTest = fc.record({
      patterns: fc.array(wildcardText, { minLength: 1, maxLength: 2 }),
      negated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(wordTest, { minLength: 1, maxLength: 3 }), (tests) => {
        const found = findText(tests.map((test) => ({ ...test, patterns: test.patterns.map(compile) })));
        if (found.kind === 'value') expect(meets(tests, found.value)).toBe(true);
        else {
          expect(found.kind).toBe('impossible');
          expect(SHORT_TEXTS.filter((text) => meets(tests, text))).toEqual([]);
        }
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  it('is a shortest one', () => {
    const found = findText([
      { patterns: [compile('repo:acme/*')], negated: false },
      { patterns: [compile('*:main')], negated: false },
      { patterns: [compile('repo:acme/:main')], negated: true },
    ]);
    expect(found.kind === 'value' && found.value.length).toBe('repo:acme/x:main'.length);
  });

  it('is given up past the bound instead of hanging', () => {
    const hostile = { patterns: [compile('*a?'.repeat(400))], negated: true };
    expect(
      findText([hostile, { patterns: [compile(`${'a'.repeat(1_500)}*`)], negated: false }]).kind,
    ).not.toBe('impossible');
    const oneOf = (...texts: readonly string[]) => ({ patterns: texts.map(compile), negated: false });
    expect(findText([oneOf('x'.repeat(10_000))]).kind).toBe('unknown');
    expect(findText([oneOf('x'.repeat(4_001), 'y')]).kind).toBe('unknown');
    expect(findText([oneOf('x'.repeat(4_000), 'y')])).toEqual({ kind: 'value', value: 'y' });
  });

  it('is covered as the policy language says', () => {
    fc.assert(
      fc.property(
        wildcardText,
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 }),
        (pattern, text) => {
          expect(coversText(compile(pattern), text)).toBe(matchWildcard(pattern, text));
        },
      ),
      { numRuns: propertyRuns(2_000) },
    );
  });
});
