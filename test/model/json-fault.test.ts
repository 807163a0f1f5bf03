import fc from 'fast-check';
import { findJsonFault } from '../../lib/model/json-fault';

describe('the place where text stops being JSON', () => {
  it.each([
    ['{"a":1 "b"}', { line: 1, column: 8 }],
    ['{\n  "a": 1\n  "b": 2\n}', { line: 3, column: 3 }],
    ['abc', { line: 1, column: 1 }],
    ['{"a":tru}', { line: 1, column: 6 }],
    ['{', { line: 1, column: 2 }],
    ['', { line: 1, column: 1 }],
    ['[1,]', { line: 1, column: 4 }],
    ['{"a":"x', { line: 1, column: 8 }],
    ['{"a":"\\x"}', { line: 1, column: 7 }],
    ['{"a":"line\nbreak"}', { line: 1, column: 11 }],
    ['{} {}', { line: 1, column: 4 }],
    ['{a:1}', { line: 1, column: 2 }],
    ['[1}', { line: 1, column: 3 }],
    ["{'a':1}", { line: 1, column: 2 }],
  ])('in %j is %j', (text, place) => {
    expect(findJsonFault(text)).toEqual(place);
  });

  it('is not there in JSON', () => {
    fc.assert(fc.property(fc.json(), (text) => findJsonFault(text) === undefined));
  });

  it('is there exactly when JSON.parse refuses the text', () => {
    const damaged = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '0', '\u0000'),
    );
    fc.assert(
      fc.property(damaged, ([json, position, inserted]) => {
        const at = position % (json.length + 1);
        const text = `${json.slice(0, at)}${inserted}${json.slice(at + (inserted === '' ? 1 : 0))}`;
        return (findJsonFault(text) !== undefined) === isRefused(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('is found behind a hundred thousand open brackets', () => {
    expect(findJsonFault('['.repeat(100_000))).toEqual({ line: 1, column: 100_001 });
  });
});

function isRefused(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}
