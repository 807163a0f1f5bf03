import fc from 'fast-check';
import { headerIn, readCsvRows } from '../../../../lib/sources/trail/query-results/csv-rows';
import { propertyRuns } from '../../../support/property-runs';
import { csvOf } from '../../../support/query-result';

const HEAD = 'a,b';

/** Rows as lists of cells, faults as text, from chunks of the given size. */
async function read(text: string, { size = 5, largest = 100, head = HEAD } = {}): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const row of readCsvRows(chunks(Buffer.from(text), size), head, largest)) {
    found.push(row.kind === 'row' ? row.cells : row.line ? `${row.fault} ${row.line}` : row.fault);
  }
  return found;
}

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('rows of a table', () => {
  const wide = 'x'.repeat(200);

  it.each<[string, string, unknown[]]>([
    [
      'plain rows',
      'a,b\n1,2\n3,4',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'quotes',
      'a,b\n"1, ""x""\n2",\n',
      [
        ['a', 'b'],
        ['1, "x"\n2', ''],
      ],
    ],
    [
      'CRLF and blank lines',
      'a,b\r\n\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'characters of several bytes',
      'a,b\nZoë,🦊\n',
      [
        ['a', 'b'],
        ['Zoë', '🦊'],
      ],
    ],
    ['a row with a cell too few', 'a,b\n1\n3,4\n', [['a', 'b'], 'row-malformed 2', ['3', '4']]],
    ['a row with a cell too many', 'a,b\n1,2,3\n3,4\n', [['a', 'b'], 'row-malformed 2', ['3', '4']]],
    ['a quote inside a cell', 'a,b\n1"1"1,2\n3,4\n', [['a', 'b'], 'row-malformed 2', ['3', '4']]],
    [
      'a row that breaks off in quotes, and takes the next one with it',
      '"a","b"\n"1","2\n"3","4"\n"5","6"\n',
      [['a', 'b'], 'row-malformed 3', ['5', '6']],
    ],
    ['a quote without end', 'a,b\n1,2\n"3,4\n5,6\n', [['a', 'b'], ['1', '2'], 'row-unending']],
    [
      'a quote without end, for longer than a row may be',
      `a,b\n"3,4\n${'5,6\n'.repeat(50)}`,
      [['a', 'b'], 'row-unending'],
    ],
    ['an enormous line', `a,b\n1,"${wide}"\n3,4\n`, [['a', 'b'], 'row-too-large', ['3', '4']]],
    ['an enormous line at the end', `a,b\n1,2\n3,${wide}`, [['a', 'b'], ['1', '2'], 'row-too-large']],
    [
      'NUL bytes',
      'a,b\n1\0,2\n',
      [
        ['a', 'b'],
        ['1\0', '2'],
      ],
    ],
  ])('reads %s, whatever the chunks', async (_, text, expected) => {
    for (const size of [1, 3, 7, 64]) {
      expect([...(await read(text, { size }))].sort()).toEqual([...expected].sort());
    }
  });

  it('reads back every cell that is written, whatever the chunks', async () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'",;\r\n\t =\0é🦊') }));
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 20 }), async (written, size) => {
        const text = csvOf(['a', 'b'], written);
        expect(await read(text, { size, largest: 10_000 })).toEqual([['a', 'b'], ...written]);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('reads as long as somebody asks, and closes its source then', async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (;;) yield Buffer.from('1,2\n');
      } finally {
        isClosed = true;
      }
    }
    let rows = 0;
    for await (const _ of readCsvRows(endless(), HEAD)) {
      rows += 1;
      if (rows === 1_000) break;
    }
    await new Promise(setImmediate);
    expect(isClosed).toBe(true);
  });

  it('hands on what its source could not read', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('a,b\n1,2\n');
      throw new Error('no disk');
    }
    const reading = async () => {
      for await (const _ of readCsvRows(broken(), HEAD));
    };
    await expect(reading()).rejects.toThrow('no disk');
  });

  it.each([
    ['"eventtime","eventname"\r\n1', ['eventtime', 'eventname']],
    ['a;b\n', ['a', 'b']],
    ['a\tb', ['a', 'b']],
    ['hello', ['hello']],
    ['', ['']],
  ])('finds the header in %j', (head, expected) => {
    expect(headerIn(head)).toEqual(expected);
  });
});
