/**
 * Writes the made-up organization's trail to disk, at any size: log objects in the folders that CloudTrail makes.
 *
 * Deterministic: each file comes of its number alone, so that several processes can share the work. Fast: a record is
 * one of the file's callers making one of their calls, a text that is written once and filled again.
 * Sizes, the share of assume calls and how well it packs are those of real trails.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Chance, chanceFrom, pick } from './chance';
import { draw, fillNames, type Gapped, gappedOf } from './gaps';
import { capitalsOf } from './letters';
import { account, type MadeRole, makeRole, ORGANIZATION } from './make-role';
import { type Caller, enter, makeCaller, type Scene } from './trail-callers';
import { CALLS, type Call } from './trail-calls';
import { recordText, type Surroundings } from './trail-record';

export interface TrailSize {
  readonly accounts: number;
  readonly rolesPerAccount: number;
  readonly records: number;
}

/** Every `of`-th file, from number `part` on. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

const WHOLE: Share = { part: 0, of: 1 };

/** Of all records: calls to sts. */
const ENTRIES = 0.03;
/** Of all records: where an outsider begins to call; with repetitions one call in twenty is an outsider's. */
const OUTSIDERS_CALLS = 0.015;

const REGIONS = ['us-east-1', 'eu-west-1', 'eu-central-1'];
const START = Date.UTC(2026, 9, 25);
const SPAN = 30 * 24 * 3600 * 1000;

const CALLERS_OF_FILE = 16;
const CALLS_OF_CALLER = 3;
/** How often a record is like the one before it: callers go through lists. */
const REPETITIONS = 0.75;

/** Writes the trail under `folder`, which need not exist, or a share of it. */
export function writeTrail(folder: string, size: TrailSize, { part, of }: Share = WHOLE): void {
  const rolesOf = new Map<string, readonly MadeRole[]>();
  for (const [number, { first, count }] of filesOf(size.records).entries()) {
    if (number % of !== part) continue;
    const chance = chanceFrom(number + 1);
    const home = account(Math.floor(chance() * size.accounts));
    const roles = rolesOf.get(home) ?? makeRoles(home, size);
    rolesOf.set(home, roles);
    const time = new Date(START + Math.floor((first / size.records) * SPAN)).toISOString().slice(0, 19);
    const scene = { account: home, region: pick(REGIONS, chance), time: `${time}Z` };
    writeLogObject(folder, scene, logObject(scene, roles, count, chance), capitalsOf(16, chance));
  }
}

/** From a hundred records to some thousands, as many files of each magnitude. */
function filesOf(records: number): { readonly first: number; readonly count: number }[] {
  const chance = chanceFrom(0);
  const files: { first: number; count: number }[] = [];
  for (let first = 0; first < records; ) {
    const count = Math.min(Math.round(100 * 2 ** (chance() * 6)), records - first);
    files.push({ first, count });
    first += count;
  }
  return files;
}

function makeRoles(home: string, { accounts, rolesPerAccount }: TrailSize): readonly MadeRole[] {
  return [...Array(rolesPerAccount).keys()].map((n) => makeRole({ account: home, accounts }, n));
}

function writeLogObject(
  folder: string,
  { account: of, region, time }: Scene,
  text: string,
  name: string,
): void {
  const day = time.slice(0, 10);
  const place = join(
    folder,
    `AWSLogs/${ORGANIZATION}/${of}/CloudTrail/${region}/${day.replaceAll('-', '/')}`,
  );
  const minute = `${day.replaceAll('-', '')}T${time.slice(11, 13)}${time.slice(14, 16)}Z`;
  mkdirSync(place, { recursive: true });
  writeFileSync(
    join(place, `${of}_CloudTrail_${region}_${minute}_${name}.json.gz`),
    gzipSync(Buffer.from(text, 'latin1')),
  );
}

function logObject(scene: Scene, roles: readonly MadeRole[], count: number, chance: Chance): string {
  const times = fiveMinutesFrom(scene.time);
  const workers = roles.filter(({ AssumeRolePolicyDocument: { Statement } }) =>
    Statement.some(({ Principal }) => Principal !== '*' && 'Service' in Principal),
  );
  const own = [...Array(CALLERS_OF_FILE)].flatMap(() =>
    repertoire(makeCaller(scene, workers, chance), chance),
  );
  let outsiders: readonly Gapped[] = [];
  let last = oneOf(own, chance);

  const records: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const kind = chance();
    if (kind < ENTRIES) {
      const { call, by, session, isOutsider } = enter(scene, oneOf(roles, chance), chance);
      records.push(draw(gapped(call, by), chance, times));
      if (isOutsider) outsiders = repertoire(session, chance);
    } else {
      const from = kind < ENTRIES + OUTSIDERS_CALLS && outsiders.length > 0 ? outsiders : own;
      if (from !== own || chance() >= REPETITIONS) last = oneOf(from, chance);
      records.push(draw(last, chance, times));
    }
  }
  return `{"Records":[${records.join(',')}]}`;
}

/** The calls that one caller makes again and again. */
function repertoire(caller: Caller, chance: Chance): readonly Gapped[] {
  return [...Array(CALLS_OF_CALLER)].map(() => gapped(drawCall(chance), caller));
}

function gapped(call: Call, caller: Caller & Surroundings): Gapped {
  return gappedOf(fillNames(recordText(call, caller), caller.values));
}

const SHARES = CALLS.reduce((sum, { share }) => sum + share, 0);

function drawCall(chance: Chance): Call {
  let drawn = chance() * SHARES;
  for (const call of CALLS) {
    drawn -= call.share;
    if (drawn < 0) return call;
  }
  throw new Error('expected a call');
}

function oneOf<Thing>(from: readonly Thing[], chance: Chance): Thing {
  const thing = from[Math.floor(chance() * from.length)];
  if (thing === undefined) throw new Error('expected something to draw from');
  return thing;
}

/** Every second of them. */
function fiveMinutesFrom(time: string): readonly string[] {
  const start = Date.parse(time);
  return [...Array(300).keys()].map((n) => `${new Date(start + n * 1000).toISOString().slice(0, 19)}Z`);
}
