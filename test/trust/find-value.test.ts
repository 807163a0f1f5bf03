import { patternOf } from '../../lib/model/wildcard';
import { conditionOperator } from '../../lib/policy/condition-operators';
import { findValue, type ValueTest } from '../../lib/trust/find-value';
import { domainOf, type KeyDomain } from '../../lib/trust/key-domain';
import { characterClass, exactly, one } from '../../lib/trust/text-pattern';

function test(name: string, ...texts: readonly string[]): ValueTest {
  const operator = conditionOperator(name)?.operator;
  if (!operator) throw new Error(`${name} is no operator`);
  const values = texts.map((text) => ({ text, pattern: patternOf(text) }));
  return { operator, negated: false, values };
}

const not = (each: ValueTest): ValueTest => ({ ...each, negated: true });

const ANYTHING: KeyDomain = { example: 'example' };
const DIGIT = one(characterClass((code) => code >= 48 && code <= 57));
const NUMBERED: KeyDomain = { grammar: [...exactly('id-'), DIGIT, DIGIT], example: 'id-10' };
const COLOURS: KeyDomain = { values: ['red', 'blue'], example: 'red' };

const find = (tests: readonly ValueTest[], domain = ANYTHING, key = 'aws:key') =>
  findValue(tests, domain, key);

/** More values than those whose surroundings are tried. */
const many = (text: (at: number) => string) => Array.from({ length: 101 }, (_, at) => text(at));

describe('a value that passes all tests', () => {
  it.each<[string, readonly ValueTest[], KeyDomain, string]>([
    ['a plausible one where nothing is asked', [], ANYTHING, 'example'],
    ['the one named', [test('StringEquals', 'k7-prod-88')], ANYTHING, 'k7-prod-88'],
    [
      'the one of several that is left',
      [test('StringEquals', 'a', 'b'), not(test('StringEquals', 'a'))],
      ANYTHING,
      'b',
    ],
    ['a pattern filled in by a word', [test('StringLike', 'prod-*')], ANYTHING, 'prod-example'],
    [
      'a pattern filled in by what else fits',
      [test('StringLike', 'prod-*'), test('StringLike', '*D-E*E')],
      ANYTHING,
      'prod-D-EE',
    ],
    [
      'a number of an interval',
      [test('NumericGreaterThan', '5'), test('NumericLessThan', '6')],
      ANYTHING,
      '5.5',
    ],
    ['a moment', [test('DateEquals', '2026-01-01')], ANYTHING, '2026-01-01T00:00:00.000Z'],
    [
      'a moment in seconds, if the key has no room for another form',
      [test('DateLessThan', '2026-01-01')],
      domainOf('sts:rolesessionname'),
      '1767225599',
    ],
    ['a likely address of a network', [test('IpAddress', '192.0.2.0/24')], ANYTHING, '192.0.2.1'],
    [
      'an address outside a network',
      [not(test('IpAddress', '203.0.113.0/24'))],
      domainOf('aws:sourceip'),
      '198.51.100.10',
    ],
    ['true', [test('Bool', 'true')], ANYTHING, 'true'],
    ['false', [test('Bool', 'false')], ANYTHING, 'false'],
    ['false, where true is excluded', [not(test('Bool', 'true'))], { example: 'true' }, 'false'],
    [
      'a private address, if the key may hold one',
      [test('IpAddress', '10.1.0.0/16')],
      domainOf('aws:vpcsourceip'),
      '10.1.0.1',
    ],
    [
      'an address of a network that is like a text',
      [test('IpAddress', '192.0.2.0/24'), test('StringLike', '*.1')],
      ANYTHING,
      '192.0.2.1',
    ],
    [
      'a text that is like an ARN',
      [test('ArnLike', '*'), test('StringLike', 'repo:*')],
      ANYTHING,
      'repo:example:example:example:example:example',
    ],
    [
      'the first of very many texts',
      [test('StringEquals', ...many((at) => `text-${at}`))],
      ANYTHING,
      'text-0',
    ],
    [
      'a plausible one beside very many numbers',
      [not(test('NumericEquals', ...many(String))), not(test('NumericGreaterThan', ...many(String)))],
      { example: '-7' },
      '-7',
    ],
    ['one of the few that the key has', [not(test('StringEquals', 'red'))], COLOURS, 'blue'],
    ['one of the form that the key has', [test('StringLike', '*7')], NUMBERED, 'id-07'],
    ['a plausible one, if that is not excluded', [not(test('StringEquals', 'x'))], NUMBERED, 'id-10'],
    ['the shortest, if nothing readable fits', [not(test('StringLike', 'e*'))], ANYTHING, ''],
  ])('is %s', (_, tests, domain, value) => {
    expect(find(tests, domain)).toEqual({ kind: 'value', value });
  });

  it('is another of the form that the key has, where the plausible one is excluded', () => {
    const tests = [not(test('StringEquals', 'id-10'))];
    expect(find(tests, NUMBERED)).toEqual({ kind: 'value', value: expect.stringMatching(/^id-\d\d$/) });
  });

  it('is in the letter case that the other tests ask for', () => {
    const tests = [test('StringEqualsIgnoreCase', 'Prod'), test('StringLike', '?R*')];
    expect(find(tests)).toEqual({ kind: 'value', value: expect.stringMatching(/^[Pp]R[Oo][Dd]$/) });
  });

  it('is a moment in seconds where the key counts them', () => {
    const tests = [test('DateEquals', '2026-01-01')];
    expect(find(tests, ANYTHING, 'aws:epochtime')).toEqual({ kind: 'value', value: '1767225600' });
  });

  it('is one that only the search by patterns finds', () => {
    const tests = [test('StringLike', 'a', 'b?'), not(test('StringEquals', 'a', 'bx'))];
    expect(find(tests)).toEqual({ kind: 'value', value: expect.stringMatching(/^b[^x]$/) });
  });
});

describe('that no value passes all tests is proven', () => {
  it.each<[string, readonly ValueTest[], KeyDomain]>([
    ['of two exact texts', [test('StringEquals', 'a'), test('StringEquals', 'b')], ANYTHING],
    ['of two patterns', [test('StringLike', 'a*'), test('StringLike', 'b*')], ANYTHING],
    ['of an ARN and a pattern', [test('ArnLike', 'arn:aws:s3:::x'), test('StringLike', '*y')], ANYTHING],
    ['of an empty interval', [test('NumericLessThan', '5'), test('NumericGreaterThan', '6')], ANYTHING],
    ['of two moments', [test('DateLessThan', '2026'), test('DateGreaterThan', '2027')], ANYTHING],
    [
      'of a network and the world around it',
      [test('IpAddress', '10.0.0.0/8'), not(test('IpAddress', '0.0.0.0/0'))],
      ANYTHING,
    ],
    ['of true and false at once', [test('Bool', 'true'), test('Bool', 'false')], ANYTHING],
    ['of what is none of the few that the key has', [test('StringLike', 'green*')], COLOURS],
    ['of another form than the key has', [test('StringLike', 'no-*')], NUMBERED],
    [
      'of an exact text that is no number',
      [test('StringEquals', 'x'), test('NumericLessThan', '5')],
      ANYTHING,
    ],
    [
      'of a plain pattern that is no number',
      [test('StringLike', 'x'), test('NumericLessThan', '5')],
      ANYTHING,
    ],
  ])('%s', (_, tests, domain) => {
    expect(find(tests, domain)).toEqual({ kind: 'impossible' });
  });
});

describe('whether a value passes all tests stays open', () => {
  it.each<[string, readonly ValueTest[]]>([
    ['of a pattern and a number', [test('StringLike', 'a*', '?7'), test('NumericGreaterThan', '20')]],
    ['of a number and a moment', [test('NumericEquals', '2030'), test('DateLessThan', '2000-01-01')]],
    ['of an excluded text and numbers', [not(test('StringLike', '*')), test('NumericLessThan', '5')]],
    ['of very many numbers', [test('NumericEquals', ...many(String))]],
    ['of very many moments', [test('DateEquals', ...many((at) => String(1_700_000_000 + at)))]],
  ])('%s, where no likely value does', (_, tests) => {
    expect(find(tests)).toEqual({ kind: 'unknown' });
  });

  it('where a text is found that is no public address', () => {
    expect(find([test('StringLike', '10.*')], domainOf('aws:sourceip'))).toEqual({ kind: 'unknown' });
  });

  it('only beyond a hundred numbers', () => {
    const half = (from: number) => Array.from({ length: 50 }, (_, at) => String(from + at));
    const tests = [test('NumericEquals', ...half(0)), test('NumericEquals', ...half(50))];
    expect(find(tests)).toEqual({ kind: 'impossible' });
  });
});
