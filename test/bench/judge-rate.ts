/**
 * How fast the trust engine judges the roles of a made-up organization, against `JSON.parse` of the same exports.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { principalsByUniqueId } from '../../lib/model/inventory';
import { readExports } from '../../lib/sources/offline/read-exports';
import { judgeTrusts } from '../../lib/trust/judge-trusts';
import { indexResourceControl } from '../../lib/trust/resource-control';
import { makeEstate } from './make-estate';

const SIZES = [1_000, 10_000, 100_000];
const ROLES_PER_ACCOUNT = 100;

async function measure(roles: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'trust-atlas-judge-'));
  try {
    makeEstate(folder, { accounts: roles / ROLES_PER_ACCOUNT, roles, records: 0 });
    const texts = jsonTexts(folder);
    const { inventory } = await readExports([folder], {});
    const knowledge = {
      organization: inventory,
      asOf: '2026-11-24T00:00:00Z',
      principalsByUniqueId: principalsByUniqueId(inventory),
    };
    const judging = secondsOf(() => {
      judgeTrusts(inventory.roles.values(), knowledge, indexResourceControl(inventory));
    });
    const parsing = secondsOf(() => {
      for (const text of texts) JSON.parse(text);
    });
    const rate = Math.round(roles / judging);
    return `${roles} roles: judged in ${judging.toFixed(2)} s (${rate} roles/s); JSON.parse of their exports ${parsing.toFixed(2)} s, ratio ${(judging / parsing).toFixed(2)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function jsonTexts(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

function secondsOf(run: () => void): number {
  const started = performance.now();
  run();
  return (performance.now() - started) / 1000;
}

async function main(): Promise<void> {
  for (const roles of SIZES) process.stdout.write(`${await measure(roles)}\n`);
}

void main();
