/**
 * Proof at volume: the properties of the engine, six times as often as in the suite, and how many random policies and
 * requests were tried.
 *
 * `npm run prove` takes about two minutes; `PROPERTY_FACTOR=60 npm run prove` takes a longer run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const LEAST_PAIRS = 100_000;

const folder = mkdtempSync(join(tmpdir(), 'trust-atlas-prove-'));
const file = join(folder, 'pairs');
writeFileSync(file, '');
try {
  const { status } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/jest/bin/jest.js'), 'test/trust', 'test/policy'],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { PROPERTY_FACTOR: '6', ...process.env, PAIRS_TRIED_FILE: file },
    },
  );
  const pairs = readFileSync(file, 'utf8')
    .split('\n')
    .reduce((sum, line) => sum + Number(line), 0);
  process.stdout.write(
    `\n${pairs} random policies and requests were tried together (least: ${LEAST_PAIRS})\n`,
  );
  process.exitCode = status === 0 && pairs >= LEAST_PAIRS ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
