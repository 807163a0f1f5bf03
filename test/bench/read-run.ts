/**
 * One measured reading of a trail in a process of its own: how, folder, threads. Prints what it took as JSON.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ActivityCoverage } from '../../lib/activity/use';
import { scan } from '../../lib/app/scan';
import { selectAssumptions } from './duckdb-reading';
import { readWithThreads } from './shared-reading';
import { EARLIER_EXPORTS, EXPORTS, filesIn, TRAIL } from './trail-estate';

export interface ReadRun {
  readonly seconds: number;
  /** of all threads and cores together: tells where the machine was busy with something else */
  readonly processorSeconds: number;
  /** peak memory of the process */
  readonly megabytes: number;
  /** what was seen: bytes unzipped, assume calls, or files of a second pass */
  readonly seen: number;
}

type Reading = (folder: string, threads: number) => Promise<number>;

const READINGS: Readonly<Record<string, Reading>> = {
  /** the floor; 0 threads is the main one, without any other */
  unzip: (folder, threads) => readWithThreads('unzip', filesIn(join(folder, TRAIL)), threads),
  /** the floor of those who do not check it */
  inflate: (folder, threads) => readWithThreads('inflate', filesIn(join(folder, TRAIL)), threads),
  parse: (folder, threads) => readWithThreads('parse', filesIn(join(folder, TRAIL)), threads),
  duckdb: (folder, threads) => selectAssumptions(filesIn(join(folder, TRAIL)), threads),
  scan: async (folder, threads) =>
    (await ours([join(folder, EXPORTS), join(folder, TRAIL)], threads))?.assumptions ?? 0,
  /** `scan`, with a second pass */
  late: async (folder, threads) =>
    (await ours([join(folder, EARLIER_EXPORTS), join(folder, TRAIL)], threads))?.followed?.secondPassFiles ??
    0,
  /** what of `scan` is not about the trail */
  exports: async (folder, threads) => (await ours([join(folder, EXPORTS)], threads))?.assumptions ?? 0,
};

async function ours(from: readonly string[], threads: number): Promise<ActivityCoverage | undefined> {
  const { graph } = await scan({ from, withActivity: true, threads, asOf: '2026-11-24T12:00:00Z' });
  return graph.coverage.activity;
}

async function main(): Promise<void> {
  const [, , name = '', folder = '', threads = '0'] = process.argv;
  const reading = READINGS[name];
  if (!reading) throw new Error(`expected one of ${Object.keys(READINGS).join(', ')}, found ${name}`);
  const before = process.cpuUsage();
  const started = performance.now();
  const seen = await reading(folder, Number(threads));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const processorSeconds = (user + system) / 1e6;
  const run: ReadRun = { seconds, processorSeconds, megabytes: process.resourceUsage().maxRSS / 1024, seen };
  writeSync(1, JSON.stringify(run));
}

void main();
