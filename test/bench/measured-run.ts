/**
 * One measured run in a process of its own: prints seconds and peak memory as JSON on standard output.
 * The first argument is what to run, the second the estate's folder.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { runCommandLine } from '../../lib/app/cli/program';

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

const RUNS: Readonly<Record<string, (folder: string) => Promise<number>>> = {
  /** the main job, every format's worth of work included */
  scan: (folder) =>
    runCommandLine(['scan', '--from', folder, '--format', 'json', '--as-of', '2026-11-24T00:00:00Z'], {
      out: nowhere,
      err: process.stderr,
      color: false,
      interactive: false,
    }),
  /** the floor: unzip and parse the same files, one after the other, and do nothing with them */
  parse: async (folder) => {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      JSON.parse((entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
    }
    return 0;
  },
};

async function main(): Promise<void> {
  const [, , name = '', folder = ''] = process.argv;
  const started = performance.now();
  const code = await RUNS[name]?.(folder);
  const seconds = (performance.now() - started) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ code, seconds, megabytes }));
}

void main();
