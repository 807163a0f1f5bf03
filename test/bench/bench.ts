/**
 * `npm run bench`: the main job over three sizes of a made-up organization, against unzipping and parsing the same
 * files. Prints seconds, rate, peak memory and the ratio of the two; it judges nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EstateSize, makeEstate } from './make-estate';
import { nodeArguments } from './node-arguments';

const SIZES: readonly EstateSize[] = [
  { accounts: 5, rolesPerAccount: 10, records: 2_000 },
  { accounts: 20, rolesPerAccount: 25, records: 20_000 },
  { accounts: 50, rolesPerAccount: 100, records: 200_000 },
];

interface Measured {
  readonly code: number;
  readonly seconds: number;
  readonly megabytes: number;
}

function measure(run: string, folder: string): Measured {
  const printed = execFileSync(
    process.execPath,
    [...nodeArguments(), join(__dirname, 'measured-run.js'), run, folder],
    {
      encoding: 'utf8',
    },
  );
  return JSON.parse(printed);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

print(
  `Node ${process.version}; scan to JSON, against unzip + JSON.parse of the same files, in processes of their own`,
);
for (const size of SIZES) {
  const folder = mkdtempSync(join(tmpdir(), 'trust-atlas-bench-'));
  try {
    makeEstate(folder, size);
    const scan = measure('scan', folder);
    const parse = measure('parse', folder);
    print(
      [
        `${size.accounts * size.rolesPerAccount} roles, ${size.records} records: scan ${scan.seconds.toFixed(2)} s`,
        `${Math.round(size.records / scan.seconds)} records/s`,
        `${scan.megabytes.toFixed(0)} MB at most`,
        `parse alone ${parse.seconds.toFixed(2)} s, ${parse.megabytes.toFixed(0)} MB`,
        `scan takes ${(scan.seconds / parse.seconds).toFixed(2)} of its time`,
        ...(scan.code === 0 ? [] : [`exit code ${scan.code}`]),
      ].join('; '),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
