/**
 * Writes the example organization: `node examples/make-organization.mjs [FOLDER]`.
 *
 * The same files in every run, whatever the day and the machine. FOLDER is `examples/organization` unless told
 * otherwise; its three sub-folders are replaced.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ACCOUNT_IDS } from './make/company.mjs';
import { iamExport } from './make/iam-export.mjs';
import { organizationExport } from './make/organization-export.mjs';
import { lastUsesIn, tellTrail, trailExport } from './make/trail-export.mjs';

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), 'organization');

const records = tellTrail();
const lastUses = lastUsesIn(records);

for (const part of ['organizations', 'iam', 'cloudtrail']) {
  rmSync(join(folder, part), { recursive: true, force: true });
}
writeFiles('organizations', organizationExport());
for (const account of ACCOUNT_IDS) writeFiles(join('iam', account), iamExport(account, lastUses));
writeFiles('cloudtrail', trailExport(records));

/** Writes values as the AWS CLI prints them, or as CloudTrail stores them where the path ends with `.gz`. */
function writeFiles(place, files) {
  for (const [path, value] of Object.entries(files)) {
    const file = join(folder, place, path);
    mkdirSync(dirname(file), { recursive: true });
    const bytes = path.endsWith('.gz')
      ? gzipSync(JSON.stringify(value), { level: 9 })
      : `${JSON.stringify(value, null, 4)}\n`;
    writeFileSync(file, bytes);
  }
}
