/**
 * A year of the made-up organization, by command: what was planted, what alerted and when, and what alerted though
 * nothing was wrong, by month.
 *
 *     npm run year -- [seed] [days] [which way, from 0 on: all of them]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupedBy } from '../../../lib/findings/grouping';
import { type Alert, liveThrough, type Year } from './live';
import { networkOwners } from './network-owners';

const [seed = 7, days = 364, only] = process.argv.slice(2).map(Number);
const WINDOW = 14;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function live(mode: string, more: object): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trust-atlas-year-'));
  try {
    const began = process.cpuUsage();
    const year = await liveThrough({ seed, days, folder, window: WINDOW, ...more });
    const { user, system } = process.cpuUsage(began);
    print(
      `\n${mode}: seed ${seed}, ${days} days, ${year.records} records, ${Math.round((user + system) / 1e6)} s of processors`,
    );
    tell(year);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell({ incidents, falseAlerts, learningAlerts }: Year): void {
  const caught = incidents.filter(({ alerts }) => alerts.length > 0);
  print(`planted ${incidents.length}, alerted ${caught.length}; ${learningAlerts} alerts while learning`);
  for (const { incident, alerts } of incidents) {
    const [first] = alerts;
    const what = first
      ? `after ${first.day - incident.day} days: ${[...new Set(alerts.map(({ finding }) => `${finding.rule} ${finding.severity}`))].join(', ')}`
      : 'MISSED';
    print(`  day ${incident.day} ${incident.name}: ${what}`);
  }
  const months = groupedBy(falseAlerts, ({ date }) => date.slice(0, 7));
  print(
    `false alerts ${falseAlerts.length}: ${[...months].map(([month, all]) => `${month} ${all.length}`).join(', ')}`,
  );
  for (const alert of falseAlerts) print(`  ${alertText(alert)}`);
}

function alertText({ date, why, finding }: Alert): string {
  const { severity, rule, title, evidence } = finding;
  const news = evidence.flatMap((row) => row.new ?? row.exact ?? []).join(' | ');
  return `${date} ${why} ${severity} ${rule}: ${title} [${String(news).slice(0, 80)}]`;
}

async function main(): Promise<void> {
  const asnDatabase = await networkOwners();
  const ways: Readonly<Record<string, object>> = {
    'with nothing but the exports': {},
    'knowing the owners of networks': { asnDatabase },
    'with the file of expect init, as it was written': { asnDatabase, declared: 'as written' },
    'with the file of expect init, as a team keeps it': { asnDatabase, declared: 'kept' },
  };
  for (const [way, more] of Object.entries(ways).filter((_, index) => only === undefined || index === only)) {
    await live(way, more);
  }
}

void main();
