import { cut, TITLE_LIMIT, titleOf } from '../../lib/findings/title';

const say = (party: string, role: string) => `${party} can enter role ${role} without an external id`;
const titled = (party: string, role: string) =>
  titleOf({ party: { name: party }, role: { name: role } }, say);

describe('titleOf', () => {
  it('begins with a capital and keeps names that fit', () => {
    expect(titled('unknown account 999988887777', 'Entry')).toBe(
      'Unknown account 999988887777 can enter role Entry without an external id',
    );
  });

  it.each([
    [
      'the role, where it is the long one',
      'unknown account 999988887777',
      'r'.repeat(64),
      'Unknown account 999988887777 can',
    ],
    ['the party, where it is the long one', 'p'.repeat(300), 'Entry', 'role Entry without'],
  ])('cuts %s', (_, party, role, kept) => {
    expect(titled(party, role)).toContain(kept);
    expect(titled(party, role)).toHaveLength(TITLE_LIMIT);
  });
});

describe('cut', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['a\u{1F480}b', 3, 'a…'],
  ])('cuts %s to %d', (text, limit, expected) => {
    expect(cut(text, limit)).toBe(expected);
  });
});
