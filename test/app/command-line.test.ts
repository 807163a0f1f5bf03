import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ownersCopy } from '../support/assume-record';
import { allowAccount, exportedRole, exportFolder } from '../support/export-folder';
import { runCommand } from '../support/run-command';

const AS_OF = ['--as-of', '2026-11-24T00:00:00Z'];
const READER = 'arn:aws:iam::111122223333:role/Reader';
const SECRET = 'k7-prod-88-very-secret';

const guarded = () =>
  exportFolder({
    'roles.json': {
      Roles: [
        exportedRole('Reader', allowAccount('444455556666', { StringEquals: { 'sts:ExternalId': SECRET } })),
      ],
    },
  });
const open = () =>
  exportFolder({
    'roles.json': {
      Roles: [exportedRole('Open', { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' })],
    },
  });

describe('scan', () => {
  it('prints who can get in, what is wrong and what was not seen, and exits with 0', async () => {
    const { code, out, err } = await runCommand('scan', '--from', open(), ...AS_OF);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /Who can get in[\s\S]* {2}Open +111122223333[\s\S]*Findings[\s\S]*CRITICAL[\s\S]*What was not seen/,
    );
  });

  it('prints JSON of the published schema', async () => {
    const { code, out } = await runCommand('scan', '--from', open(), '--format', 'json', ...AS_OF);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'trust-atlas/analysis/1',
      asOf: '2026-11-24T00:00:00Z',
      roles: [{ arn: 'arn:aws:iam::111122223333:role/Open', account: '111122223333', verdict: 'external' }],
      grants: [
        {
          call: 'AssumeRole',
          caller: { kind: 'anyone' },
          external: true,
          party: 'anyone',
          verdict: 'admits',
        },
      ],
    });
  });

  it('prints CSV with one line for each grant', async () => {
    const { code, out } = await runCommand('scan', '--from', open(), '--format', 'csv', ...AS_OF);
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(2);
  });

  it('writes one file for each format into --out', async () => {
    const folder = exportFolder({});
    const { code, out } = await runCommand(
      'scan',
      '--from',
      open(),
      '--out',
      folder,
      '--format',
      'table,json',
      '--format',
      'csv',
      ...AS_OF,
    );
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readdirSync(folder).sort()).toEqual(['analysis.json', 'report.txt', 'ways-in.csv']);
  });

  it('says which output could not be written, and exits with 2', async () => {
    const folder = exportFolder({ 'analysis.json/in-the-way': '' });
    const { code, err } = await runCommand(
      'scan',
      '--from',
      open(),
      '--out',
      folder,
      '--format',
      'json',
      ...AS_OF,
    );
    expect(code).toBe(2);
    expect(err).toMatch(/cannot write `.*analysis\.json`/);
  });

  it('prints the same bytes for the same input', async () => {
    const folder = open();
    const runs = [1, 2].map(() => runCommand('scan', '--from', folder, '--format', 'json', ...AS_OF));
    const [first, second] = await Promise.all(runs);
    expect(first).toEqual(second);
  });

  it.each([
    ['critical', 1],
    ['none', 0],
  ])('exits with findings under --fail-on %s with %d', async (severity, code) => {
    expect((await runCommand('scan', '--from', open(), '--fail-on', severity, ...AS_OF)).code).toBe(code);
  });

  it.each(['table', 'json', 'csv'])('never prints an external id in clear in %s', async (format) => {
    const { out } = await runCommand('scan', '--from', guarded(), '--format', format, ...AS_OF);
    expect(out).not.toContain(SECRET);
  });

  it('prints external ids in clear where the user asks for it', async () => {
    const { out } = await runCommand(
      'scan',
      '--from',
      guarded(),
      '--format',
      'json',
      '--show-external-ids',
      ...AS_OF,
    );
    expect(out).toContain(SECRET);
  });

  it('tells new findings from open ones when state is kept', async () => {
    const folder = open();
    const state = join(exportFolder({}), 'state');
    const states = async () => {
      const { out } = await runCommand(
        'scan',
        '--from',
        folder,
        '--state',
        state,
        '--format',
        'json',
        ...AS_OF,
      );
      return new Set(JSON.parse(out).findings.map((finding: { state: string }) => finding.state));
    };
    expect(await states()).toEqual(new Set(['new']));
    expect(await states()).toEqual(new Set(['open']));
  });

  it('refuses the state of another organization', async () => {
    const state = join(exportFolder({}), 'state');
    const of = (id: string) =>
      exportFolder({
        'roles.json': { Roles: [exportedRole('Open', allowAccount('444455556666'))] },
        'organization.json': { Organization: { Id: id, MasterAccountId: '111122223333' } },
      });
    expect((await runCommand('scan', '--from', of('o-firstorg01'), '--state', state, ...AS_OF)).code).toBe(0);
    const { code, err } = await runCommand('scan', '--from', of('o-secondorg1'), '--state', state, ...AS_OF);
    expect(code).toBe(2);
    expect(err).toContain('o-firstorg01');
  });
});

describe('state', () => {
  it('is left alone by a run that concluded nothing', async () => {
    const state = join(exportFolder({}), 'state');
    expect((await runCommand('scan', '--from', exportFolder({}), '--state', state, ...AS_OF)).code).toBe(4);
    const organization = { Organization: { Id: 'o-firstorg01', MasterAccountId: '111122223333' } };
    const folder = exportFolder({
      'roles.json': { Roles: [exportedRole('Open', allowAccount('444455556666'))] },
      'organization.json': organization,
    });
    expect((await runCommand('scan', '--from', folder, '--state', state, ...AS_OF)).code).toBe(0);
  });

  const trailOf = (id: string, account: string) =>
    exportFolder({
      'roles.json': { Roles: [exportedRole('Open', allowAccount('444455556666'))] },
      'organization.json': { Organization: { Id: id, MasterAccountId: '111122223333' } },
      ...Object.fromEntries(
        [1, 2].map((day) => [
          `AWSLogs/${id}/${account}/CloudTrail/eu-west-1/2026/10/0${day}/log.json.gz`,
          gzipSync(JSON.stringify({ Records: [ownersCopy({ eventID: `${account}-${day}` })] })),
        ]),
      ),
    });
  const scanned = async (folder: string, state: string) => {
    const { code, out } = await runCommand(
      'scan',
      '--from',
      folder,
      '--state',
      state,
      '--format',
      'json',
      ...AS_OF,
    );
    return { code, activity: out === '' ? undefined : JSON.parse(out).coverage.activity };
  };

  it('remembers the CloudTrail that was read, and says of how many files', async () => {
    const state = join(exportFolder({}), 'state');
    const folder = trailOf('o-firstorg01', '444455556666');
    const first = (await scanned(folder, state)).activity;
    expect(first).toMatchObject({ files: 2, remembered: 0, records: 2 });
    writeFileSync(
      join(folder, 'AWSLogs/o-firstorg01/444455556666/CloudTrail/eu-west-1/2026/10/01/late.json.gz'),
      gzipSync(JSON.stringify({ Records: [ownersCopy({ eventID: 'late', sharedEventID: 'late' })] })),
    );
    const second = (await scanned(folder, state)).activity;
    expect(second).toMatchObject({ files: 3, remembered: 2, records: 3 });
    const { out } = await runCommand('scan', '--from', folder, '--state', state, ...AS_OF);
    expect(out).toContain('3 records in 3 files (3 read by an earlier run)');
  });

  it('keeps what it remembers when exports of another organization are refused', async () => {
    const state = join(exportFolder({}), 'state');
    const folder = trailOf('o-firstorg01', '444455556666');
    await scanned(folder, state);
    expect((await scanned(trailOf('o-secondorg1', '555566667777'), state)).code).toBe(2);
    expect((await scanned(folder, state)).activity).toMatchObject({ files: 2, remembered: 2 });
  });

  it('is not the worse for a checkpoint that was damaged', async () => {
    const state = join(exportFolder({}), 'state');
    const folder = trailOf('o-firstorg01', '444455556666');
    const { activity } = await scanned(folder, state);
    const [name = ''] = readdirSync(join(state, 'trail-checkpoint'));
    writeFileSync(join(state, 'trail-checkpoint', name), 'nothing');
    expect((await scanned(folder, state)).activity).toEqual({ ...activity, remembered: 1 });
    expect((await scanned(folder, state)).activity).toEqual({ ...activity, remembered: 2 });
  });
});

describe('scan of bad input', () => {
  const good = { 'good.json': { Roles: [exportedRole('Open', allowAccount('444455556666'))] } };
  const whole = gzipSync(
    JSON.stringify({
      Records: Array.from({ length: 200 }, (_, index) => ({ eventID: `e-${index}-${Math.sin(index)}` })),
    }),
  );

  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['a malformed file', { 'bad.json': '{"Roles": [' }, /bad\.json/],
    ['a truncated gzip', { 'trail.json.gz': whole.subarray(0, whole.length - 40) }, /trail\.json\.gz.*end/],
    [
      'a role without a trust policy',
      { 'role.json': { Roles: [{ ...exportedRole('NoTrust', {}), AssumeRolePolicyDocument: undefined }] } },
      /NoTrust/,
    ],
    [
      'a trust policy that is not JSON',
      {
        'role.json': {
          Roles: [{ ...exportedRole('BadTrust', {}), AssumeRolePolicyDocument: '{"Version":' }],
        },
      },
      /BadTrust/,
    ],
    ['a zip archive', { 'all.zip': Buffer.from('PK\u0003\u0004 and so on') }, /zip archive/],
  ])('names %s, judges the rest, and exits with 3', async (_, bad, message) => {
    const { code, out } = await runCommand('scan', '--from', exportFolder({ ...good, ...bad }), ...AS_OF);
    expect(code).toBe(3);
    expect(out.replaceAll(/\n +/g, ' ')).toMatch(message);
    expect(out).toMatch(/^ {2}Open +111122223333/m);
  });

  it('reads a role whose trust cannot be read as undecided, never as closed', async () => {
    const role = { ...exportedRole('BadTrust', {}), AssumeRolePolicyDocument: '{"Version":' };
    const folder = exportFolder({ 'role.json': { Roles: [role] } });
    const { out } = await runCommand('scan', '--from', folder, '--format', 'json', ...AS_OF);
    expect(JSON.parse(out).roles).toMatchObject([{ verdict: 'undecided' }]);
  });

  it('names a file that holds nothing we know, and exits with 0', async () => {
    const { code, out } = await runCommand(
      'scan',
      '--from',
      exportFolder({ ...good, 'notes.txt': 'hello' }),
      ...AS_OF,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/notes\.txt/);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['an empty folder', {}],
    ['files of other kinds', { 'notes.txt': 'hello' }],
  ])('concludes nothing from %s, says so, and exits with 4', async (_, files) => {
    const { code, out } = await runCommand('scan', '--from', exportFolder(files), ...AS_OF);
    expect(code).toBe(4);
    expect(out).toContain('No role was read, so nothing is said about who can get in.');
    expect(out).not.toContain('Nobody outside');
  });

  it.each<[string, string, unknown, number]>([
    [
      'a log that is cut off at once',
      'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/24/a.json.gz',
      '\x1f\x8b',
      3,
    ],
    ['an empty log', 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/24/a.json.gz', '', 3],
    ['a log without its list', 'log.json', { Records: 7 }, 0],
    ['notifications of S3', 'log.json', { Records: [{ eventSource: 'aws:s3', eventName: 'x' }] }, 0],
  ])('names %s, also where there is no other CloudTrail', async (_, path, content, expected) => {
    const folder = exportFolder({ ...good, [path]: content });
    const { code, out } = await runCommand('scan', '--from', folder, '--format', 'json', ...AS_OF);
    const { problems, unrecognised } = JSON.parse(out).coverage;
    const named = [...unrecognised, ...problems.map(({ at }: { at: string }) => at)];
    expect([code, [...new Set(named)]]).toEqual([expected, [join(folder, path)]]);
  });

  it('exits with 3 where an account of the organization was not read', async () => {
    const Accounts = ['111122223333', '222233334444'].map((Id) => ({ Id, Name: Id, State: 'ACTIVE' }));
    const { code, out } = await runCommand(
      'scan',
      '--from',
      exportFolder({ ...good, 'accounts.json': { Accounts } }),
      ...AS_OF,
    );
    expect(code).toBe(3);
    expect(out).toMatch(/1 account not read[\s\S]*account 222233334444/);
  });
});

describe('a wrong call', () => {
  it.each([
    ['no --from', ['scan'], /--from/],
    ['a path that is not there', ['scan', '--from', '/no/such/folder'], /\/no\/such\/folder/],
    ['an unknown option', ['scan', '--frm', 'x'], /--frm/],
    ['an unknown command', ['scann'], /scann/],
    ['a bad time', ['scan', '--from', '.', '--as-of', 'yesterday'], /ISO 8601/],
    ['a bad format', ['scan', '--from', '.', '--format', 'pdf'], /table, json, csv/],
    ['two formats on standard output', ['scan', '--from', '.', '--format', 'json,csv'], /--out/],
    ['a live source', ['scan', '--from', '.', '--activity', 'lookup:7'], /lookup:7/],
    ['an unknown rule', ['rules', 'no-such-rule'], /no-such-rule/],
    ['an unknown party', ['parties', '123'], /12 digits/],
    ['no role ARN', ['explain', 'Reader', '--from', guarded()], /role's ARN/],
    [
      'a role that is not there',
      ['explain', 'arn:aws:iam::111122223333:role/Nobody', '--from', guarded()],
      /Nobody/,
    ],
    [
      'a principal of no known form',
      ['explain', READER, '--from', guarded(), '--as', 'somebody'],
      /somebody/,
    ],
    ['an OIDC issuer left empty', ['explain', READER, '--from', guarded(), '--as', 'oidc:'], /issuer/],
    [
      'a SAML provider without its ARN',
      ['explain', READER, '--from', guarded(), '--as', 'saml:Okta'],
      /ARN of a SAML provider/,
    ],
    [
      'a context but no principal',
      ['explain', READER, '--from', guarded(), '--context', 'a=b'],
      /--as PRINCIPAL/,
    ],
    [
      'a file where --out wants a folder',
      ['scan', '--from', '.', '--out', join(exportFolder({ file: '' }), 'file')],
      /folder to write into/,
    ],
    [
      'a folder of --out that cannot be made',
      ['scan', '--from', '.', '--out', '/proc/no/such/folder'],
      /folder to write into/,
    ],
    [
      'a context without a value',
      ['explain', READER, '--from', guarded(), '--as', '444455556666', '--context', 'aws:x'],
      /key=value/,
    ],
  ])('with %s is one sentence and exit code 2', async (_, args, message) => {
    const { code, out, err } = await runCommand(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /);
  });

  it('names every fault of an expectations file with line and column', async () => {
    const folder = exportFolder({
      'who.yaml': 'version: 1\nparties:\n  - name: A\n    kind: friend\n    accounts: [012345678901]\n',
    });
    const { code, err } = await runCommand('scan', '--from', folder, '--expect', join(folder, 'who.yaml'));
    expect(code).toBe(2);
    expect(err).toMatch(/who\.yaml:4:\d+/);
    expect(err).toMatch(/who\.yaml:5:\d+/);
  });
});

describe('explain', () => {
  it('shows each statement with what it admits, and no secret', async () => {
    const { code, out } = await runCommand('explain', READER, '--from', guarded(), ...AS_OF);
    expect(code).toBe(0);
    expect(out).toMatch(/Statement 0[\s\S]*admits account 444455556666[\s\S]*sts:ExternalId/);
    expect(out).not.toContain(SECRET);
  });

  it('prints the same as JSON', async () => {
    const { out } = await runCommand('explain', READER, '--from', guarded(), '--format', 'json', ...AS_OF);
    expect(JSON.parse(out)).toMatchObject({
      role: READER,
      verdict: 'external',
      statements: [{ grants: [{ verdict: 'admits' }] }],
    });
    expect(out).not.toContain(SECRET);
  });

  it.each([
    [
      'the trusted account with the external id',
      ['--as', '444455556666', '--external-id', SECRET],
      'allowed',
    ],
    ['the trusted account without it', ['--as', '444455556666'], 'refused'],
    [
      'another account with it',
      ['--as', 'arn:aws:iam::777788889999:role/X', '--external-id', SECRET],
      'refused',
    ],
  ])('answers for %s', async (_, args, decision) => {
    const { code, out } = await runCommand(
      'explain',
      READER,
      '--from',
      guarded(),
      ...args,
      '--format',
      'json',
      ...AS_OF,
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      decision,
      because: expect.any(String),
      statements: expect.any(Array),
      missing: expect.any(Array),
    });
    expect(out).not.toContain(SECRET);
  });
});

describe('explain of a caller who is not one principal', () => {
  const BUILD = 'arn:aws:iam::444455556666:role/team/ci';
  const named = () =>
    exportFolder({
      'roles.json': {
        Roles: [
          exportedRole('Reader', { Effect: 'Allow', Principal: { AWS: BUILD }, Action: 'sts:AssumeRole' }),
        ],
      },
    });

  it.each([
    ['an account of which only one role is named', '444455556666', 'undecided'],
    ['a session whose role may have that path', 'arn:aws:sts::444455556666:assumed-role/ci/job', 'undecided'],
    ['a session of another role', 'arn:aws:sts::444455556666:assumed-role/other/job', 'refused'],
    ['the role itself', BUILD, 'allowed'],
    ['a role of that name under another path', 'arn:aws:iam::444455556666:role/ci', 'refused'],
    ['another account', '777788889999', 'refused'],
  ])('answers for %s', async (_, principal, decision) => {
    const { out } = await runCommand(
      ...['explain', READER, '--from', named(), '--as', principal, '--format', 'json', ...AS_OF],
    );
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ decision });
    if (decision === 'undecided') expect(answer.because).toContain(BUILD);
  });

  it('takes an OIDC issuer with its scheme', async () => {
    const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
    const statement = {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:a/b:x' } },
    };
    const folder = exportFolder({ 'roles.json': { Roles: [exportedRole('Reader', statement)] } });
    const { out } = await runCommand(
      ...['explain', READER, '--from', folder, '--as', 'oidc:https://token.actions.githubusercontent.com'],
      ...['--context', 'token.actions.githubusercontent.com:sub=repo:a/b:x', ...AS_OF],
    );
    expect(out).toMatch(/^allowed/);
  });
});

describe('rules and parties', () => {
  it.each(['Datadog', 'datadog', 'vendor:datadog'])('finds a party by %s', async (name) => {
    const { out } = await runCommand('parties', name);
    expect(out).toContain('464622532012');
  });

  it('lists every rule', async () => {
    const { code, out } = await runCommand('rules');
    expect(code).toBe(0);
    expect(out).toMatch(/anyone-can-enter/);
  });

  it('shows what a rule means, why it matters, how to fix it and when it is fine', async () => {
    const { out } = await runCommand('rules', 'external-id-missing');
    expect(out).toMatch(/What it means[\s\S]*Why it matters[\s\S]*How to fix it[\s\S]*When it is fine/);
  });

  it('names a catalogued account and says that the name clears nothing', async () => {
    const { code, out } = await runCommand('parties', '464622532012');
    expect(code).toBe(0);
    expect(out).toMatch(/Datadog[\s\S]*clears nothing/);
  });

  it('says of an unknown account that nobody can name it', async () => {
    expect((await runCommand('parties', '999900001111')).out).toMatch(/ask who opened the trust/);
  });
});

describe('help', () => {
  it.each(
    [[], ['scan'], ['explain'], ['rules'], ['parties']].map(
      (command) => [command.join(' ') || 'trust-atlas', command] as const,
    ),
  )('of %s goes to standard output with exit code 0', async (_, command) => {
    const { code, out } = await runCommand(...command, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(/Usage:/);
    if (command.length > 0) expect(out).toMatch(/Example/);
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
    expect(await runCommand('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('is the same for the command that npm installs', () => {
    const { bin } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
    expect(bin).toEqual({ 'trust-atlas': 'dist/bin/trust-atlas.js' });
  });
});
