/**
 * Insiders and external ids as users meet them: from exports to the table, the explanation, JSON and CSV.
 */
import { allowAccount, exportedRole, exportFolder } from '../support/export-folder';
import { runCommand } from '../support/run-command';

const OWN = '111122223333';
const MANAGEMENT = '222233334444';
const AUDIT = '333344445555';
const DATADOG = '464622532012';
const QUBOLE = '805246085872';
const SECRETS = ['7f3c9b52-agreed', 'k7-prod-88-two', '4d1e-once-more'] as const;
const [SHARED, TWICE, BYPASSED] = SECRETS;

const byId = (account: string, id: string) =>
  allowAccount(account, { StringEquals: { 'sts:ExternalId': id } });
const arnOf = (role: string) => `arn:aws:iam::${OWN}:role/${role}`;
const account = (Id: string, Name: string) => ({
  Id,
  Name,
  State: 'ACTIVE',
  Arn: `arn:aws:organizations::${MANAGEMENT}:account/o-exampleorg1/${Id}`,
});
const ofAws = (path: string, name: string, service: string) => ({
  ...exportedRole(name, { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }),
  Path: path,
  Arn: `arn:aws:iam::${OWN}:role${path}${name}`,
});

const folder = exportFolder({
  'organization.json': { Organization: { Id: 'o-exampleorg1', MasterAccountId: MANAGEMENT } },
  'accounts.json': {
    Accounts: [account(OWN, 'prod'), account(MANAGEMENT, 'root'), account(AUDIT, 'audit')],
  },
  'delegated.json': { DelegatedAdministrators: [account(AUDIT, 'audit')] },
  'roles.json': {
    Roles: [
      exportedRole('OrganizationAccountAccessRole', allowAccount(MANAGEMENT)),
      {
        ...exportedRole('aws-controltower-AdministratorExecutionRole', allowAccount(AUDIT)),
        RoleId: 'AROAEXAMPLECONTROL001',
      },
      ofAws('/aws-service-role/config.amazonaws.com/', 'AWSServiceRoleForConfig', 'config.amazonaws.com'),
      exportedRole('Metrics', byId(DATADOG, SHARED)),
      exportedRole('Queries', byId(QUBOLE, SHARED)),
      exportedRole('Logs', byId(DATADOG, TWICE)),
      exportedRole('Traces', byId(DATADOG, TWICE)),
      exportedRole('Named', byId(DATADOG, 'Datadog-External-Id')),
      exportedRole('Hardened', [
        { ...byId(QUBOLE, BYPASSED), Sid: 'New' },
        { ...allowAccount(QUBOLE), Sid: 'Old' },
      ]),
    ],
  },
});
const FROM = ['--from', folder, '--as-of', '2026-11-24T00:00:00Z'];

async function outputOf(...args: readonly string[]): Promise<string> {
  const { out } = await runCommand(...args, ...FROM);
  for (const secret of SECRETS) expect(out).not.toContain(secret);
  return out;
}

/** What is printed, with every run of blanks as one. */
async function textOf(...args: readonly string[]): Promise<string> {
  return (await outputOf(...args)).replace(/\s+/g, ' ');
}

describe('insiders', () => {
  it('administer in a section of their own, and raise no finding', async () => {
    const text = await textOf('scan');
    expect(text).toContain('OrganizationAccountAccessRole (AWS prod management account root');
    expect(text).toContain('delegated administrator audit');
    expect(text).toContain('Trust that only AWS can change: 1 service-linked role');
    const { findings } = JSON.parse(await outputOf('scan', '--format', 'json'));
    expect(
      findings.filter(
        ({ subject }: { subject: string }) => subject === arnOf('OrganizationAccountAccessRole'),
      ),
    ).toEqual([]);
  });

  it('are told in the JSON of roles and grants', async () => {
    const { organization, roles, grants } = JSON.parse(await outputOf('scan', '--format', 'json'));
    expect(organization).toMatchObject({ managementAccountId: MANAGEMENT, delegatedAdministrators: [AUDIT] });
    expect(roles.filter(({ made }: { made?: object }) => made)).toMatchObject([
      { made: { by: 'organizations', meantFor: 'management-account' }, verdict: 'internal' },
      { made: { by: 'control-tower', meantFor: 'administrator-account' }, verdict: 'internal' },
      { made: { by: 'service-linked' }, verdict: 'service' },
    ]);
    expect(grants.filter(({ administrative }: { administrative?: true }) => administrative)).toMatchObject([
      { role: arnOf('OrganizationAccountAccessRole'), insider: 'management-account', external: false },
      { role: arnOf('aws-controltower-AdministratorExecutionRole'), insider: 'delegated-administrator' },
    ]);
  });

  it.each([
    [
      arnOf('OrganizationAccountAccessRole'),
      'By its name a role that AWS Organizations makes, for the management account to enter',
    ],
    [arnOf('OrganizationAccountAccessRole'), 'inside: management account'],
    [arnOf('aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig'), 'Service-linked role'],
  ])('and their roles are explained: %s', async (role, words) => {
    expect(await textOf('explain', role)).toContain(words);
  });
});

describe('external ids', () => {
  it.each([
    ['Metrics', 'weak external id', 'several parties know it: Datadog, Qubole'],
    ['Queries', 'weak external id', 'several parties know it: Datadog, Qubole'],
    ['Named', 'weak external id', 'guessable: the name of a party'],
    ['Hardened', 'weak external id', 'statement Old lets the same caller in without it'],
    ['Logs', 'firm external id', 'lets Datadog into 1 more role, all in one account'],
  ])('are explained for %s: %s, %s', async (role, strength, words) => {
    const text = await textOf('explain', arnOf(role));
    expect(text).toContain(strength);
    expect(text).toContain(words);
  });

  it('are findings where they keep nobody out, and none where they do', async () => {
    const { findings } = JSON.parse(await outputOf('scan', '--format', 'json'));
    const found = findings
      .filter(({ rule }: { rule: string }) => rule.startsWith('external-id'))
      .map(({ rule, subject }: { rule: string; subject: string }) => `${rule} ${subject.split('/').at(-1)}`);
    expect(found.sort()).toEqual([
      'external-id-missing Hardened',
      'external-id-weak Metrics',
      'external-id-weak Named',
      'external-id-weak Queries',
    ]);
  });

  it('are counted in the JSON of an explanation', async () => {
    const { statements } = JSON.parse(await outputOf('explain', arnOf('Logs'), '--format', 'json'));
    expect(statements).toMatchObject([{ grants: [{ externalIds: [{ roles: 2, accounts: 1 }] }] }]);
  });

  it('are counted in the JSON of parties', async () => {
    const { parties } = JSON.parse(await outputOf('scan', '--format', 'json'));
    const datadog = parties.find(({ id }: { id: string }) => id === 'vendor:datadog');
    const reach = datadog.externalIds.map(({ roles }: { roles: number }) => roles);
    expect(reach.sort()).toEqual([1, 1, 2]);
  });

  it('name what makes them useless in the JSON of grants', async () => {
    const { grants } = JSON.parse(await outputOf('scan', '--format', 'json'));
    const [open, asking] = ['Old', 'New'].map((sid) =>
      grants.find(({ statements }: { statements: readonly string[] }) => statements.includes(sid)),
    );
    expect(asking).toMatchObject({ bypassedBy: [open.id], guards: [{ strength: 'weak' }] });
  });
});
