/**
 * How fast a trail is read, against only unzipping the same files, against `JSON.parse` of them, and against DuckDB
 * selecting the assume calls of them, each by one thread and by two.
 *
 * Every reading has a process of its own; they take turns, and the best of three counts. `BENCH_LARGE=1` adds five
 * million records. Prints figures and judges nothing.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeExports } from './make-estate';
import { nodeArguments } from './node-arguments';
import type { ReadRun } from './read-run';
import { EARLIER_EXPORTS, ESTATE, EXPORTS, filesIn, TRAIL } from './trail-estate';

const SIZES: readonly Size[] = [
  { records: 100_000, withRivals: true },
  { records: 1_000_000, withRivals: true },
  ...(process.env.BENCH_LARGE === '1' ? [{ records: 5_000_000, withRivals: false }] : []),
];

const ROUNDS = 3;
const MEGABYTE = 1e6;

interface Size {
  readonly records: number;
  /** they take long: the largest trail is read by us alone, and unzipped */
  readonly withRivals: boolean;
}

/** One line of the figures: what is run, and by how many threads. */
interface Line {
  readonly reading: string;
  readonly threads: number;
  readonly words: string;
  readonly isRival?: true;
}

const LINES: readonly Line[] = [
  { reading: 'unzip', threads: 0, words: 'unzip alone, in the main thread' },
  { reading: 'unzip', threads: 1, words: 'unzip alone, 1 worker' },
  { reading: 'unzip', threads: 2, words: 'unzip alone, 2 workers' },
  { reading: 'inflate', threads: 0, words: 'unzip without its checksum, in the main thread' },
  { reading: 'inflate', threads: 2, words: 'unzip without its checksum, 2 workers' },
  { reading: 'exports', threads: 1, words: 'scan of the exports alone' },
  { reading: 'scan', threads: 1, words: 'scan of exports and trail, 1 thread' },
  { reading: 'scan', threads: 2, words: 'scan of exports and trail, 2 threads' },
  { reading: 'late', threads: 2, words: 'scan with a second pass, 2 threads' },
  { reading: 'parse', threads: 1, words: 'unzip and JSON.parse, 1 worker', isRival: true },
  { reading: 'parse', threads: 2, words: 'unzip and JSON.parse, 2 workers', isRival: true },
  { reading: 'duckdb', threads: 1, words: 'DuckDB, 1 thread', isRival: true },
  { reading: 'duckdb', threads: 2, words: 'DuckDB, 2 threads', isRival: true },
];

/** The best runs, by `reading threads`. */
type Best = ReadonlyMap<string, ReadRun>;

async function main(): Promise<void> {
  print(`Node ${process.version}, ${availableParallelism()} cores of ${cpus()[0]?.model}; best of ${ROUNDS}`);
  const growth: string[] = [];
  for (const size of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'trust-atlas-bench-'));
    try {
      await makeTrail(folder, size.records);
      const lines = LINES.filter(({ isRival }) => size.withRivals || !isRival);
      const best = runAll(lines, folder);
      const bytes = best.get('unzip 0')?.seen ?? 0;
      for (const line of lines) print(`  ${figures(line, best, size.records, bytes)}`);
      for (const threads of [1, 2]) for (const ratio of ratios(best, threads)) print(`  ${ratio}`);
      const seconds = readingSeconds(best, 2);
      growth.push(`${size.records} records: ${((seconds / size.records) * 1e6).toFixed(2)} s for a million`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  print('growth of reading the trail by 2 threads');
  for (const line of growth) print(`  ${line}`);
}

/** Writes exports, and the trail by as many processes as there are cores. */
async function makeTrail(folder: string, records: number): Promise<void> {
  const started = performance.now();
  const trail = join(folder, TRAIL);
  const parts = availableParallelism();
  await Promise.all(
    [...Array(parts).keys()].map((part) => {
      const script = join(__dirname, 'make-trail-part.js');
      return promisify(execFile)(process.execPath, [script, trail, ...[records, part, parts].map(String)]);
    }),
  );
  writeExports(join(folder, EXPORTS), { ...ESTATE, records: 0 });
  const rolesPerAccount = ESTATE.rolesPerAccount - 1;
  writeExports(join(folder, EARLIER_EXPORTS), { ...ESTATE, rolesPerAccount, records: 0 });
  const files = filesIn(trail);
  const zipped = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  print(
    `${records} records in ${files.length} files of ${megabytes(zipped)} MB together, made in ${seconds} s`,
  );
}

function runAll(lines: readonly Line[], folder: string): Best {
  const best = new Map<string, ReadRun>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { reading, threads } of lines) {
      const script = join(__dirname, 'read-run.js');
      const run: ReadRun = JSON.parse(
        execFileSync(process.execPath, [...nodeArguments(), script, reading, folder, String(threads)], {
          encoding: 'utf8',
        }),
      );
      const key = `${reading} ${threads}`;
      const before = best.get(key);
      if (!before || run.seconds < before.seconds) best.set(key, run);
    }
  }
  return best;
}

function figures({ reading, threads, words }: Line, best: Best, records: number, bytes: number): string {
  const run = best.get(`${reading} ${threads}`);
  if (!run) return words;
  const used = `${words}: ${run.seconds.toFixed(2)} s; ${run.processorSeconds.toFixed(2)} s of processors; ${run.megabytes.toFixed(0)} MB of memory at most`;
  if (reading === 'exports') return used;
  if (reading === 'late') {
    const more = run.seconds - secondsOf(best, `scan ${threads}`);
    return `${used}; ${more.toFixed(2)} s more than without, for ${run.seen} files read again`;
  }
  const seconds = reading === 'scan' ? readingSeconds(best, threads) : run.seconds;
  return [
    used,
    ...(reading === 'scan' ? [`the trail ${seconds.toFixed(2)} s of it`] : []),
    `${(bytes / MEGABYTE / seconds).toFixed(0)} MB/s of text`,
    `${Math.round(records / seconds)} records/s`,
    ...(reading === 'unzip' || reading === 'inflate'
      ? [`${megabytes(bytes)} MB of text`]
      : [`${run.seen} assume calls`]),
  ].join('; ');
}

/** What of a scan is about the trail. */
function readingSeconds(best: Best, threads: number): number {
  return secondsOf(best, `scan ${threads}`) - secondsOf(best, 'exports 1');
}

/** Of rates: how many times as fast reading is. One thread of ours is the main one, and is held against that. */
function ratios(best: Best, threads: number): string[] {
  const ours = readingSeconds(best, threads);
  const floor = threads === 1 ? 'unzip 0' : `unzip ${threads}`;
  return [
    [floor, 'unzip alone'],
    [`parse ${threads}`, 'JSON.parse'],
    [`duckdb ${threads}`, 'DuckDB'],
  ].flatMap(([key = '', words = '']) =>
    best.has(key)
      ? [
          `reading the trail, ${threads} of each: ${(secondsOf(best, key) / ours).toFixed(2)} of the rate of ${words}`,
        ]
      : [],
  );
}

function secondsOf(best: Best, key: string): number {
  return best.get(key)?.seconds ?? Number.NaN;
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(0);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main();
