import { allowAccount, exportedRole, exportFolder } from '../support/export-folder';
import { runCommand } from '../support/run-command';

const AS_OF = ['--as-of', '2026-11-24T00:00:00Z'];
const EXAMPLE = ['--from', 'examples/organization', ...AS_OF];
const EXCHANGE = 'arn:aws:iam::123123123123:role/OpenDataExchange';

describe('resource control policies of the example organization', () => {
  it('are listed by explain, and on what they demand', async () => {
    const { out } = await runCommand('explain', EXCHANGE, ...EXAMPLE);
    expect(out).toContain(
      'Resource control policy: close-dev-to-outsiders (p-mf0closedv) narrows anyone by AssumeRole',
    );
    expect(out.replace(/\s+/g, ' ')).toContain(
      'firm organization: `aws:PrincipalOrgID` must be `o-exampleorg1`; demanded by resource control policy close-dev-to-outsiders',
    );
  });

  it('are data in its JSON', async () => {
    const { out } = await runCommand('explain', EXCHANGE, ...EXAMPLE, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      resourceControl: {
        kind: 'in-force',
        policies: [
          {
            id: 'p-mf0closedv',
            name: 'close-dev-to-outsiders',
            takesAway: { closes: [], narrows: [{ caller: { kind: 'anyone' }, call: 'AssumeRole' }] },
          },
        ],
      },
      statements: [{ grants: [{ resourceControl: 'judged' }, { resourceControl: 'judged' }] }],
    });
  });

  it.each([
    ['999900001111', 'refused', 'resource control policy `close-dev-to-outsiders` denies sts:AssumeRole'],
    ['464622532012', 'allowed', 'every AWS principal'],
  ])('answer explain --as %s: %s', async (principal, decision, because) => {
    const { out } = await runCommand('explain', EXCHANGE, ...EXAMPLE, '--as', principal, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({ decision, because: expect.stringContaining(because) });
  });

  it('are named by each role of the analysis', async () => {
    const { out } = await runCommand('scan', ...EXAMPLE, '--format', 'json');
    const roles: readonly { readonly arn: string; readonly resourceControl: object }[] =
      JSON.parse(out).roles;
    expect(roles.find(({ arn }) => arn === EXCHANGE)?.resourceControl).toEqual({
      kind: 'in-force',
      policies: [{ id: 'p-mf0closedv', name: 'close-dev-to-outsiders' }],
    });
    expect(roles.filter(({ resourceControl }) => !('kind' in resourceControl))).toEqual([]);
  });

  it('leave nothing to say about them in what was not seen', async () => {
    const { out } = await runCommand('scan', ...EXAMPLE, '--format', 'json');
    const limits: readonly string[] = JSON.parse(out).coverage.limits;
    expect(limits.filter((limit) => limit.includes('control policies'))).toEqual([]);
  });
});

describe('resource control policies that were not read', () => {
  const READER = 'arn:aws:iam::111122223333:role/Reader';
  const roles = { Roles: [exportedRole('Reader', allowAccount('444455556666'))] };
  const listed = {
    Policies: [{ Id: 'p-1', Name: 'perimeter', Type: 'RESOURCE_CONTROL_POLICY' }],
  };

  it.each([
    ['none', { 'roles.json': roles }, 'no resource control policies were given'],
    [
      'only their names',
      { 'roles.json': roles, 'list-policies.json': listed },
      'the resource control policies of one account are not known',
    ],
  ])('but %s are told by scan', async (_, files, sentence) => {
    const { out } = await runCommand('scan', '--from', exportFolder(files), '--format', 'json', ...AS_OF);
    const { coverage, grants, roles } = JSON.parse(out);
    expect(roles).toMatchObject([{ resourceControl: { kind: 'unknown' } }]);
    expect(coverage.limits).toContainEqual(expect.stringContaining(sentence));
    expect(grants).toMatchObject([{ external: true, verdict: 'admits', resourceControl: 'unknown' }]);
  });

  it('are told by explain, and with an answer that they may refuse', async () => {
    const from = ['--from', exportFolder({ 'roles.json': roles }), ...AS_OF];
    const sentence = /not judged[:,] .*no resource control policies were given/;
    expect((await runCommand('explain', READER, ...from)).out).toMatch(sentence);
    expect((await runCommand('explain', READER, ...from, '--as', '444455556666')).out).toMatch(sentence);
    const refused = await runCommand('explain', READER, ...from, '--as', '777788889999');
    expect(refused.out).toContain('refused');
    expect(refused.out).not.toContain('not judged');
  });
});
