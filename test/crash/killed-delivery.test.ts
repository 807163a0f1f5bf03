/**
 * A run is killed at every step between judging and delivering; the next one makes up for it.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDueAlerts } from '../../lib/findings/alert';
import { FolderStore } from '../../lib/stores/folder-store';
import { awsEnvironment } from '../support/aws-environment';
import { finding } from '../support/finding';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';
import { DeliveryLedger, type KillInCall, keyOf, TOPIC } from './delivery-ledger';

/** Twelve critical ones: two calls of ten and of two messages. */
const FINDINGS = Array.from({ length: 12 }, (_, index) =>
  finding({ id: `f${String(index).padStart(2, '0')}`, severity: 'critical' }),
);
const ALERTS = FINDINGS.map(({ id }) => keyOf({ finding: id, turn: 1 }));

/** Starting a process costs most of the time: some at once. */
const AT_ONCE = 3;
const LONG = 240_000;

afterAll(removeTemporaryFolders);

interface Killed {
  /** what the topic had when the run died, and was not marked */
  readonly gap: readonly string[];
  readonly problems: readonly string[];
}

/** One run that is killed, then one that is not. */
async function killOnce(step: number | undefined, inCall?: KillInCall): Promise<Killed> {
  const ledger = await DeliveryLedger.open();
  try {
    const folder = temporaryFolder({ 'findings.json': FINDINGS });
    const state = join(folder, 'state');
    const signal = await runOnce(folder, ledger, { KILL_AT: String(step) }, inCall);
    const after = await new FolderStore(state).readHistory();
    const unsaved = [...ledger.taken.keys()].filter((key) => !after.findings.has(key.split(' ', 1)[0] ?? ''));
    const gap = ledger.takenAndDue(after);
    await runOnce(folder, ledger, {});
    const end = await new FolderStore(state).readHistory();
    const wrong = ALERTS.filter((key) => ledger.taken.get(key) !== (gap.includes(key) ? 2 : 1));
    return {
      gap,
      problems: [
        ...(signal === 'SIGKILL' ? [] : [`ended by ${signal}`]),
        ...unsaved.map((key) => `${key} was sent before it was saved`),
        ...wrong.map((key) => `${key} was taken ${ledger.taken.get(key) ?? 0} times`),
        ...findDueAlerts(end).map(({ finding: { id } }) => `${id} is still due`),
      ],
    };
  } finally {
    await ledger.close();
  }
}

function runOnce(
  folder: string,
  ledger: DeliveryLedger,
  env: Readonly<Record<string, string>>,
  inCall?: KillInCall,
): Promise<string> {
  const child = spawn(
    process.execPath,
    [
      ...[
        '-r',
        join(__dirname, '../support/register-typescript.cjs'),
        '-r',
        join(__dirname, 'kill-at-step.cjs'),
      ],
      ...[join(__dirname, 'deliver-once.ts'), join(folder, 'state'), TOPIC, join(folder, 'findings.json')],
    ],
    {
      env: {
        ...{ PATH: process.env.PATH, NODE_NO_WARNINGS: '1' },
        ...awsEnvironment(ledger.endpoint),
        KILL_UNDER: join(folder, 'state'),
        ...env,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  ledger.expectRun(inCall, () => child.kill('SIGKILL'));
  return new Promise((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`)),
  );
}

async function inTurns<Case, Result>(
  cases: readonly Case[],
  run: (one: Case) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < cases.length; start += AT_ONCE) {
    results.push(...(await Promise.all(cases.slice(start, start + AT_ONCE).map(run))));
  }
  return results;
}

describe('a run that is killed', () => {
  it(
    'before any of its changes to the state loses no alert, and repeats only what it could not mark',
    async () => {
      const ledger = await DeliveryLedger.open();
      const folder = temporaryFolder({ 'findings.json': FINDINGS });
      const counted = join(folder, 'steps');
      expect(await runOnce(folder, ledger, { KILL_COUNT: counted })).toBe('exit code 0');
      await ledger.close();
      const steps = Number(readFileSync(counted, 'utf8'));
      expect(steps).toBeGreaterThan(10);

      const cases = Array.from({ length: steps }, (_, index) => index + 1);
      const results = await inTurns(cases, (step) => killOnce(step));
      const problems = results.flatMap(({ problems: found }, index) =>
        found.map((problem) => `step ${index + 1}: ${problem}`),
      );
      expect(problems).toEqual([]);
      expect(results.filter(({ gap }) => gap.length > 0).length).toBeGreaterThan(0);
    },
    LONG,
  );

  it.each<[string, KillInCall, number]>([
    ['before the topic takes the first batch', { call: 1, when: 'before-taking' }, 0],
    ['after it took the first batch and before its answer', { call: 1, when: 'before-answering' }, 10],
    ['before it takes the second batch', { call: 2, when: 'before-taking' }, 0],
    ['after it took the second batch and before its answer', { call: 2, when: 'before-answering' }, 2],
  ])(
    '%s loses nothing and repeats just that batch',
    async (_, inCall, repeated) => {
      const { gap, problems } = await killOnce(undefined, inCall);
      expect({ repeated: gap.length, problems }).toEqual({ repeated, problems: [] });
    },
    LONG,
  );
});
