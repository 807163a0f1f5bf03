/**
 * Whose the networks of the made-up year are.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AsnDatabase, readAsnDatabase } from '../../../lib/sources/asn/asn-database';
import { mmdbFile } from '../../support/mmdb-file';

/** AS number of the pool that rolls. */
export const OWN_POOL = 64496;

const OWNERS: Readonly<Record<string, readonly [asn: number, name: string]>> = {
  '52.0.0.0/8': [OWN_POOL, 'Example Cloud'],
  '54.0.0.0/8': [64496, 'Example Cloud'],
  '34.0.0.0/8': [64496, 'Example Cloud'],
  '44.0.0.0/8': [64496, 'Example Cloud'],
  '18.0.0.0/8': [64496, 'Example Cloud'],
  '3.0.0.0/8': [64496, 'Example Cloud'],
  '20.0.0.0/8': [64497, 'Example Pipelines'],
  '81.0.0.0/8': [64498, 'Example Offices'],
  '86.0.0.0/8': [64499, 'Example Homes'],
  '109.0.0.0/8': [64500, 'Example Mobile'],
  '45.83.64.0/23': [64510, 'Example Hosting'],
  '185.159.157.0/24': [64511, 'Example VPN'],
};

export async function networkOwners(): Promise<AsnDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'trust-atlas-owners-'));
  const file = join(folder, 'owners.mmdb');
  const ranges = Object.entries(OWNERS).map(([range, [asn, name]]) => [
    range,
    { autonomous_system_number: asn, autonomous_system_organization: name },
  ]);
  writeFileSync(file, mmdbFile(Object.fromEntries(ranges)));
  try {
    return await readAsnDatabase(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
