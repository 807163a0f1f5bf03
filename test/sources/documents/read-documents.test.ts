import { gzipSync } from 'node:zlib';
import { type Contents, readDocuments } from '../../../lib/sources/documents/read-documents';

const TEXT = '{"Records":[{"name":"Zoë"},{"name":"b"}],"more":1}\r\n{"c":[3]}\r\n';
const VALUES = [{ name: 'Zoë' }, { name: 'b' }, { Records: [], more: 1 }, { c: [3] }];

const RECORDS = [...Array(2000).keys()].map((n) => JSON.stringify({ n, text: String(n * n).repeat(9) }));

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size = 7) {
  const faults: string[] = [];
  const contents = await readDocuments(chunks(bytes, size), new Set(['Records']), (fault) =>
    faults.push(fault),
  );
  return { contents, values: await valuesOf(contents), faults };
}

async function valuesOf(contents: Contents): Promise<unknown[]> {
  const values: unknown[] = [];
  if (contents.kind !== 'json') return values;
  for await (const batch of contents.batches) {
    for (const piece of batch) {
      values.push(piece.kind === 'broken' ? piece.fault : JSON.parse(piece.bytes.toString('utf8')));
    }
  }
  return values;
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('reading documents', () => {
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 LE without', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${TEXT}`)],
    ['UTF-16 BE without', utf16be(TEXT)],
    ['gzip', gzipSync(TEXT)],
    ['gzip of UTF-16', gzipSync(Buffer.from(`\ufeff${TEXT}`, 'utf16le'))],
    ['gzip in two members', Buffer.concat([gzipSync(TEXT.slice(0, 20)), gzipSync(TEXT.slice(20))])],
    ['gzip with bytes behind it', Buffer.concat([gzipSync(TEXT), Buffer.alloc(100)])],
  ])('reads %s, whatever the chunks', async (_, bytes) => {
    for (const size of [1, 2, 3, 50, 1000]) {
      const { values, faults } = await read(bytes, size);
      expect(values).toEqual(VALUES);
      expect(faults).toEqual([]);
    }
  });

  it('keeps what is whole of a truncated gzip file, wherever it was cut, and says so', async () => {
    const bytes = gzipSync(RECORDS.join('\n'));
    let kept = 0;
    for (let end = 30; end < bytes.length; end += 997) {
      const { values, faults } = await read(bytes.subarray(0, end), 4096);
      expect(faults).toEqual(['gzip-truncated']);
      const whole = values.filter((value) => typeof value === 'object');
      expect(whole).toEqual(RECORDS.slice(0, whole.length).map((line): unknown => JSON.parse(line)));
      expect(whole.length).toBeGreaterThanOrEqual(kept);
      kept = whole.length;
    }
    expect(kept).toBeGreaterThan(1800);
  });

  it('notices that only the check sum is missing', async () => {
    const { values, faults } = await read(gzipSync(TEXT).subarray(0, -4));
    expect(values).toEqual(VALUES);
    expect(faults).toEqual(['gzip-truncated']);
  });

  it('keeps what stands before damage', async () => {
    const damaged = gzipSync(TEXT);
    damaged[2] = 0xff; // no such method
    const { values, faults } = await read(Buffer.concat([gzipSync(RECORDS.join('\n')), damaged]), 64);
    expect(values.length).toBeGreaterThan(1800);
    expect(faults).toEqual(['gzip-damaged']);
  });

  it('stops at a file that was made to unpack without end', async () => {
    const bomb = Buffer.concat([gzipSync('{"Records":['), gzipSync(Buffer.alloc(300 * 1024 * 1024, ' '))]);
    const { values, faults } = await read(Buffer.concat([bomb, bomb]), 65_536);
    expect(faults).toEqual(['gzip-too-large']);
    expect(values).toEqual(['json-unfinished']);
  });

  it.each<[string, Buffer, object]>([
    ['a zip archive', Buffer.from('PK\u0003\u0004…'), { kind: 'zip' }],
    ['an empty file', Buffer.alloc(0), { kind: 'empty' }],
    ['a blank file', Buffer.from('\ufeff \r\n'), { kind: 'empty' }],
    ['an empty gzip file', gzipSync(''), { kind: 'empty' }],
    ['other text', Buffer.from(' eventname,eventsource'), { kind: 'other', head: 'eventname,eventsource' }],
    ['packed other text', gzipSync('hello'), { kind: 'other', head: 'hello' }],
  ])('knows %s', async (_, bytes, expected) => {
    expect((await read(bytes)).contents).toMatchObject(expected);
  });
});
