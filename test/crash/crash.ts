/**
 * `npm run crash [KILLS]`: kills the built program hundreds of times while it scans and tells, and counts what came of
 * every alert. Each run finds something new; most are killed, at a step of the file system, in a call of the topic or
 * at any moment; the last one is not. Exit code 1 where an alert was lost, sent unsaved, or repeated without need.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { History } from '../../lib/history/history';
import { FolderStore } from '../../lib/stores/folder-store';
import { awsEnvironment } from '../support/aws-environment';
import { allowAccount, exportedRole } from '../support/export-folder';
import { DeliveryLedger, type KillInCall, keyOf, TOPIC } from './delivery-ledger';

const KILLS = Number(process.argv[2] ?? 300);
/** Runs of one state: more would only make it larger. */
const RUNS_OF_STATE = 20;
/** A few more steps than a run has: past its end it ends in peace, which is tried too. */
const MOST_STEPS = 35;
const MOST_CALLS = 1;
/** Milliseconds; longer than a run. */
const LONGEST_RUN = 1500;

type Kill =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'call'; readonly where: KillInCall }
  | { readonly kind: 'moment'; readonly after: number }
  | { readonly kind: 'none' };

class Tally {
  readonly killed = new Map<string, number>();
  readonly problems: string[] = [];
  alerts = 0;
  inGap = 0;
  deliveries = 0;

  count(kind: string): void {
    this.killed.set(kind, (this.killed.get(kind) ?? 0) + 1);
  }

  get kills(): number {
    return [...this.killed].reduce(
      (sum, [kind, number]) => sum + (kind === 'ended in peace' ? 0 : number),
      0,
    );
  }
}

/** One state from its first run to its last, which is not killed. */
async function liveOneState(tally: Tally): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trust-atlas-crash-'));
  const ledger = await DeliveryLedger.open();
  const gaps = new Map<string, number>();
  try {
    for (let run = 1; run <= RUNS_OF_STATE; run += 1) {
      writeExports(folder, run);
      const kill: Kill = run === RUNS_OF_STATE ? { kind: 'none' } : chooseKill();
      const wasKilled = await runOnce(folder, ledger, kill);
      tally.count(wasKilled ? kill.kind : 'ended in peace');
      await wait(20);
      const history = await new FolderStore(join(folder, 'state')).readHistory();
      for (const key of unsaved(ledger, history)) tally.problems.push(`${key} was sent before it was saved`);
      if (wasKilled) for (const key of ledger.takenAndDue(history)) gaps.set(key, (gaps.get(key) ?? 0) + 1);
    }
    settle(await new FolderStore(join(folder, 'state')).readHistory(), ledger, gaps, tally);
  } finally {
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compares what the topic took with what had to be told. */
function settle(
  { findings }: History,
  { taken }: DeliveryLedger,
  gaps: ReadonlyMap<string, number>,
  tally: Tally,
): void {
  for (const [finding, memory] of findings) {
    if (memory.due) tally.problems.push(`${finding} is still due after a run that ended in peace`);
    for (let turn = 1; turn <= memory.turn; turn += 1) {
      const key = keyOf({ finding, turn });
      const times = taken.get(key) ?? 0;
      const gap = gaps.get(key) ?? 0;
      tally.alerts += 1;
      tally.deliveries += times;
      tally.inGap += gap;
      if (times === 0) tally.problems.push(`${key} was lost`);
      else if (times !== 1 + gap)
        tally.problems.push(`${key} was taken ${times} times, with ${gap} kills in the gap`);
    }
  }
}

function unsaved(ledger: DeliveryLedger, { findings }: History): readonly string[] {
  return [...ledger.taken.keys()].filter((key) => !findings.has(key.split(' ', 1)[0] ?? ''));
}

/** A role more in each run, that anybody may enter. */
function writeExports(folder: string, roles: number): void {
  const all = Array.from({ length: roles }, (_, index) =>
    exportedRole(`Open${index}`, { ...allowAccount('999988887777'), Principal: { AWS: '*' } }),
  );
  writeFileSync(join(folder, 'roles.json'), JSON.stringify({ Roles: all }));
}

function chooseKill(): Kill {
  const upTo = (most: number) => 1 + Math.floor(Math.random() * most);
  switch (upTo(4)) {
    case 1: {
      const when = Math.random() < 0.5 ? 'before-taking' : 'before-answering';
      return { kind: 'call', where: { call: upTo(MOST_CALLS), when } };
    }
    case 2:
      return { kind: 'moment', after: upTo(LONGEST_RUN) };
    default:
      return { kind: 'step', step: upTo(MOST_STEPS) };
  }
}

function runOnce(folder: string, ledger: DeliveryLedger, kill: Kill): Promise<boolean> {
  const state = join(folder, 'state');
  const child = spawn(
    process.execPath,
    [
      ...[
        '-r',
        join(__dirname, 'kill-at-step.cjs'),
        join(__dirname, '../../dist/bin/trust-atlas.js'),
        'scan',
      ],
      ...[
        '--from',
        join(folder, 'roles.json'),
        '--state',
        state,
        '--topic',
        TOPIC,
        '--out',
        join(folder, 'report'),
      ],
    ],
    {
      env: {
        ...{ PATH: process.env.PATH, NODE_NO_WARNINGS: '1' },
        ...awsEnvironment(ledger.endpoint),
        KILL_UNDER: state,
        ...(kill.kind === 'step' && { KILL_AT: String(kill.step) }),
      },
      stdio: 'ignore',
    },
  );
  ledger.expectRun(kill.kind === 'call' ? kill.where : undefined, () => child.kill('SIGKILL'));
  const timer = kill.kind === 'moment' ? setTimeout(() => child.kill('SIGKILL'), kill.after) : undefined;
  return new Promise((resolve) =>
    child.once('exit', (_, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    }),
  );
}

async function main(): Promise<void> {
  const tally = new Tally();
  while (tally.kills < KILLS) {
    await liveOneState(tally);
    process.stderr.write(`${tally.kills} kills, ${tally.alerts} alerts, ${tally.problems.length} problems\n`);
  }
  const kinds = [...tally.killed].map(([kind, number]) => `${number} ${kind}`).join(', ');
  process.stdout.write(
    `${tally.kills} kills (${kinds}): ${tally.alerts} alerts, ${tally.deliveries} deliveries, of them ` +
      `${tally.inGap} repeated as the kill fell between the topic's taking and the mark; ` +
      `${tally.problems.length} lost, unsaved or repeated without need\n${tally.problems.map((one) => `${one}\n`).join('')}`,
  );
  process.exitCode = tally.problems.length > 0 ? 1 : 0;
}

void main();
