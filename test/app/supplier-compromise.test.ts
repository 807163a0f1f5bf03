/**
 * A supplier's compromise as public reports of 2026 tell it, replayed over the log files of the example organization.
 *
 * Somebody who owns the account of a vendor that the catalogue knows enters the role that the vendor always enters, by
 * night, from a hosting network and a VPN; lists everything; reads secrets and objects; tries other roles; and goes on
 * to an administrator's role in another account. A month of the vendor's own work stands around it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportFolder } from '../support/export-folder';
import { mmdbFile } from '../support/mmdb-file';
import { runCommand } from '../support/run-command';

const NIGHT = '2026-11-21';
const HOSTING = '203.0.113.45';
const VPN = '198.51.100.23';
const ENTRY = 'arn:aws:iam::777788889999:role/QuboleDataAccess';
const ONWARD = 'arn:aws:iam::012345678901:role/DataPlatformAdmin';
const VENDOR = '805246085872';

/** What the night left, by the access keys that STS issued. */
const FIRST = 'ASIAEXAMPLEYY2A2WLGW';
const OBJECTS = 'ASIAEXAMPLE6F6BBNU4Q';
const SECOND = 'ASIAEXAMPLEGFS346PWB';

const INVENTORY = ['iam', 'organizations'].map((folder) => join('examples/organization', folder));
const TRAIL = 'examples/organization/cloudtrail';

let scan: Awaited<ReturnType<typeof runCommand>>;
let report = '';
let analysis = '';
let asnDatabase = '';

beforeAll(async () => {
  const asn = mmdbFile({
    '203.0.113.0/24': { asn: 'AS64496', as_name: 'Example Hosting', country_code: 'NL' },
    '198.51.100.0/24': { asn: 'AS64497', as_name: 'Example VPN', country_code: 'SE' },
  });
  const folder = exportFolder({ 'asn.mmdb': asn });
  asnDatabase = join(folder, 'asn.mmdb');
  scan = await runCommand(
    'scan',
    ...INVENTORY.flatMap((path) => ['--from', path]),
    ...['--activity', TRAIL, '--asn-db', asnDatabase, '--as-of', '2026-11-24T00:00:00Z'],
    ...['--out', folder, '--format', 'json,table'],
  );
  report = readFileSync(join(folder, 'report.txt'), 'utf8');
  analysis = join(folder, 'analysis.json');
});

const ask = async (...args: readonly string[]) => (await runCommand(...args, '--analysis', analysis)).out;
const askJson = async (...args: readonly string[]) => JSON.parse(await ask(...args, '--format', 'json'));

/** One word after the other, whatever the columns and where a line is broken. */
const words = (text: string) => text.replace(/\s+/g, ' ');

interface Network {
  readonly value: string;
  readonly count: number;
  readonly first: string;
  readonly owner?: { readonly name: string };
}

describe("a supplier's compromise", () => {
  it('is read from the log files of an organization, whole', () => {
    const { coverage } = JSON.parse(readFileSync(analysis, 'utf8'));
    expect([scan.code, coverage.complete, coverage.problems]).toEqual([0, true, []]);
    expect(coverage.activity).toMatchObject({ files: 229, records: 3988, malformed: 0 });
    expect(report).toContain('What their sessions did');
  });

  it('enters by the grant that the vendor always used, with the external id that was agreed', async () => {
    const { use } = await askJson('use', '--party', 'Qubole', '--role', ENTRY);
    expect(use).toMatchObject([
      {
        party: 'vendor:qubole',
        caller: { account: VENDOR },
        count: 122,
        permitted: 'by-grant',
        externalId: { sent: 122, notSent: 0, unknown: 0 },
      },
    ]);
    expect(await ask('use', '--party', 'Qubole')).toContain(
      [
        '  QuboleDataAccess  AROAEXAMPLEI62ED  122 since     198.51.100.23  by a grant:     123 sessions;',
        '  (777788889999)    FCAPM of          2026-10-25,   ,              external id;    credential-access',
      ].join('\n'),
    );
  });

  it('stands out by its networks, which nobody saw before that night', async () => {
    const { use } = await askJson('use', '--party', 'Qubole', '--role', ENTRY);
    const networks: readonly Network[] = use[0].networks;
    const ofTheNight = networks.filter(({ first }) => first.startsWith(NIGHT));
    expect(ofTheNight.map(({ value, count, owner }) => [value, count, owner?.name])).toEqual([
      [HOSTING, 1, 'Example Hosting'],
      [VPN, 1, 'Example VPN'],
    ]);
    expect(networks.length).toBeGreaterThan(2);
  });

  it('lists everything, is refused, and reads secrets, in its first session', async () => {
    const { session } = await askJson('session', FIRST);
    expect(session).toMatchObject({
      party: 'vendor:qubole',
      role: ENTRY,
      networks: [HOSTING],
      start: `${NIGHT}T02:03:11Z`,
      end: `${NIGHT}T02:41:05Z`,
      calls: 18,
      denied: 7,
      byService: { ec2: 1, iam: 2, rds: 1, s3: 4, secretsmanager: 5, sts: 5 },
      byTactic: { discovery: 10, 'credential-access': 5, collection: 3, 'lateral-movement': 4 },
      firstSensitive: { event: 'secretsmanager:GetSecretValue', at: `${NIGHT}T02:12:00Z` },
      onward: [ONWARD],
      permitted: 'by-grant',
    });
  });

  it('reads objects in a session of its own, from another network', async () => {
    const { session } = await askJson('session', OBJECTS);
    expect(session).toMatchObject({ networks: [VPN], calls: 40, byService: { s3: 40 } });
    expect(session.byTactic).toMatchObject({ collection: 40 });
  });

  it('is one chain from the vendor through both roles to secrets and objects of another account', async () => {
    const { session, chain } = await askJson('session', SECOND);
    expect(session).toMatchObject({
      party: 'vendor:qubole',
      role: ONWARD,
      head: { account: VENDOR },
      hops: 1,
      byService: { s3: 9, secretsmanager: 3, iam: 2 },
      byTactic: { 'credential-access': 4, collection: 8, persistence: 1 },
    });
    expect(chain.map(({ role }: { role: string }) => role)).toEqual([ENTRY, ONWARD]);
    expect(words(await ask('session', SECOND))).toContain(
      words(`
        Its chain
        ${VENDOR}, AROAEXAMPLEI62EDFCAPM, session control-plane
        └ QuboleDataAccess (777788889999) · ${FIRST}@${NIGHT}T02:03:11Z · calls: 18 (7 refused) ·
          first sensitive secretsmanager:GetSecretValue
          └ DataPlatformAdmin (012345678901) · ${SECOND}@${NIGHT}T02:41:05Z · calls: 16 ·
            first sensitive secretsmanager:GetSecretValue · this session`),
    );
  });

  it('is told from the log files alone as from the saved analysis', async () => {
    const from = [...INVENTORY, TRAIL].flatMap((path) => ['--from', path]);
    const options = ['--asn-db', asnDatabase, '--as-of', '2026-11-24T00:00:00Z'];
    const { out } = await runCommand('session', SECOND, ...from, ...options);
    expect(out).toBe(await ask('session', SECOND));
  });
});
