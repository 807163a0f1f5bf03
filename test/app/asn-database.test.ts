import { join } from 'node:path';
import { allowAccount, exportedRole, exportFolder } from '../support/export-folder';
import { mmdbFile } from '../support/mmdb-file';
import { runCommand } from '../support/run-command';
import { sessionIdentity, sessionRecord } from '../support/session-record';

const HOSTILE = '\u001b[2J\u202e<script>alert(1)</script>';

const AS_OF = '2026-11-24T00:00:00Z';

interface Session {
  readonly networks: readonly string[];
}

const callFrom = (sourceIPAddress: string) => ({
  eventVersion: '1.08',
  eventID: `event-${sourceIPAddress}`,
  eventTime: '2026-11-20T08:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  awsRegion: 'eu-west-1',
  sourceIPAddress,
  userIdentity: { type: 'AWSAccount', accountId: '777788889999', principalId: 'AROAEXAMPLE00000001:s' },
  requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Open', roleSessionName: 's' },
  responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLE' } },
  recipientAccountId: '111122223333',
});

const folder = exportFolder({
  'roles.json': { Roles: [exportedRole('Open', allowAccount('444455556666'))] },
  'accounts.json': { Accounts: [{ Id: '111122223333', Name: 'prod', State: 'ACTIVE' }] },
  'trail.json': { Records: ['203.0.113.7', '198.51.100.9', '192.0.2.1', '10.0.0.1'].map(callFrom) },
  'session.json': {
    Records: [
      sessionRecord({
        sourceIPAddress: '203.0.113.7',
        recipientAccountId: '111122223333',
        userIdentity: sessionIdentity({
          principalId: 'AROAOPENXXXXXXXXXXXXX:s',
          arn: 'arn:aws:sts::111122223333:assumed-role/Open/s',
        }),
      }),
    ],
  },
});
const databases = exportFolder({
  'asn.mmdb': mmdbFile({
    '203.0.113.0/24': { asn: 'AS64496', as_name: 'Example Hosting', country_code: 'NL' },
    '198.51.100.0/24': { autonomous_system_organization: HOSTILE },
    '10.0.0.0/8': { autonomous_system_organization: 'whoever has it' },
  }),
  'other.mmdb': mmdbFile({ '203.0.113.0/24': { is_anonymous: true } }),
  'text.mmdb': 'no database',
});

const scanWith = (database: string, ...rest: readonly string[]) =>
  runCommand('scan', '--from', folder, '--as-of', AS_OF, '--asn-db', join(databases, database), ...rest);

describe('scan --asn-db', () => {
  it('tells in JSON whose each public address is', async () => {
    const { out } = await scanWith('asn.mmdb', '--format', 'json');
    const [use] = JSON.parse(out).use;
    expect(use.networks.map(({ value, owner }: { value: string; owner?: object }) => [value, owner])).toEqual(
      [
        ['10.0.0.1', undefined],
        ['192.0.2.1', undefined],
        ['198.51.100.9', { name: HOSTILE }],
        ['203.0.113.7', { asn: 64496, name: 'Example Hosting', country: 'NL' }],
      ],
    );
  });

  it('names the owner beside the network in the table, as harmless text', async () => {
    const { out } = await scanWith('asn.mmdb', '--all');
    const words = out.replace(/\s+/g, ' ');
    expect(words).toContain('203.0.113.7 (AS64496 Example Hosting, NL)');
    expect(words).toContain('192.0.2.1, 198.51.100.9 (\\u{1b}[2J\\u{202e}<script>');
    expect(out).not.toContain('\u001b');
  });

  it('tells whose the networks of a session are, in JSON and in the answer to `session`', async () => {
    const { out } = await scanWith('asn.mmdb', '--format', 'json');
    const [session] = JSON.parse(out).sessions.filter(({ networks }: Session) =>
      networks.includes('203.0.113.7'),
    );
    const owner = { asn: 64496, name: 'Example Hosting', country: 'NL' };
    expect(session).toMatchObject({
      networks: ['203.0.113.7'],
      networkOwners: [{ value: '203.0.113.7', owner }],
    });
    const saved = ['--analysis', `${exportFolder({ 'analysis.json': out })}/analysis.json`];
    const judged = ['--from', folder, '--as-of', AS_OF, '--asn-db', join(databases, 'asn.mmdb')];
    for (const from of [saved, judged]) {
      const answer = await runCommand('session', session.id, ...from);
      expect(answer.out).toContain('network    203.0.113.7 (AS64496 Example Hosting, NL)\n');
      expect(
        JSON.parse((await runCommand('session', session.id, ...from, '--format', 'json')).out),
      ).toMatchObject({ session: { networkOwners: session.networkOwners } });
    }
  });

  it('says nothing of owners where no database was asked', async () => {
    const { out } = await runCommand('scan', '--from', folder, '--as-of', AS_OF, '--format', 'json');
    for (const session of JSON.parse(out).sessions) expect(session).not.toHaveProperty('networkOwners');
  });

  it('says of a database without owners that it has none, and that the answer is not whole', async () => {
    const { code, out } = await scanWith('other.mmdb');
    expect(code).toBe(3);
    expect(out.replace(/\s+/g, ' ')).toContain('expected AS numbers, owners or countries');
  });

  it.each(['text.mmdb', 'missing.mmdb'])('exits with 2 and names the file where it is %s', async (name) => {
    const { code, out, err } = await scanWith(name);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(join(databases, name));
  });
});
