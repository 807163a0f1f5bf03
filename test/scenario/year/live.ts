/**
 * Lives through the year: writes each day's trail and exports, scans, takes what alerts, and holds it against what was
 * planted.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeProposal, type ProposeOptions } from '../../../lib/app/propose-expectations';
import { scan } from '../../../lib/app/scan';
import type { DueAlert } from '../../../lib/history/history';
import type { Finding } from '../../../lib/model/finding';
import { renderExpectations } from '../../../lib/outputs/expectations/render-expectations';
import type { Expectations } from '../../../lib/parties/declaration';
import { parseExpectations } from '../../../lib/parties/expectations';
import type { AsnDatabase } from '../../../lib/sources/asn/asn-database';
import { MemoryStore } from '../../../lib/stores/memory-store';
import { chanceFrom } from '../../bench/chance';
import { type Day, dayAt, timeOn } from './calendar';
import { type Planted, plant } from './incidents';
import { keptOn } from './kept-expectations';
import { exportsOn, ORGANIZATION } from './organization';
import { type Logged, ownRecord, recordsOf } from './records';
import { call, SUPPLIERS } from './suppliers';
import { OUR_ACCOUNTS } from './visit';

/** Days in which nothing is planted. */
const FIRST_WEEKS = 28;

/** As by default. */
const LEARN_DAYS = 14;

export interface YearOptions {
  readonly seed: number;
  readonly days: number;
  /** an empty folder */
  readonly folder: string;
  /** days of CloudTrail that each scan reads */
  readonly window: number;
  readonly asnDatabase?: AsnDatabase;
  /** the file of `expect init`, written after the first weeks, is used from then on: as it is, or as a team keeps it */
  readonly declared?: 'as written' | 'kept';
}

export interface Year {
  readonly incidents: readonly PlantedOutcome[];
  /** alerts after the learning time, or after the file was written, that belong to no incident; by their day */
  readonly falseAlerts: readonly Alert[];
  /** before that: what stands, such as a trust without an external id */
  readonly learningAlerts: number;
  readonly records: number;
}

export interface PlantedOutcome {
  readonly incident: Planted;
  readonly alerts: readonly Alert[];
}

export interface Alert {
  /** `YYYY-MM-DD` of the day that the scan concluded */
  readonly date: string;
  /** of the days of the year */
  readonly day: number;
  readonly why: DueAlert['why'];
  readonly finding: Finding;
}

export async function liveThrough(options: YearOptions): Promise<Year> {
  const { days, folder, window, asnDatabase, declared } = options;
  const incidents = plant(days, FIRST_WEEKS);
  const store = new MemoryStore();
  const alerts: Alert[] = [];
  const written: string[][] = [];
  let expectations: Expectations | undefined;
  let records = 0;
  for (let number = 0; number < days; number++) {
    const day = dayAt(number);
    writeExports(folder, day, incidents);
    const logged = recordsOn(day, options.seed, incidents);
    records += logged.length;
    written.push(writeTrail(folder, day, logged));
    for (const old of written[number - window] ?? []) rmSync(old);
    const asOf = timeOn(dayAt(number + 1), 0.5);
    const from = [folder];
    await scan({
      from,
      withActivity: true,
      threads: 1,
      state: store,
      asOf,
      ...(asnDatabase && { asnDatabase }),
      ...(expectations && {
        expectations: declared === 'kept' ? keptOn(day, expectations) : expectations,
      }),
    });
    const { findings } = await store.readHistory();
    const due = [...findings].flatMap(([id, { due, turn }]) => (due ? [{ id, turn, ...due }] : []));
    for (const { why, finding } of due) alerts.push({ date: day.date, day: number, why, finding });
    await store.markDelivered(due.map(({ id, turn }) => ({ finding: id, turn })));
    if (declared && number === FIRST_WEEKS - 1) {
      expectations = await firstExpectations({
        from,
        asOf,
        state: store,
        ...(asnDatabase && { asnDatabase }),
      });
    }
  }
  const belongs = new Map(alerts.map((alert) => [alert, incidents.find((one) => isOf(alert, one))]));
  const counted = declared ? FIRST_WEEKS : LEARN_DAYS + 1;
  const learning = alerts.filter((alert) => alert.day < counted);
  return {
    incidents: incidents.map((incident) => ({
      incident,
      alerts: alerts.filter((alert) => belongs.get(alert) === incident && alert.day >= incident.day),
    })),
    falseAlerts: alerts.filter((alert) => alert.day >= counted && belongs.get(alert) === undefined),
    learningAlerts: learning.length,
    records,
  };
}

/** As `expect init` writes it, unchanged. */
async function firstExpectations(options: ProposeOptions): Promise<Expectations> {
  const { proposal } = await makeProposal(options);
  const parsed = parseExpectations([...renderExpectations(proposal)].join(''), 'trust-atlas.yaml');
  if ('errors' in parsed) throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  return parsed.ok;
}

/** It names one of the incident's events, or is what the incident is told by. */
function isOf({ finding, day }: Alert, { day: on, mark, told = [], herald }: Planted): boolean {
  const isIt = (each: { readonly rule: string; readonly subject: string }) =>
    each.rule === finding.rule && each.subject === finding.subject;
  if (herald && isIt(herald)) return true;
  return (told.some(isIt) && day >= on && day <= on + 1) || JSON.stringify(finding.evidence).includes(mark);
}

function recordsOn(day: Day, seed: number, incidents: readonly Planted[]): readonly Logged[] {
  const logged = OUR_ACCOUNTS.flatMap((account) =>
    [0.1, 12, 23.9].map((hour) =>
      ownRecord(account, timeOn(day, hour), `own${day.number}-${account}-${hour}`, call('s3', 'ListBuckets')),
    ),
  );
  for (const [index, supplier] of SUPPLIERS.entries()) {
    const chance = chanceFrom(seed * 1_000_003 + day.number * 101 + index);
    for (const [n, visit] of supplier(day, chance).entries()) {
      logged.push(...recordsOf(visit, `s${index}d${day.number}n${n}`));
    }
  }
  for (const { visits, ownCalls, mark } of incidents.filter((each) => each.day === day.number)) {
    const chance = chanceFrom(seed + day.number);
    for (const [n, visit] of (visits?.(day, chance) ?? []).entries()) {
      logged.push(...recordsOf(visit, `${mark}n${n}`));
    }
    for (const [n, { account, time, call }] of (ownCalls?.(day) ?? []).entries()) {
      logged.push(ownRecord(account, time, `${mark}c${n}`, call));
    }
  }
  return logged;
}

function writeExports(folder: string, day: Day, incidents: readonly Planted[]): void {
  const isGuardrailDetached = incidents.some(
    (each) => day.number >= each.day && day.number < each.day + (each.detachesGuardrailFor ?? 0),
  );
  for (const [path, content] of Object.entries(exportsOn(day, { isGuardrailDetached }))) {
    write(join(folder, path), JSON.stringify(content));
  }
}

/** One log object for each account; gives their paths. */
function writeTrail(folder: string, { date }: Day, logged: readonly Logged[]): string[] {
  return OUR_ACCOUNTS.map((account) => {
    const records = logged.filter((each) => each.account === account).map(({ record }) => record);
    const place = `AWSLogs/${ORGANIZATION}/${account}/CloudTrail/eu-west-1/${date.replaceAll('-', '/')}`;
    const name = `${account}_CloudTrail_eu-west-1_${date.replaceAll('-', '')}T0005Z_AAAAAAAAAAAAAAAA.json.gz`;
    const path = join(folder, place, name);
    write(path, gzipSync(JSON.stringify({ Records: records }), { level: 1 }));
    return path;
  });
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
