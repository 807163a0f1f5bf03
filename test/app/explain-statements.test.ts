import { allowAccount, exportedRole, exportFolder } from '../support/export-folder';
import { runCommand } from '../support/run-command';

const READER = 'arn:aws:iam::111122223333:role/Reader';
const SECRET = 'k7-prod-88';
const FOLDER = exportFolder({
  'roles.json': {
    Roles: [
      exportedRole('Reader', [
        allowAccount('444455556666', { StringEquals: { 'sts:ExternalId': SECRET } }),
        allowAccount('555566667777'),
        { Sid: 'Tags', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:TagSession' },
        {
          Sid: 'Network',
          Effect: 'Deny',
          Principal: { AWS: '444455556666' },
          Action: 'sts:AssumeRole',
          Condition: { StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } },
        },
        { Sid: 'Gone', Effect: 'Deny', Principal: { AWS: '555566667777' }, Action: 'sts:*' },
        { Sid: 'Nobody', Effect: 'Deny', Principal: { AWS: '999900001111' }, Action: 'sts:*' },
      ]),
    ],
  },
});
const EXPLAIN = ['explain', READER, '--from', FOLDER, '--as-of', '2026-11-24T00:00:00Z'];

describe('explain, statement by statement', () => {
  it('says of each what it admits, why not, or what it takes away', async () => {
    const { out } = await runCommand(...EXPLAIN);
    const [, ...statements] = out.split(/^Statement /m).map((text) => text.replace(/\s+/g, ' ').trim());
    expect(statements).toEqual([
      expect.stringMatching(
        /^0 .* admits account 444455556666 .* firm external id: `sts:ExternalId` must be/,
      ),
      '1 Allow sts:AssumeRole - denied: statement `Gone` denies all of it',
      expect.stringMatching(/^Tags .* lets nobody in by itself/),
      'Network Deny sts:AssumeRole - narrows account 444455556666 by AssumeRole',
      'Gone Deny sts:* - closes account 555566667777 by AssumeRole',
      expect.stringMatching(/^Nobody .* takes nothing away/),
    ]);
  });

  it('says the same as data', async () => {
    const { out } = await runCommand(...EXPLAIN, '--format', 'json');
    expect(out).not.toContain(SECRET);
    const { resourceControl, statements } = JSON.parse(out);
    expect(resourceControl).toEqual({ kind: 'unknown', why: 'no resource control policies were given' });
    expect(statements).toMatchObject([
      {
        effect: 'Allow',
        grants: [
          {
            witnessCommand: {
              as: 'arn:aws:iam::444455556666:role/Example',
              command: expect.stringMatching(/^aws sts assume-role .* --external-id external-id:\w{8}$/),
              besides: ['aws:SourceVpc=vpc-1'],
            },
            asPolicy: [
              {
                Effect: 'Allow',
                Principal: { AWS: '444455556666' },
                Action: 'sts:AssumeRole',
                Condition: {
                  StringEquals: {
                    'aws:SourceVpc': ['vpc-1'],
                    'sts:ExternalId': [expect.stringMatching(/^external-id:\w{8}$/)],
                  },
                },
              },
            ],
          },
        ],
      },
      { grants: [], remarks: [{ kind: 'denied', message: 'statement `Gone` denies all of it' }] },
      { grants: [], reason: expect.stringContaining('lets nobody in by itself') },
      { takesAway: { closes: [], narrows: [{ call: 'AssumeRole' }] } },
      { takesAway: { closes: [{ caller: { account: '555566667777' } }], narrows: [] } },
      { takesAway: { closes: [], narrows: [] } },
    ]);
  });
});
