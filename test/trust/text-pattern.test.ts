import * as fc from 'fast-check';
import { patternOf } from '../../lib/model/wildcard';
import { arnLike } from '../../lib/policy/operators/arn-like';
import {
  ANY_ARN,
  arnWildcards,
  characterClass,
  coversText,
  exactly,
  filledIn,
  inAnyLetterCase,
  one,
  run,
  type TextPattern,
  wildcards,
} from '../../lib/trust/text-pattern';
import { propertyRuns } from '../support/property-runs';

const value = (text: string) => ({ text, pattern: patternOf(text) });
const DIGIT = characterClass((code) => code >= 48 && code <= 57);

describe('a text pattern', () => {
  it.each<[string, () => TextPattern, readonly string[], readonly string[]]>([
    ['an exact text', () => exactly('a*'), ['a*'], ['a', 'ab', 'a*b', 'A*', '']],
    ['no text', () => exactly(''), [''], ['a']],
    [
      'any letter case',
      () => inAnyLetterCase('Straße-İ7'),
      ['Straße-İ7', 'straße-İ7', 'STRAßE-İ7'],
      ['strasse-İ7', 'Straße-i7', 'Straße-İ'],
    ],
    ['a character beyond the first plane', () => inAnyLetterCase('𝒶b'), ['𝒶b', '𝒶B'], ['𝒶', 'b', '𝒷b']],
    [
      'any run of a class',
      () => [one(DIGIT), run(DIGIT), ...exactly('.')],
      ['1.', '123.'],
      ['.', '1', 'a.', '1a.'],
    ],
    [
      'wildcards over all characters',
      () => wildcards(value('a?b*')),
      ['axb', 'a:b/c:d'],
      ['ab', 'axxb', 'xaxb', ''],
    ],
    [
      'wildcards over some characters',
      () => wildcards(value('a?b*'), DIGIT),
      ['a1b', 'a1b234'],
      ['axb', 'a1bx', 'ab', 'a12b'],
    ],
    ['runs side by side', () => wildcards(value('**a**')), ['a', 'xa', 'ax', 'aa'], ['', 'x']],
    ['any ARN', () => ANY_ARN, ['a:b:c:d:e:f', ':::::', 'a:b:c:d:e:f:g'], ['', 'a', '::::', 'a:b:c:d:e']],
  ])('of %s covers the whole of such texts and of no others', (_, patternFor, covered, others) => {
    const pattern = patternFor();
    expect(covered.filter((text) => !coversText(pattern, text))).toEqual([]);
    expect(others.filter((text) => coversText(pattern, text))).toEqual([]);
  });

  it.each([
    ['arn:aws:iam::*:role/?*', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:x:role/a'],
    ['arn:aws:iam::1?3:*', 'arn:aws:iam::123:a:b', 'arn:aws:iam::1:3:a'],
    ['arn:aws:iam::1:?', 'arn:aws:iam::1::', 'arn:aws:iam::1:'],
    ['*', 'a:b:c:d:e:f', 'a:b:c:d:e'],
    ['?:b:c:d:e:f', 'a:b:c:d:e:f', 'b:c:d:e:f'],
    ['*:*:*:*:*:*', ':::::', '::::'],
  ])('of an ARN, %s, covers %s but not %s', (pattern, covered, other) => {
    const compiled = arnWildcards(value(pattern));
    expect(compiled && coversText(compiled, covered)).toBe(true);
    expect(compiled && coversText(compiled, other)).toBe(false);
  });

  it.each(['', 'x', '?', '**', 'arn:*', 'a:b:c:d:e'])(
    'of an ARN is none where %j has too few parts',
    (text) => {
      expect(arnWildcards(value(text))).toBeUndefined();
    },
  );

  it('of an ARN covers what the operator takes', () => {
    const arnText = fc.string({ unit: fc.constantFrom(':', ':', 'a', 'b', '*', '?'), maxLength: 12 });
    const text = fc.string({ unit: fc.constantFrom(':', ':', 'a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(arnText, text, (pattern, candidate) => {
        const compiled = arnWildcards(value(pattern));
        const isCovered = compiled !== undefined && coversText(compiled, candidate);
        expect(isCovered).toBe(arnLike.test(value(pattern), candidate));
      }),
      { numRuns: propertyRuns(3_000) },
    );
  });

  it('is filled in by a text that it covers', () => {
    expect(filledIn(patternOf('repo:*/?-main*'), 'any')).toBe('repo:any/x-mainany');
    expect(filledIn(patternOf('*?'), '')).toBe('x');
    expect(filledIn(patternOf('plain'), 'any')).toBe('plain');
  });
});
