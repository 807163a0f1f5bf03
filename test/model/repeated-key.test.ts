import * as fc from 'fast-check';
import { hasRepeatedKey } from '../../lib/model/repeated-key';

const isRepeated = (text: string) => hasRepeatedKey(text, JSON.parse(text));

describe('a key that is named twice', () => {
  it.each([
    ['at the top', '{"a":1,"a":2}'],
    ['among others', '{"a":1,"b":{"x":1},"a":2}'],
    ['within', '{"a":[{"b":{"c":1,"d":2,"c":3}}]}'],
    ['in what is dropped itself', '{"a":{"b":1,"c":2},"a":{}}'],
    ['spelt by an escape', '{"a":1,"\\u0061":2}'],
    ['of the name __proto__', '{"__proto__":1,"__proto__":2}'],
    ['with blanks about', '{ "a" : 1 , "a" : 2 }'],
    ['after text that ends in a backslash', '{"a":"\\\\","a":":"}'],
  ])('is seen %s', (_, text) => {
    expect(isRepeated(text)).toBe(true);
  });

  it.each([
    ['in two objects', '[{"a":1},{"a":2}]'],
    ['in one and another within', '{"a":{"a":1}}'],
    ['in other letter case', '{"a":1,"A":2}'],
    ['by a number that is a place too', '{"0":["a"],"1":["b"]}'],
    ['within text', '{"a":"{\\"a\\":1,\\"a\\":2}"}'],
    ['without any object', '":::"'],
  ])('is none %s', (_, text) => {
    expect(isRepeated(text)).toBe(false);
  });

  it('is none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json(), (text) => expect(isRepeated(JSON.stringify(JSON.parse(text)))).toBe(false)),
    );
  });

  it('is looked for in deep nesting, and in endless backslashes', () => {
    expect(isRepeated(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)).toBe(false);
    expect(isRepeated(`${'['.repeat(50_000)}{"a":1,"a":2}${']'.repeat(50_000)}`)).toBe(true);
    expect(isRepeated(JSON.stringify(Array.from({ length: 200_000 }, () => 'x')))).toBe(false);
    expect(isRepeated(`{"a":"${'\\\\'.repeat(60_000)}"}`)).toBe(false);
  });
});
