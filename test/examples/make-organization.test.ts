/**
 * The example organization: the committed files are what the script beside them makes, every time.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const SCRIPT = join(__dirname, '../../examples/make-organization.mjs');
const COMMITTED = join(__dirname, '../../examples/organization');

/** Every file of a folder by relative path, unzipped: zlib versions may pack the same text differently. */
function readTexts(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const texts = files.map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    return [
      path.slice(folder.length + 1),
      (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'),
    ];
  });
  return new Map(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface TrailRecord {
  readonly eventID: string;
  readonly sharedEventID?: string;
  readonly eventName: string;
  readonly errorCode?: string;
}

describe('the example organization', () => {
  const made = mkdtempSync(join(tmpdir(), 'trust-atlas-example-'));
  let committed: ReadonlyMap<string, string>;

  beforeAll(() => {
    execFileSync(process.execPath, [SCRIPT, made]);
    committed = readTexts(COMMITTED);
  });
  afterAll(() => rmSync(made, { recursive: true }));

  it('is committed exactly as the script makes it', () => {
    const fresh = readTexts(made);
    expect([...committed.keys()]).toEqual([...fresh.keys()]);
    const different = [...fresh].filter(([path, text]) => committed.get(path) !== text).map(([path]) => path);
    expect(different).toEqual([]);
  });

  it('carries no time of making inside its zipped files', () => {
    const zipped = [...committed.keys()].filter((path) => path.endsWith('.gz'));
    const stamps = zipped.map((path) => readFileSync(join(made, path)).readUInt32LE(4));
    expect(new Set(stamps)).toEqual(new Set([0]));
  });

  it('stays small enough to ship', () => {
    const bytes = [...committed.keys()].map((path) => readFileSync(join(COMMITTED, path)).length);
    expect(bytes.length).toBeLessThanOrEqual(310);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
  });

  it('holds the calls that its README counts', () => {
    const records = [...committed]
      .filter(([path]) => path.includes('/CloudTrail/'))
      .flatMap(([, text]): TrailRecord[] => JSON.parse(text).Records);
    const entries = records.filter((record) => record.eventName.startsWith('AssumeRole'));
    const callsOf = (list: readonly TrailRecord[]) =>
      new Set(list.map((record) => record.sharedEventID ?? record.eventID)).size;
    const readme = readFileSync(join(COMMITTED, '../README.md'), 'utf8');

    expect(readme).toContain(
      [
        `${records.length} records`,
        `${callsOf(entries.filter((record) => !record.errorCode))} role assumptions`,
        `${callsOf(entries.filter((record) => record.errorCode))} refused`,
        `${entries.length - callsOf(entries)} repeated`,
      ].join(', '),
    );
  });
});
