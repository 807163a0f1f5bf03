import fc from 'fast-check';
import { type JsonPiece, JsonSplitter } from '../../../lib/sources/documents/json-splitter';

const LISTS = new Set(['Records', 'Roles']);

function split(...chunks: readonly (string | Buffer)[]): JsonPiece[] {
  const splitter = new JsonSplitter(LISTS);
  const pieces = chunks.flatMap((chunk) => [...splitter.push(Buffer.from(chunk))]);
  return [...pieces, ...splitter.end()];
}

/** The pieces in short: what was read, and what was not. */
function outline(pieces: readonly JsonPiece[]): unknown[] {
  return pieces.map((piece) => {
    if (piece.kind === 'broken') return piece.fault;
    const value: unknown = parse(piece.bytes);
    return piece.kind === 'item' ? [piece.list, piece.place.index, value] : value;
  });
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return 'unparsable';
  }
}

/** Documents with their named lists put back. */
function rebuild(pieces: readonly JsonPiece[]): unknown[] {
  let items = new Map<string, unknown[]>();
  const documents: unknown[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'broken') throw new Error(piece.fault);
    const value: unknown = JSON.parse(piece.bytes.toString('utf8'));
    if (piece.kind === 'item') items.set(piece.list, [...(items.get(piece.list) ?? []), value]);
    else {
      for (const [list, values] of items) Object.assign(value as object, { [list]: values });
      items = new Map();
      documents.push(value);
    }
  }
  return documents;
}

describe('the JSON splitter', () => {
  it.each<[string, string, unknown[]]>([
    ['one object', '{"a":1}', [{ a: 1 }]],
    ['concatenated objects', '{"a":1}{"b":2}\n\n{"c":3}', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['a text sequence', '\u001e{"a":1}\n\u001e{"b":2}\n', [{ a: 1 }, { b: 2 }]],
    [
      'a list, whose items are documents',
      '[{"a":1}, 2 ,"]",[3,"x"],null]',
      [{ a: 1 }, 2, ']', [3, 'x'], null],
    ],
    ['an empty list', '[ ]', []],
    ['nothing but white space', ' \r\n\t', []],
    [
      'a named list whose name has a letter as an escape',
      '{"Rec\\u006frds":[{"a":1}],"x\\q":[2]}',
      [['Records', 0, { a: 1 }], 'unparsable'],
    ],
    [
      'a named list ahead of its document',
      '{"Records":[{"a":1},{"b":[2]}],"x":"y"}',
      [['Records', 0, { a: 1 }], ['Records', 1, { b: [2] }], { Records: [], x: 'y' }],
    ],
    [
      'two named lists with other members between',
      '{"x":1,"Records":[1, "a,b" ,null],"y":{"Records":[2]},"Roles":[],"z":3}',
      [
        ['Records', 0, 1],
        ['Records', 1, 'a,b'],
        ['Records', 2, null],
        { x: 1, Records: [], y: { Records: [2] }, Roles: [], z: 3 },
      ],
    ],
    [
      'named lists of documents in a list',
      '[{"Roles":[1]},{"Roles":[2]}]',
      [['Roles', 0, 1], { Roles: [] }, ['Roles', 0, 2], { Roles: [] }],
    ],
    ['a named list in a list of no document', '[["Records",[1]]]', [['Records', [1]]]],
    ['a member of that name that is no list', '{"Records":{"a":[1]}}', [{ Records: { a: [1] } }]],
    ['brackets and quotes in strings', '{"a":"}\\"]{\\\\"}{"b":1}', [{ a: '}"]{\\' }, { b: 1 }]],
  ])('cuts %s', (_, text, expected) => {
    expect(outline(split(text))).toEqual(expected);
  });

  it.each<[string, string, unknown[]]>([
    ['a line cut inside a string', '{"a":"x\n{"b":1}\n', ['json-malformed', { b: 1 }]],
    ['a line cut after a value', '{"a":[1,2\n{"b":1}\n{"c":2}', ['json-malformed', { b: 1 }, { c: 2 }]],
    ['a line cut after a comma', '{"a":1,\n{"b":1}', ['json-malformed', { b: 1 }]],
    ['brackets that do not match', '{"a":[1}\n{"b":1}', ['json-malformed', { b: 1 }]],
    ['text between documents', '{"a":1}\noops "\n{"b":1}', [{ a: 1 }, 'json-malformed', { b: 1 }]],
    ['text after the last document', '{"a":1} oops', [{ a: 1 }, 'json-malformed']],
    ['no JSON at all', 'time,source\n1,2\n', ['json-malformed']],
    [
      'one item with a quote missing',
      '{"Records":[\n {"a": "x,\n  "b": 1},\n {"c":2}\n]}',
      ['json-malformed', ['Records', 1, { c: 2 }], { Records: [] }],
    ],
    [
      'one item that is no JSON',
      '{"Records":[{"a":nul},{"c":2}]}',
      [['Records', 0, 'unparsable'], ['Records', 1, { c: 2 }], { Records: [] }],
    ],
    [
      'text after an item',
      '{"Records":[{"a":1} x,{"c":2}]}',
      [['Records', 0, { a: 1 }], 'json-malformed', ['Records', 1, { c: 2 }], { Records: [] }],
    ],
    [
      'a file cut off between two items',
      '{"Records":[{"a":1},{"b":',
      [['Records', 0, { a: 1 }], 'json-unfinished'],
    ],
    ['a top-level list cut off', '[{"a":1},', [{ a: 1 }, 'json-unfinished']],
    ['an empty item', '[1,,2]', [1, 'unparsable', 2]],
  ])('keeps what is whole around %s', (_, text, expected) => {
    expect(outline(split(text))).toEqual(expected);
  });

  it('counts brackets without recursion and refuses what is too deep', () => {
    const deep = '['.repeat(100_000);
    expect(outline(split(`{"a":${deep}`))).toEqual(['json-too-deep']);
    expect(outline(split(`{"a":${deep}${']'.repeat(100_000)}}{"b":1}`))).toEqual(['json-too-deep', { b: 1 }]);
    expect(outline(split(`{"Records":[${'['.repeat(2000)}${']'.repeat(2000)},1]}`))).toEqual([
      'json-too-deep',
      ['Records', 1, 1],
      { Records: [] },
    ]);
  });

  it('refuses one piece of more than 64 MiB, and keeps its neighbours', () => {
    const chunk = 'x'.repeat(1024 * 1024);
    const huge = [...Array<string>(66)].map(() => chunk);
    expect(outline(split('{"Records":[1,"', ...huge, '",2]}{"b":1}'))).toEqual([
      ['Records', 0, 1],
      'json-too-large',
      ['Records', 2, 2],
      { Records: [] },
      { b: 1 },
    ]);
  });

  it('says on which line and in which item a piece stood', () => {
    const places = split('{"a":1}\n{"Records":[\n1,\n{"b":2}]}').map((piece) => piece.place);
    expect(places).toEqual([
      { document: 0, line: 1 },
      expect.objectContaining({ document: 1, list: 'Records', index: 0 }),
      { document: 1, line: 4, list: 'Records', index: 1 },
      { document: 1, line: 2 },
    ]);
  });

  it('gives the values that JSON.parse gives, whatever the chunks and the white space', () => {
    const key = fc.oneof(fc.constantFrom('Records', 'Roles', 'x'), fc.string({ unit: 'binary' }));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', maxDepth: 4 },
        fc.jsonValue({ maxDepth: 2 }),
        fc.array(tie('value')),
        tie('object'),
      ),
      object: fc.dictionary(key, tie('value')),
    }));
    const object = fc.dictionary(key, value);
    fc.assert(
      fc.property(
        fc.array(object, { maxLength: 4 }),
        fc.constantFrom(undefined, 1, '\t', '\n', '\r\n  '),
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 12 }),
        (objects, space, asList, cuts) => {
          const bytes = Buffer.from(
            asList
              ? JSON.stringify(objects, null, space)
              : objects.map((one) => JSON.stringify(one, null, space)).join('\n'),
          );
          const expected: unknown = JSON.parse(JSON.stringify(objects));
          const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
          const chunks = ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
          expect(rebuild(split(...chunks))).toEqual(expected);
        },
      ),
    );
  });

  it('gives the same pieces when the bytes are cut at any position', () => {
    const texts = [
      '{"x":"é\\"","Records":[{"a":"\\\\"},"b"],"y":[{"Roles":[]}]}\n{"a":"x\n{"b":[1}\n junk {"c":2}',
      '[{"Records":[1,{"a":"\\u00e9"}]},"s,"]',
    ];
    for (const text of texts) {
      const bytes = Buffer.from(text);
      const whole = outline(split(bytes));
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        expect(outline(split(bytes.subarray(0, cut), bytes.subarray(cut)))).toEqual(whole);
      }
      expect(outline(split(...[...bytes].map((byte) => Buffer.from([byte]))))).toEqual(whole);
    }
  });
});
