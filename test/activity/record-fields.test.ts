import { fieldAt, idAt, listAt, textAt } from '../../lib/activity/record-fields';

describe('reading fields', () => {
  it('knows own fields only', () => {
    expect(fieldAt({}, 'constructor')).toBeUndefined();
    expect(fieldAt(JSON.parse('{"__proto__": {"a": 1}}'), 'a')).toBeUndefined();
  });

  it('leaves short text as it is, to the last character that fits', () => {
    expect(textAt({ text: 'x'.repeat(256) }, 'text')).toBe('x'.repeat(256));
  });

  it('marks text that it cut, and cuts no character in two', () => {
    const cut = textAt({ text: `${'x'.repeat(254)}😀${'x'.repeat(99)}` }, 'text');
    expect(cut).toBe(`${'x'.repeat(254)}…`);
  });

  it('gives up an identifier that is too long, since half of one names something else', () => {
    expect(idAt({ id: 'x'.repeat(2_049) }, 'id')).toBeUndefined();
    expect(idAt({ id: 'x'.repeat(2_048) }, 'id')).toHaveLength(2_048);
  });

  it('keeps the objects of a list, whatever else is in it', () => {
    expect(listAt({ list: ['x', null, { a: 1 }, [2]] }, 'list')).toEqual([{ a: 1 }]);
    expect(listAt({ list: 'x' }, 'list')).toEqual([]);
  });
});
