/**
 * The made-up trail is what the figures of `npm run bench` rest on: the same every time, and like a real one.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { writeTrail } from './make-trail';
import { ESTATE, filesIn } from './trail-estate';

const SIZE = { ...ESTATE, records: 3_000 };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trust-atlas-trail-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is the same whether one process writes it or three', () => {
  writeTrail(join(folder, 'whole'), SIZE);
  for (const part of [2, 0, 1]) writeTrail(join(folder, 'parts'), SIZE, { part, of: 3 });
  const [parts, whole] = ['parts', 'whole'].map((under) =>
    contents(under).map(([path, file]) => `${path} ${file.toString('base64')}`),
  );
  expect(parts).toEqual(whole);
});

it('packs as real trails do, has records as long, and as many assume calls among them', () => {
  writeTrail(folder, SIZE);
  const files = contents('.').map(([, file]) => file);
  const texts = files.map((file) => gunzipSync(file));
  const bytes = sum(texts.map(({ length }) => length));
  const records = texts.flatMap((text) => JSON.parse(text.toString('utf8')).Records);
  expect(records).toHaveLength(SIZE.records);
  expect(bytes / records.length).toBeGreaterThan(1_650);
  expect(bytes / records.length).toBeLessThan(1_950);
  expect(bytes / sum(files.map(({ length }) => length))).toBeGreaterThan(9);
  const sts = records.filter(({ eventSource }) => eventSource === 'sts.amazonaws.com');
  expect(sts.length / records.length).toBeCloseTo(0.03, 2);
  expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(records.length);
});

it('has sessions that outsiders got, and what they did', () => {
  writeTrail(folder, SIZE);
  const records = contents('.').flatMap(([, file]) => JSON.parse(gunzipSync(file).toString('utf8')).Records);
  const issued = new Set(
    records
      .filter(({ userIdentity }) => userIdentity.principalId?.startsWith('AROAVENDOR'))
      .map(({ responseElements }) => responseElements.credentials.accessKeyId),
  );
  const followed = records.filter(({ userIdentity }) => issued.has(userIdentity.accessKeyId));
  expect(followed.length).toBeGreaterThan(issued.size);
});

function contents(under: string): readonly (readonly [string, Buffer])[] {
  const root = join(folder, under);
  return filesIn(root).map((path) => [relative(root, path), readFileSync(path)]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
