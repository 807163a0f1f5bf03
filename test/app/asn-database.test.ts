import { join } from 'node:path';
import { allowAccount, exportedRole, exportFolder } from '../support/export-folder';
import { mmdbFile } from '../support/mmdb-file';
import { runCommand } from '../support/run-command';

const HOSTILE = '\u001b[2J\u202e<script>alert(1)</script>';

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
  runCommand(
    'scan',
    '--from',
    folder,
    '--as-of',
    '2026-11-24T00:00:00Z',
    '--asn-db',
    join(databases, database),
    ...rest,
  );

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
