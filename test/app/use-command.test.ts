import { readFileSync } from 'node:fs';
import { type AnalysisJson, changedAnalysis } from '../support/changed-analysis';
import { exportFolder } from '../support/export-folder';
import { ENTRY, savedIntrusion, VENDOR } from '../support/intrusion';
import { runCommand } from '../support/run-command';

const INCOMPLETE = 3;
const EXPORTS = ['--from', 'examples/organization', '--as-of', '2026-11-24T00:00:00Z'];

let file = '';
beforeAll(async () => {
  file = await savedIntrusion();
});

const ask = (...args: string[]) => runCommand('use', '--analysis', file, ...args);
const changed = (change: (analysis: AnalysisJson) => void) => changedAnalysis(file, change);

/** Role names of the answer, in its order. */
async function rolesOf(...args: string[]): Promise<readonly string[]> {
  const { use } = JSON.parse((await ask(...args, '--format', 'json')).out);
  return use.map(({ role }: { role: string }) => role.slice(role.lastIndexOf('/') + 1));
}

describe('use', () => {
  it('tells who entered, how often, from where, by what right, and what followed', async () => {
    const { code, out, err } = await ask('--party', 'Qubole');
    expect({ code, err }).toEqual({ code: INCOMPLETE, err: '' });
    expect(out).toBe(
      [
        'Who used which role, as of 2026-11-24T00:00:00Z',
        '  INTO ROLE         AS                TIMES         FROM, NEWEST   ALLOWED         WHAT FOLLOWED',
        'Qubole',
        '  QuboleAccess      AROAEXAMPLEQUBOL  1 since       198.51.100.23  by a grant:     2 sessions;',
        '  (111122223333)    E01 of            2026-11-20,                  external id;    credential-access',
        '                    805246085872      last 3 d ago                 an id was sent  2,',
        '                                                                   in 1 of 1       lateral-movement',
        '                                                                                   1, collection 3',
        '                                                                                   and 3 more; went',
        '                                                                                   on to DataReader',
        '',
      ].join('\n'),
    );
  });

  it('puts outsiders before our own, and does not say that nothing followed where nobody looked', async () => {
    expect(await rolesOf()).toEqual(['QuboleAccess', 'Ops', 'DataReader']);
    expect((await ask('--role', 'Ops')).out).toContain('not followed');
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['a party by its id', ['--party', 'vendor:qubole'], ['QuboleAccess']],
    ['a party by its name in any case', ['--party', 'QUBOLE'], ['QuboleAccess']],
    ['a party by an account', ['--party', VENDOR], ['QuboleAccess']],
    ['a role by its ARN', ['--role', ENTRY], ['QuboleAccess']],
    ['a role by its name', ['--role', 'DataReader'], ['DataReader']],
    ['what was seen at a time or later', ['--since', '2026-11-20T08:10:00Z'], ['Ops', 'DataReader']],
    ['nothing after the last call', ['--since', '2026-11-21'], []],
    ['all of these at once', ['--party', VENDOR, '--role', 'DataReader'], []],
  ])('narrows the answer to %s', async (_, args, roles) => {
    expect(await rolesOf(...args)).toEqual(roles);
  });

  it('says that no such use was seen', async () => {
    expect((await ask('--since', '2026-11-21')).out).toContain('No such use was seen');
  });

  it('prints JSON with the guards of the grant and the total of what followed', async () => {
    const answer = JSON.parse((await ask('--party', 'Qubole', '--format', 'json')).out);
    expect(answer).toMatchObject({
      asOf: '2026-11-24T00:00:00Z',
      complete: false,
      cloudTrailRead: true,
      use: [
        {
          role: ENTRY,
          party: 'vendor:qubole',
          external: true,
          permitted: 'by-grant',
          guards: [{ kind: 'external-id', strength: 'firm' }],
          followed: {
            sessions: 2,
            calls: 7,
            denied: 1,
            byService: { s3: 4, secretsmanager: 2, sts: 1 },
            firstSensitive: { event: 'secretsmanager:GetSecretValue' },
            onward: ['arn:aws:iam::111122223333:role/DataReader'],
            ids: [
              expect.stringMatching(/^ASIAEXAMPLEVENDOR01@/),
              expect.stringMatching(/^ASIAEXAMPLEONWARD01@/),
            ],
          },
        },
      ],
    });
  });

  it('prints CSV with one line for each use', async () => {
    const lines = (await ask('--format', 'csv')).out.trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^party,party_kind,external,role,/);
    expect(lines[1]).toMatch(/^Qubole,vendor,yes,arn:.*,2,7,1,/);
    expect(lines[2]).toMatch(/^own organization,organization,no,.*,,,,,,,$/);
  });

  it('shows some rows and counts the rest, unless all are asked for', async () => {
    const many = changed((analysis) => {
      const [use] = analysis.use;
      analysis.use = Array.from({ length: 70 }, (_, index) => ({ ...use, id: `use-${index}` }));
    });
    const some = (await runCommand('use', '--analysis', many)).out;
    expect(some).toContain('… and 10 more uses: use --all, or --format csv');
    expect((await runCommand('use', '--analysis', many, '--all')).out).not.toContain('more uses');
  });

  it.each<[string, string, Record<string, unknown>, RegExp]>([
    ['not now', 'not-now', {}, /not now/],
    [
      'why it cannot be told',
      'unknown',
      { why: ['the role was not read'] },
      /unknown: the +.*\n.*role was not/,
    ],
    [
      'that calls left out the id',
      'by-grant',
      { externalId: { sent: 1, notSent: 2, unknown: 1 } },
      /in 1 of 3, 1/,
    ],
    [
      'that no record tells of an id',
      'by-grant',
      { externalId: { sent: 0, notSent: 0, unknown: 3 } },
      /no record/,
    ],
  ])('says of the trust as it is now: %s', async (_, permitted, changes, words) => {
    const other = changed((analysis) => {
      analysis.use = [{ ...analysis.use.find(({ external }) => external), permitted, ...changes }];
    });
    expect((await runCommand('use', '--analysis', other)).out).toMatch(words);
  });

  it.each<[string, (json: string) => Buffer]>([
    ['with a byte order mark', (json) => Buffer.from(`\ufeff${json}`)],
    ['by PowerShell', (json) => Buffer.from(`\ufeff${json}`, 'utf16le')],
  ])('reads an analysis that was saved %s', async (_, encode) => {
    const folder = exportFolder({ 'analysis.json': encode(readFileSync(file, 'utf8')) });
    expect((await runCommand('use', '--analysis', `${folder}/analysis.json`)).out).toContain('Qubole');
  });

  it('judges exports on the spot', async () => {
    const { code, out } = await runCommand('use', ...EXPORTS, '--party', 'Qubole');
    expect(code).toBe(0);
    expect(out).toMatch(/Qubole\n {2}QuboleDataAccess/);
  });

  it('says so where no CloudTrail was read', async () => {
    const folder = exportFolder({ 'roles.json': { Roles: [] }, 'x.json': { Accounts: [] } });
    const untold = changed((analysis) => {
      Reflect.deleteProperty(analysis.coverage, 'activity');
    });
    expect((await runCommand('use', '--analysis', untold)).out).toContain('No CloudTrail was read');
    expect((await runCommand('use', '--from', folder)).code).toBe(2);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a party that is not known', ['--party', 'Nobody'], /no party `Nobody`/],
    ['a role that is not known', ['--role', 'Nothing'], /no role `Nothing`/],
    ['a time that is none', ['--since', 'yesterday'], /ISO 8601/],
    ['two sources', ['--from', 'examples/organization'], /either --analysis FILE or --from PATH/],
    ['a judgement that was made already', ['--as-of', '2026-11-24'], /beside --analysis/],
  ])('refuses %s with exit code 2', async (_, args, sentence) => {
    const { code, out, err } = await ask(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
  });

  it.each<[string, () => readonly string[], RegExp]>([
    ['without a source', () => [], /either --analysis FILE or --from PATH/],
    [
      'of a file that is not there',
      () => ['--analysis', '/nowhere/analysis.json'],
      /cannot read the analysis/,
    ],
    [
      'of other JSON',
      () => ['--analysis', 'package.json'],
      /expected an analysis of schema trust-atlas\/analysis\/1/,
    ],
    [
      'of no JSON',
      () => ['--analysis', 'README.md'],
      /expected an analysis as `scan --format json` writes it/,
    ],
  ])('refuses a question %s with exit code 2', async (_, args, sentence) => {
    const { code, err } = await runCommand('use', ...args());
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });

  it('shows examples in its help', async () => {
    expect((await runCommand('use', '--help')).out).toContain(
      'trust-atlas use --from exports/ --party Datadog',
    );
  });
});
