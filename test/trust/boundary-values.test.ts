import * as fc from 'fast-check';
import { patternOf } from '../../lib/model/wildcard';
import { conditionOperator } from '../../lib/policy/condition-operators';
import { momentsAround, numbersAround } from '../../lib/trust/boundary-values';
import { propertyRuns } from '../support/property-runs';

interface OrderTest {
  readonly operator: string;
  readonly text: string;
}

const passesAll = (tests: readonly OrderTest[], value: string) =>
  tests.every(({ operator, text }) =>
    conditionOperator(operator)?.operator.test({ text, pattern: patternOf(text) }, value),
  );

const orders = (family: string) =>
  ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((each) => family + each);

const testsOf = (operators: readonly string[], texts: readonly string[]) =>
  fc.array(fc.record({ operator: fc.constantFrom(...operators), text: fc.constantFrom(...texts) }), {
    minLength: 1,
    maxLength: 3,
  });

describe('the numbers around those named', () => {
  it('are they, their neighbours, and what lies between two', () => {
    expect(
      numbersAround(['7', 'many', '5'])
        .map(Number)
        .sort((left, right) => left - right),
    ).toEqual([0, 1, 4, 5, 6, 7, 8]);
    expect(numbersAround(['5', '6'])).toContain('5.5');
    expect(numbersAround(['1', '9', '2'])).toContain('1.5');
  });

  it('are whole ones too where a fraction is named', () => {
    expect(numbersAround(['2.5'])).toEqual(expect.arrayContaining(['2.5', '2', '3']));
  });

  it('are larger and smaller ones too where a number is too large for a neighbour', () => {
    for (const large of ['9007199254740993', '-1e300']) {
      const near = numbersAround([large]).map(Number);
      expect(near.some((value) => value > Number(large))).toBe(true);
      expect(near.some((value) => value < Number(large))).toBe(true);
    }
  });

  it('are two where none is', () => {
    expect(numbersAround([])).toEqual(['0', '1']);
    expect(numbersAround(['many'])).toEqual(['0', '1']);
  });

  it('hold one that passes wherever any number does', () => {
    const texts = ['-3', '0', '1.5', '2', '3', '40'];
    const candidates = Array.from({ length: 220 }, (_, at) => String(-10 + at / 4));
    fc.assert(
      fc.property(testsOf(orders('Numeric'), texts), (tests) => {
        const near = numbersAround(tests.map(({ text }) => text));
        expect(near.some((value) => passesAll(tests, value))).toBe(
          candidates.some((value) => passesAll(tests, value)),
        );
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});

describe('the moments around those named', () => {
  it('are they, the seconds beside them, and what lies between two', () => {
    expect(
      [...momentsAround(['2026-01-01T00:00:10Z', 'soon', '2026-01-01T00:00:00Z'], 'iso')].sort(),
    ).toEqual([
      '2025-12-31T23:59:59.000Z',
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:01.000Z',
      '2026-01-01T00:00:05.000Z',
      '2026-01-01T00:00:09.000Z',
      '2026-01-01T00:00:10.000Z',
      '2026-01-01T00:00:11.000Z',
    ]);
  });

  it('are those between neighbours, in whatever order they are named', () => {
    const named = ['2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z', '2026-01-01T00:00:10Z'];
    expect(momentsAround(named, 'iso')).toContain('2026-01-01T00:00:05.000Z');
  });

  it('are written in seconds where the key is', () => {
    expect([...momentsAround(['1600000000'], 'seconds')].sort()).toEqual([
      '1599999999',
      '1600000000',
      '1600000001',
    ]);
  });

  it('are none where none is named', () => {
    expect(momentsAround(['soon'], 'iso')).toEqual([]);
  });

  it.each([
    ['the last', '9999-12-31T23:59:59Z', ['9999-12-31T23:59:58.000Z', '9999-12-31T23:59:59.000Z']],
    ['the first', '0000-01-01T00:00:00Z', ['0000-01-01T00:00:00.000Z', '0000-01-01T00:00:01.000Z']],
    ['the last in place of one beyond', '999999999999', ['9999-12-31T23:59:59.000Z']],
    ['the first in place of one before', '-999999999999', ['0000-01-01T00:00:00.000Z']],
  ])('end with %s that can be written', (_, named, expected) => {
    expect([...momentsAround([named], 'iso')].sort()).toEqual(expected);
  });

  it('hold one that passes wherever any moment does', () => {
    const start = Date.parse('2026-01-01T00:00:00Z');
    const texts = [0, 1, 2, 10, 3600].map((second) => new Date(start + 1000 * second).toISOString());
    const halves = Array.from({ length: 40 }, (_, at) => at / 2 - 5);
    const candidates = [...halves, ...halves.map((second) => 3600 + second)].map((second) =>
      new Date(start + 1000 * second).toISOString(),
    );
    fc.assert(
      fc.property(testsOf(orders('Date'), texts), (tests) => {
        const near = momentsAround(
          tests.map(({ text }) => text),
          'iso',
        );
        expect(near.some((value) => passesAll(tests, value))).toBe(
          candidates.some((value) => passesAll(tests, value)),
        );
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
