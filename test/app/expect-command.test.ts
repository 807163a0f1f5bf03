import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../lib/model/finding';
import { allowAccount, exportedRole, exportFolder } from '../support/export-folder';
import { runCommand } from '../support/run-command';

const AS_OF = ['--as-of', '2026-11-24T00:00:00Z'];
const EXAMPLE = ['--from', 'examples/organization', ...AS_OF];
const DATADOG = '464622532012';
const DAY = 86_400_000;
const START = Date.parse('2026-09-25T09:00:00Z');

interface Visit {
  readonly day: number;
  readonly hour?: number;
  readonly region?: string;
  readonly network?: string;
  readonly agent?: string;
  readonly name?: string;
  readonly role?: string;
}

function record(
  { day, hour = 0, region, network, agent, name = 'DatadogAWSIntegration', role = 'Reader' }: Visit,
  index: number,
) {
  return {
    eventVersion: '1.08',
    eventID: `event-${index}`,
    eventTime: `${new Date(START + day * DAY + hour * 3_600_000).toISOString().slice(0, 19)}Z`,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: region ?? 'eu-west-1',
    sourceIPAddress: network ?? '203.0.113.7',
    userAgent: agent ?? 'Datadog-AWS-Integration/1.0',
    userIdentity: { type: 'AWSAccount', accountId: DATADOG, principalId: 'AROAEXAMPLEDATADOG1:worker' },
    requestParameters: { roleArn: `arn:aws:iam::111122223333:role/${role}`, roleSessionName: name },
    responseElements: { credentials: { accessKeyId: `ASIAEXAMPLE${index}` } },
    recipientAccountId: '111122223333',
  };
}

/** What the vendor came to do after the learning time, one piece of news at a time, and long before the last week. */
const GROWTH: readonly Visit[] = [
  ...[30, 31, 32, 40].map((day) => ({ day, region: 'us-east-1' })),
  ...[36, 37, 38, 45].map((day) => ({ day, network: '198.51.100.40' })),
  ...[42, 43, 44, 48].map((day) => ({ day, name: 'WeeklyReport' })),
  ...[33, 34, 46].map((day) => ({ day, agent: 'Terraform/1.9' })),
];

/** Of the last three days, and nothing of the vendor's. */
const INTRUSION: Visit = {
  day: 57,
  hour: 17,
  region: 'sa-east-1',
  network: '192.0.2.66',
  agent: 'aws-cli/2.1 md/kali',
  name: 'botocore-session-1',
};

const ROLES = {
  'roles.json': {
    Roles: [exportedRole('Reader', [allowAccount(DATADOG)]), exportedRole('Unused', [allowAccount(DATADOG)])],
  },
  'accounts.json': { Accounts: [{ Id: '111122223333', Name: 'prod', State: 'ACTIVE' }] },
};

function organization(...visits: readonly Visit[]): readonly string[] {
  const usual = [...Array(60).keys()].flatMap((day) => [{ day }, { day, hour: 1 }]);
  const folder = exportFolder({
    ...ROLES,
    'trail.json': { Records: [...usual, ...visits].map(record) },
  });
  return ['--from', folder, ...AS_OF];
}

const temporaryFile = () => join(mkdtempSync(join(tmpdir(), 'trust-atlas-')), 'trust-atlas.yaml');

async function findingsOf(
  exports: readonly string[],
  ...args: readonly string[]
): Promise<readonly Finding[]> {
  const { out } = await runCommand('scan', ...exports, ...args, '--format', 'json');
  return JSON.parse(out).findings;
}

/** The findings before and after `expect init` wrote a file and `scan` took it. */
async function withInit(exports: readonly string[]) {
  const file = temporaryFile();
  expect((await runCommand('expect', 'init', ...exports, '--out', file)).code).not.toBe(2);
  return { file, before: await findingsOf(exports), after: await findingsOf(exports, '--expect', file) };
}

const isAboutUse = ({ rule }: Finding) => rule.startsWith('unexpected-') || rule === 'unapproved-party-use';
const idsOf = (findings: readonly Finding[]) => findings.map(({ id }) => id).sort();

describe('scan with the file of expect init', () => {
  it('tells nothing of what the file approved, though it alerted before', async () => {
    const { before, after } = await withInit(organization(...GROWTH));
    expect(new Set(before.filter(isAboutUse).map(({ rule }) => rule))).toEqual(
      new Set(['unexpected-agent', 'unexpected-network', 'unexpected-region', 'unexpected-session-name']),
    );
    expect(after.filter(isAboutUse)).toEqual([]);
  });

  it('tells everything structural as before', async () => {
    const { before, after } = await withInit(organization(...GROWTH));
    const structural = (all: readonly Finding[]) => idsOf(all.filter((finding) => !isAboutUse(finding)));
    expect(structural(before).length).toBeGreaterThan(1);
    expect(structural(after)).toEqual(structural(before));
  });

  it('tells what is new in the last week', async () => {
    const { after } = await withInit(organization(...GROWTH, INTRUSION));
    expect(
      after
        .filter(isAboutUse)
        .map(({ rule, severity }) => [rule, severity])
        .sort(),
    ).toEqual([
      ['unexpected-agent', 'high'],
      ['unexpected-hour', 'high'],
      ['unexpected-network', 'high'],
      ['unexpected-region', 'high'],
      ['unexpected-session-name', 'high'],
    ]);
  });

  it('tells a role that was first used in the last week', async () => {
    const { after } = await withInit(organization({ day: 58, role: 'Unused' }));
    expect(after.filter(isAboutUse).map(({ rule, subject }) => [rule, subject])).toEqual([
      ['unexpected-role', 'arn:aws:iam::111122223333:role/Unused'],
    ]);
  });

  describe('on the example organization', () => {
    let both: Awaited<ReturnType<typeof withInit>>;
    beforeAll(async () => {
      both = await withInit(EXAMPLE);
    }, 60_000);

    it('still tells the planted compromise whole', () => {
      const ofQubole = (all: readonly Finding[]) =>
        all.filter(({ party }) => party === 'vendor:qubole').map(({ rule, title }) => `${rule}: ${title}`);
      const told = ofQubole(both.after);
      expect(told).toEqual(expect.arrayContaining([...ofQubole(both.before)]));
      for (const network of ['203.0.113.0/24', '198.51.100.0/24']) expect(told.join('\n')).toContain(network);
      for (const rule of ['session-chained', 'sensitive-action-in-session', 'unexpected-agent']) {
        expect(told.join('\n')).toContain(rule);
      }
    });

    it('still tells that the entered role tried others', () => {
      expect(both.after.map(({ rule }) => rule)).toContain('assume-role-refused');
    });

    it('tells everything else as before, and nothing more', () => {
      expect(idsOf(both.after)).toEqual(idsOf(both.before));
    });
  });
});

describe('expect init', () => {
  it('prints to standard output', async () => {
    const { out, err } = await runCommand('expect', 'init', ...organization());
    expect([out.includes('name: "Datadog"'), err]).toEqual([true, '']);
  });

  it('writes over no file, unless it is told to', async () => {
    const file = temporaryFile();
    writeFileSync(file, 'mine');
    const refused = await runCommand('expect', 'init', ...organization(), '--out', file);
    expect([refused.code, refused.err, readFileSync(file, 'utf8')]).toEqual([
      2,
      `trust-atlas: \`${file}\` is there already: --force writes over it\n`,
      'mine',
    ]);
    await runCommand('expect', 'init', ...organization(), '--out', file, '--force');
    expect(readFileSync(file, 'utf8')).toContain('version: 1');
  });

  it('keeps owner, reason and end of what is declared already', async () => {
    const file = temporaryFile();
    writeFileSync(
      file,
      `version: 1\nparties:\n  - { name: "DD: metrics", kind: vendor, accounts: ["${DATADOG}"], owner: a@example.com, expires: 2027-01-01 }\n`,
    );
    const { out } = await runCommand('expect', 'init', ...organization(), '--expect', file);
    expect(out).toContain('- name: "DD: metrics"\n    kind: vendor\n');
    expect(out).toContain('owner: "a@example.com"\n');
    expect(out).toContain('expires: 2027-01-01\n');
  });

  it('knows from the state what was seen before the exports begin', async () => {
    const state = mkdtempSync(join(tmpdir(), 'trust-atlas-'));
    const early = organization({ day: 2, region: 'sa-east-1' });
    await runCommand('scan', ...early, '--state', state);
    const late = organization({ day: 57, region: 'sa-east-1' });
    const regionsOf = (text: string) => / {10}- "sa-east-1"/.test(text);
    expect(regionsOf((await runCommand('expect', 'init', ...late)).out)).toBe(false);
    expect(regionsOf((await runCommand('expect', 'init', ...late, '--state', state)).out)).toBe(true);
  });

  it('agrees by the state to what is usual, though the exports hold the last days alone', async () => {
    const state = mkdtempSync(join(tmpdir(), 'trust-atlas-'));
    await runCommand('scan', ...organization(), '--state', state);
    const folder = exportFolder({
      ...ROLES,
      'trail.json': { Records: [57, 58, 59].map((day) => record({ day }, day)) },
    });
    const init = ['expect', 'init', '--from', folder, ...AS_OF];
    expect((await runCommand(...init)).out).toContain('\nparties: []');
    const { out } = await runCommand(...init, '--state', state);
    expect(out).toContain(`\n      - "${DATADOG}"\n`);
    expect(out).toContain('\n          - "203.0.113.0/24" # 3 calls');
  });

  it.each([
    ['no inputs', ['expect', 'init'], 'expected --from PATH'],
    ['inputs that hold nothing', ['expect', 'init', '--from', 'LICENSE'], 'nothing to judge'],
  ])('refuses %s', async (_, args, sentence) => {
    const { code, err } = await runCommand(...args);
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('expect check', () => {
  const fileOf = (text: string) => {
    const file = temporaryFile();
    writeFileSync(file, text);
    return file;
  };
  const DECLARED = `version: 1
parties:
  - name: Datadog
    kind: vendor
    accounts: ["${DATADOG}"]
    expires: 2026-12-10
    expect:
      - roles: ["arn:aws:iam::*:role/*"]
        regions: [eu-west-1]
      - roles: ["arn:aws:iam::*:role/Reader"]
        networks: ["203.0.113.0/24", "198.51.100.0/24"]
        sessionNames: ["Datadog*"]
      - roles: ["arn:aws:iam::*:role/Gone"]
  - name: Former
    kind: partner
    accounts: ["999988887777"]
    expires: 2026-10-01
suppress:
  - { finding: "external-id-missing:*/Reader", reason: r, owner: o, until: 2026-12-01 }
  - { finding: "trust-unused:*/None", reason: r, owner: o, until: 2027-12-01 }
`;

  it('tells every fault at once, with its place', async () => {
    const file = fileOf(
      'version: 2\nparties: [{ name: X }]\nsettings: { severity: { no-such-rule: low } }\n',
    );
    const { code, err } = await runCommand('expect', 'check', file);
    expect(code).toBe(2);
    expect(
      err
        .trim()
        .split('\n')
        .map((line) => line.replace(`trust-atlas: ${file}`, file)),
    ).toEqual([
      `${file}:1:10: expected \`1\`, found \`2\``,
      expect.stringContaining(`${file}:2:11: expected \`accounts\``),
      expect.stringContaining(`${file}:2:11: expected \`kind\``),
      expect.stringContaining(`${file}:3:`),
    ]);
  });

  it('tells faults as JSON, too', async () => {
    const { code, out } = await runCommand('expect', 'check', fileOf('version: 2'), '--format', 'json');
    expect([code, JSON.parse(out)]).toEqual([
      2,
      { valid: false, errors: [{ line: 1, column: 10, message: 'expected `1`, found `2`' }] },
    ]);
  });

  it('tells what ends soon and what has ended, without any inputs', async () => {
    const { code, out } = await runCommand('expect', 'check', fileOf(DECLARED), ...AS_OF);
    expect(code).toBe(0);
    expect(out).toContain('SOON  Datadog ends on 2026-12-10\nPAST  Former ended on 2026-10-01\n');
    expect(out).toContain('SOON  suppression of external-id-missing:*/Reader ends on 2026-12-01\n');
    expect(out).not.toContain('trust-unused');
    expect(out).toContain('told with --from PATH or --state FOLDER');
  });

  it('tells which entry decides for which role, and what it overrode', async () => {
    const exports = organization(INTRUSION);
    const { out } = await runCommand('expect', 'check', fileOf(DECLARED), ...exports, '--format', 'json');
    const { parties, suppressions } = JSON.parse(out);
    const [all, reader, gone] = parties[0].entries;
    const roles = (entry: typeof all) =>
      entry.decides.map((each: { role: string }) => each.role.split('/')[1]);
    expect([roles(all), roles(reader), roles(gone)]).toEqual([['Unused'], ['Reader'], []]);
    expect(all.overridden).toEqual([
      'arn:aws:iam::111122223333:role/Reader: entry 2 of `expect` covers it by `arn:aws:iam::*:role/Reader`',
    ]);
    expect(reader.broken).toEqual(['network 192.0.2.0/24', 'session name botocore-session-#']);
    expect(reader.idle).toEqual(['networks 198.51.100.0/24']);
    expect(suppressions.map((each: { matches: string[] }) => each.matches.length)).toEqual([1, 0]);
  });

  it('tells the same as a table', async () => {
    const { out } = await runCommand('expect', 'check', fileOf(DECLARED), ...organization(INTRUSION));
    for (const text of [
      'not agreed: network 192.0.2.0/24, session name botocore-session-#',
      'matches nothing: networks 198.51.100.0/24',
      'decided elsewhere: arn:aws:iam::111122223333:role/Reader: entry 2',
      '1 entry matches nothing.',
      'Former (partner, no longer in force)',
      'trust-unused:*/None until 2027-12-01: matches nothing',
    ]) {
      expect(out.replace(/\n +/g, ' ')).toContain(text);
    }
  });

  it('answers from the state of earlier scans', async () => {
    const state = mkdtempSync(join(tmpdir(), 'trust-atlas-'));
    const file = fileOf(DECLARED);
    await runCommand('scan', ...organization(INTRUSION), '--expect', file, '--state', state);
    const { out } = await runCommand('expect', 'check', file, '--state', state, '--format', 'json', ...AS_OF);
    const { against, parties } = JSON.parse(out);
    expect([against, parties[0].entries[1].decides[0].networks]).toEqual(['state', ['203.0.113.0/24']]);
  });

  it('says so where no scan kept any state', async () => {
    const { code, err } = await runCommand(
      'expect',
      'check',
      fileOf('version: 1'),
      '--state',
      '/nowhere/at/all',
    );
    expect([code, err]).toEqual([2, expect.stringContaining('no scan has kept anything')]);
  });

  it('says so where there is no file', async () => {
    expect(existsSync('trust-atlas.yaml')).toBe(false);
    const { code, err } = await runCommand('expect', 'check');
    expect([code, err]).toEqual([2, 'trust-atlas: cannot read the expectations file `trust-atlas.yaml`\n']);
  });
});

it('expect schema prints the schema that is shipped', async () => {
  const { out } = await runCommand('expect', 'schema');
  expect(out).toBe(readFileSync('trust-atlas.schema.json', 'utf8'));
});
