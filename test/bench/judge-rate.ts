/**
 * How fast the trust engine judges the roles of a made-up organization of four sizes, against `JSON.parse` of the same
 * exports and against `@cloud-copilot/iam-simulate`.
 *
 * The simulator is asked one request for each role, the least that could decide it; we find every way in, and prove it.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { JudgeRun } from './judge-run';
import { nodeArguments } from './node-arguments';
import type { SimulateRun } from './simulate-run';
import type { Taken } from './stopwatch';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const SIMULATED = 5_000;

/** In a process of its own, so that no run finds a warm engine or another's garbage. */
function run<Printed>(script: string, roles: number): Printed {
  const path = join(__dirname, script);
  return JSON.parse(
    execFileSync(process.execPath, [...nodeArguments(), path, String(roles)], { encoding: 'utf8' }),
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

for (const roles of SIZES) {
  const { judging, parsing, megabytesOfJson, megabytes } = run<JudgeRun>('judge-run.js', roles);
  print(
    [
      `${roles} roles: judged in ${told(judging)}`,
      `${Math.round(roles / judging.seconds)} roles/s`,
      `${megabytes.toFixed(0)} MB at most`,
      `JSON.parse of their exports (${megabytesOfJson.toFixed(0)} MB) ${told(parsing)}`,
      `judging takes ${(judging.seconds / parsing.seconds).toFixed(2)} of its time`,
    ].join('; '),
  );
}

function told({ seconds, processorSeconds }: Taken): string {
  return `${seconds.toFixed(2)} s (${processorSeconds.toFixed(2)} s of processors)`;
}

const { judgeSeconds, validatedSeconds, unvalidatedSeconds, simulated } = run<SimulateRun>(
  'simulate-run.js',
  SIMULATED,
);
const rate = SIMULATED / judgeSeconds;
for (const [how, seconds] of [
  ['by its public call', validatedSeconds],
  ['without its validation', unvalidatedSeconds],
] as const) {
  const simulatedRate = simulated / seconds;
  print(
    [
      `against iam-simulate on ${SIMULATED} roles: ours ${Math.round(rate)} roles/s`,
      `iam-simulate ${Math.round(simulatedRate)} roles/s by one request each ${how}`,
      `ratio ${(rate / simulatedRate).toFixed(2)}`,
    ].join('; '),
  );
}
