import { judge } from '../support/trust-role';

const ACCOUNT = { AWS: '444455556666' };
const TAGGED = { StringEquals: { 'aws:RequestTag/team': 'red' } };
const ALLOW = { Effect: 'Allow', Principal: ACCOUNT, Action: 'sts:AssumeRole', Condition: TAGGED };
const giver = (parts: object = {}) => ({
  Effect: 'Allow',
  Principal: ACCOUNT,
  Action: 'sts:TagSession',
  ...parts,
});

const verdicts = (...statements: readonly object[]) => judge(statements).grants.map(({ verdict }) => verdict);

describe('a way that needs a companion action', () => {
  it.each<[string, readonly object[]]>([
    ['its own statement', [{ ...ALLOW, Action: ['sts:AssumeRole', 'sts:TagSession'] }]],
    ['another one for the same principal', [ALLOW, giver()]],
    ['another one for everybody', [ALLOW, giver({ Principal: '*' })]],
    [
      'another one for a principal of the account',
      [ALLOW, giver({ Principal: { AWS: 'arn:aws:iam::444455556666:role/Ops' } })],
    ],
    ['one of twenty', [ALLOW, ...Array.from({ length: 20 }, () => giver())]],
  ])('is open where %s gives it', (_, statements) => {
    expect(verdicts(...statements)).toContain('admits');
    expect(verdicts(...statements)).not.toContain('undecided');
  });

  it.each<[string, readonly object[]]>([
    ['no statement', [ALLOW]],
    [
      'only a Deny',
      [ALLOW, { ...giver(), Effect: 'Deny', Condition: { Null: { 'aws:SourceVpc': 'false' } } }],
    ],
    ['only one for another account', [ALLOW, giver({ Principal: { AWS: '555566667777' } })]],
    ['only one for a service', [ALLOW, giver({ Principal: { Service: 'ec2.amazonaws.com' } })]],
    ['only one for nobody', [ALLOW, giver({ Principal: { AWS: 'nobody' } })]],
    [
      'only one for other tags',
      [ALLOW, giver({ Condition: { StringEquals: { 'aws:RequestTag/team': 'blue' } } })],
    ],
    ['only one for another companion', [ALLOW, giver({ Action: 'sts:SetSourceIdentity' })]],
  ])('is closed where %s gives it', (_, statements) => {
    expect(verdicts(...statements)).toEqual([]);
  });

  it('names the key and the action that is lacking', () => {
    expect(judge([ALLOW]).remarks).toEqual([
      {
        kind: 'never-true',
        statement: '0',
        message:
          '`aws:RequestTag/team` must be sent, which needs `sts:TagSession`, and no statement allows that',
        raw: 'aws:RequestTag/team',
      },
    ]);
  });

  it('needs none for what may be left out', () => {
    const Condition = { StringEqualsIfExists: { 'aws:RequestTag/team': 'red' } };
    expect(verdicts({ ...ALLOW, Condition })).toEqual(['admits']);
  });

  it('is held to the conditions of the statement that gives it', () => {
    const [grant] = judge([
      ALLOW,
      giver({ Condition: { StringEquals: { 'sts:ExternalId': 'k7-prod-88' } } }),
    ]).grants;
    expect(grant?.guards.map(({ key }) => key)).toEqual(['aws:RequestTag/team', 'sts:ExternalId']);
  });

  it.each([
    ['asks for more than another', { StringEquals: { 'sts:ExternalId': 'k7-prod-88' } }],
    ['asks for the same as another', undefined],
  ])('has no way more by a statement that %s', (_, Condition) => {
    const more = giver(Condition && { Condition });
    expect(judge([ALLOW, giver(), more]).grants).toHaveLength(1);
    expect(judge([ALLOW, more, giver()]).grants).toHaveLength(1);
    expect(judge([ALLOW, more, giver()]).grants[0]?.guards.map(({ key }) => key)).toEqual([
      'aws:RequestTag/team',
    ]);
  });

  it('has a way by each statement that asks for something else', () => {
    const Condition = { StringEquals: { 'sts:ExternalId': 'k7-prod-88' } };
    const other = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
    expect(judge([ALLOW, giver({ Condition }), giver({ Condition: other })]).grants).toHaveLength(2);
  });

  it.each<[string, readonly object[], string]>([
    ['a statement that could not be read may give it', [ALLOW, giver({ Action: 7 })], 'Action'],
    ['its own statement could not be read', [{ ...ALLOW, Action: ['sts:AssumeRole', 7] }], 'Action'],
    [
      'one for all but somebody else may give it',
      [ALLOW, giver({ Principal: undefined, NotPrincipal: { AWS: '999988887777' } })],
      'NotPrincipal',
    ],
    [
      'too many statements may give it',
      [ALLOW, ...Array.from({ length: 21 }, () => giver())],
      'too many statements allow `sts:TagSession`',
    ],
  ])('is undecided where %s', (_, statements, reason) => {
    const grants = judge(statements).grants.filter((grant) => grant.statements.includes('0'));
    expect(grants).toMatchObject([{ verdict: 'undecided', reason: expect.stringContaining(reason) }]);
  });
});
