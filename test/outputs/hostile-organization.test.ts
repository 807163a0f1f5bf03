import { allowAccount, exportedRole, exportFolder } from '../support/export-folder';
import { runCommand } from '../support/run-command';

/** What an outsider, or somebody inside, may write into names, ids and agents. */
const HOSTILE = "\u001b[2J\u202e<script>alert(1)</script>\u0007\r\n=cmd|' /C calc'!A0\u2028";

const role = {
  ...exportedRole('Open', [
    { ...allowAccount('444455556666', { StringLike: { 'sts:RoleSessionName': HOSTILE } }), Sid: HOSTILE },
    { ...allowAccount('444455556666'), [HOSTILE]: HOSTILE, Sid: 'Odd' },
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::111122223333:saml-provider/${HOSTILE}` },
      Action: 'sts:AssumeRoleWithSAML',
    },
    { Effect: 'Allow', Principal: { AWS: HOSTILE }, Action: HOSTILE },
  ]),
  Tags: [{ Key: HOSTILE, Value: HOSTILE }],
};

const record = {
  eventVersion: '1.08',
  eventID: 'e1',
  eventTime: '2026-11-20T08:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  awsRegion: HOSTILE,
  sourceIPAddress: HOSTILE,
  userAgent: HOSTILE,
  userIdentity: {
    type: 'AWSAccount',
    accountId: '777788889999',
    principalId: `AROAEXAMPLE00000001:${HOSTILE}`,
  },
  requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Open', roleSessionName: HOSTILE },
  responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLE' } },
  recipientAccountId: '111122223333',
};

const folder = exportFolder({
  'roles.json': { Roles: [role] },
  'accounts.json': { Accounts: [{ Id: '111122223333', Name: HOSTILE, State: 'ACTIVE' }] },
  'trail.json': { Records: [record, { ...record, eventID: 'e2', eventTime: HOSTILE }] },
  'odd\u001b[31mname.txt': 'x',
});

/** Everything a terminal would obey, save the line feeds that the renderers write themselves. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;

describe('an organization whose every name is hostile', () => {
  it.each([
    ['the table', ['scan', '--from', folder, '--all']],
    ['JSON', ['scan', '--from', folder, '--format', 'json']],
    ['CSV', ['scan', '--from', folder, '--format', 'csv']],
    ['an explanation', ['explain', 'arn:aws:iam::111122223333:role/Open', '--from', folder]],
    [
      'an explanation as JSON',
      ['explain', 'arn:aws:iam::111122223333:role/Open', '--from', folder, '--format', 'json'],
    ],
    ['an error', ['explain', 'arn:aws:iam::111122223333:role/Open', '--from', folder, '--as', HOSTILE]],
  ])('cannot make %s hold a character that a terminal would obey', async (_, args) => {
    const { out, err } = await runCommand(...args);
    expect(out + err).not.toBe('');
    expect(OBEYED.exec(out + err)).toBeNull();
  });

  it('keeps its names in JSON as they are', async () => {
    const { out } = await runCommand('scan', '--from', folder, '--format', 'json');
    const { coverage, use } = JSON.parse(out);
    expect(coverage.accounts[0].name).toBe(HOSTILE);
    expect(use[0].userAgents[0].value).toBe(HOSTILE);
  });

  it('cannot start a spreadsheet formula', async () => {
    const { out } = await runCommand('scan', '--from', folder, '--format', 'csv');
    const cells = out.split('\n').flatMap((line) => line.split(','));
    expect(cells.filter((cell) => /^"?[=+@-]/.test(cell))).toEqual([]);
  });
});
