/**
 * How fast use is judged against what is usual and what was told before: 100,000 rows of use, 50,000 open findings.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { nodeArguments } from './node-arguments';
import type { UseRun } from './use-run';

const SIZES = [
  [10_000, 5_000],
  [100_000, 50_000],
] as const;

for (const [uses, findings] of SIZES) {
  const path = join(__dirname, 'use-run.js');
  const { rows, open, judging, megabytes }: UseRun = JSON.parse(
    execFileSync(process.execPath, [...nodeArguments(), path, String(uses), String(findings)], {
      encoding: 'utf8',
    }),
  );
  process.stdout.write(
    [
      `${rows} rows of use, ${open} open findings: judged in ${judging.seconds.toFixed(2)} s (${judging.processorSeconds.toFixed(2)} s of processors)`,
      `${megabytes.toFixed(0)} MB at most\n`,
    ].join('; '),
  );
}
