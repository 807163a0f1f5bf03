/**
 * What the commands print for the example organization, byte for byte.
 *
 * `npm run golden` writes the files anew; the difference is to be read before it is committed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './support/run-command';

const FROM = ['--from', 'examples/organization', '--as-of', '2026-11-24T00:00:00Z'];
const GOLDEN = join(__dirname, 'golden');

const CASES: readonly (readonly [file: string, args: readonly string[]])[] = [
  ['scan.txt', ['scan', ...FROM, '--all']],
  ['scan.json', ['scan', ...FROM, '--format', 'json']],
  ['scan.csv', ['scan', ...FROM, '--format', 'csv']],
  ['explain-external.txt', ['explain', 'arn:aws:iam::777788889999:role/QuboleDataAccess', ...FROM]],
  ['explain-denied.txt', ['explain', 'arn:aws:iam::012345678901:role/FormerPartnerFeed', ...FROM]],
  [
    'explain-as.txt',
    ['explain', 'arn:aws:iam::777788889999:role/QuboleDataAccess', '--as', '805246085872', ...FROM],
  ],
  ['use.txt', ['use', ...FROM, '--party', 'Qubole']],
  ['session.txt', ['session', 'ASIAEXAMPLEGFS346PWB', ...FROM]],
  ['use.json', ['use', ...FROM, '--role', 'CarrierRatesExport', '--format', 'json']],
  ['use.csv', ['use', ...FROM, '--role', 'TerraformCloud', '--format', 'csv']],
  ['expect-init.yaml', ['expect', 'init', ...FROM]],
  ['expect-check.txt', ['expect', 'check', 'test/golden/expect-init.yaml', ...FROM]],
  ['rules.txt', ['rules']],
  ['rule-page.txt', ['rules', 'oidc-lookalike-pattern']],
  ['party-page.txt', ['parties', '805246085872']],
];

describe('the example organization', () => {
  it.each(CASES)('prints %s as reviewed', async (file, args) => {
    const { code, out, err } = await runCommand(...args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const path = join(GOLDEN, file);
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(GOLDEN, { recursive: true });
      writeFileSync(path, out);
    }
    expect(out).toBe(readFileSync(path, 'utf8'));
  });
});

describe('the README', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const blocks = [...readme.matchAll(/<!-- output:([\w.-]+) -->\n+```text\n([\s\S]*?)```/g)];

  it('shows outputs', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  it.each(blocks.map(([, file = '', text = '']) => [file, text] as const))(
    'shows %s as the tool prints it, with cuts marked',
    (file, text) => {
      const golden = readFileSync(join(GOLDEN, file), 'utf8');
      for (const part of text.split(/^\[…\]\n/m)) expect(golden).toContain(part);
    },
  );
});
