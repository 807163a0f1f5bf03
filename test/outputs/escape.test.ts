import fc from 'fast-check';
import { escapeJson, escapeText } from '../../lib/outputs/escape';

const HOSTILE: readonly (readonly [string, string, string])[] = [
  ['an ANSI colour', '\u001b[31mred', '\\u{1b}[31mred'],
  ['a C1 control sequence', '\u009b2J', '\\u{9b}2J'],
  ['a line feed', 'a\nFAKE ROW', 'a\\u{a}FAKE ROW'],
  ['a right-to-left override', 'exe.\u202efdp', 'exe.\\u{202e}fdp'],
  ['a zero-width space', 'ad\u200bmin', 'ad\\u{200b}min'],
  ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
  ['an invisible tag character', 'a\u{e0041}', 'a\\u{e0041}'],
  ['a lone surrogate', 'a\ud800b', 'a\\u{d800}b'],
  ['a NUL byte', 'a\u0000b', 'a\\u{0}b'],
];

describe('text for a terminal', () => {
  it.each(HOSTILE)('shows %s instead of obeying it', (_, text, shown) => {
    expect(escapeText(text)).toBe(shown);
  });

  it.each(['plain', 'Größe 東京 😀', 'role/Path+=,.@-_'])('leaves %s as it is', (text) => {
    expect(escapeText(text)).toBe(text);
  });
});

describe('text inside JSON', () => {
  it.each(HOSTILE)('stays the same value with %s', (_, text) => {
    const json = escapeJson(JSON.stringify({ text }));
    expect(JSON.parse(json)).toEqual({ text });
  });

  it('never holds a character that a terminal would obey', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = escapeJson(JSON.stringify([text]));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify([text])));
        expect(escapeText(json)).toBe(json);
      }),
    );
  });
});
