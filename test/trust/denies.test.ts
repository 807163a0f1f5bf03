import { judge } from '../support/trust-role';

const ALLOW = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
const ALLOW_ALL = { ...ALLOW, Principal: { AWS: '*' } };
const deny = (Condition: unknown, Principal: unknown = '*') => ({
  Sid: 'Guardrail',
  Effect: 'Deny',
  Principal,
  Action: 'sts:*',
  Condition,
});

describe('a Deny', () => {
  it.each([
    [
      'of other organizations demands ours',
      ALLOW_ALL,
      { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
      ['StringEquals aws:PrincipalOrgID o-exampleorg1'],
    ],
    [
      'without MFA demands MFA',
      ALLOW,
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      ['Bool aws:MultiFactorAuthPresent true'],
    ],
    [
      'without MFA spares calls without the key',
      ALLOW,
      { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      ['BoolIfExists aws:MultiFactorAuthPresent true'],
    ],
    [
      'without the external id demands it',
      ALLOW,
      { StringNotEquals: { 'sts:ExternalId': 'k7-prod-88' } },
      ['StringEquals sts:ExternalId k7-prod-88'],
    ],
    [
      'of calls without an external id demands one',
      ALLOW,
      { Null: { 'sts:ExternalId': 'true' } },
      ['Null sts:ExternalId false'],
    ],
    [
      'outside a network demands the network',
      ALLOW,
      { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      ['IpAddress aws:SourceIp 203.0.113.0/24'],
    ],
    [
      'after a day demands a call before',
      ALLOW,
      { DateGreaterThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } },
      ['DateLessThanEqualsIfExists aws:CurrentTime 2027-01-01T00:00:00Z'],
    ],
    [
      'that nobody of the account meets takes nothing away',
      ALLOW,
      { StringEquals: { 'aws:PrincipalAccount': '999988887777' } },
      [],
    ],
    [
      'of old MFA spares calls without',
      ALLOW,
      { NumericGreaterThan: { 'aws:MultiFactorAuthAge': ['3600', '7200'] } },
      ['NumericLessThanEqualsIfExists aws:MultiFactorAuthAge 3600'],
    ],
  ])('%s', (_, allow, Condition, expected) => {
    const [grant] = judge([allow, deny(Condition)]).grants;
    expect(grant?.guards.map(({ operator, key, values }) => `${operator} ${key} ${values.join()}`)).toEqual(
      expected,
    );
    expect(grant?.unless).toEqual([]);
    expect(grant?.verdict).toBe('admits');
  });

  it('of other organizations narrows anyone to ours', () => {
    const { grants } = judge([
      ALLOW_ALL,
      deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }),
    ]);
    expect(grants.map(({ caller }) => caller)).toEqual([
      { kind: 'organization', organization: 'o-exampleorg1' },
    ]);
  });

  it.each([
    [
      'one role',
      deny({}, { AWS: 'arn:aws:iam::444455556666:role/Intern' }),
      [['StringEquals aws:PrincipalArn']],
    ],
    [
      'two conditions at once',
      deny({ StringEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:RequestedRegion': 'eu-west-1' } }),
      [['StringEquals aws:RequestedRegion', 'StringEquals aws:SourceVpc']],
    ],
  ])('that takes away %s is kept as `unless`', (_, statement, expected) => {
    const [grant] = judge([ALLOW, statement]).grants;
    expect(grant?.guards).toEqual([]);
    expect(grant?.unless.map((list) => list.map(({ operator, key }) => `${operator} ${key}`))).toEqual(
      expected,
    );
  });

  it('is left out of what its condition adds nothing to', () => {
    const statement = deny({
      StringEquals: { 'aws:PrincipalAccount': '444455556666', 'aws:SourceVpc': 'vpc-1' },
    });
    expect(judge([ALLOW, statement]).grants[0]?.unless).toMatchObject([[{ key: 'aws:SourceVpc' }]]);
  });

  it.each([
    ['of everybody', [ALLOW, deny({})], 'statement `Guardrail` denies all of it'],
    ['of the account', [ALLOW, deny({}, { AWS: '444455556666' })], 'statement `Guardrail` denies all of it'],
    [
      'of what an Allow demands',
      [
        { ...ALLOW, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
        deny({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      ],
      'statement `Guardrail` denies all of it',
    ],
    [
      'of all but one id and all but another',
      [
        ALLOW,
        deny({ StringNotEquals: { 'sts:ExternalId': 'agreed-1' } }),
        { ...deny({ StringNotEquals: { 'sts:ExternalId': 'agreed-2' } }), Sid: 'Other' },
      ],
      'statement `Guardrail` and statement `Other` together deny all of it',
    ],
  ])('%s closes the way', (_, statements, message) => {
    const { grants, remarks } = judge(statements);
    expect(grants).toEqual([]);
    expect(remarks).toEqual([{ kind: 'denied', statement: '0', message }]);
  });

  it.each([
    ['an operator that is none', { StringMatches: { 'aws:SourceVpc': 'vpc-1' } }],
    ['a part that is no policy language', 'not a block'],
  ])('with %s leaves the grant undecided', (_, Condition) => {
    expect(judge([ALLOW, deny(Condition)]).grants).toMatchObject([
      { verdict: 'undecided', reason: expect.stringContaining('statement `Guardrail` denies, and') },
    ]);
  });

  it('more than can be weighed leave the grant undecided, not open', () => {
    const denies = Array.from({ length: 60 }, (_, at) =>
      deny({ StringEquals: { 'aws:SourceVpc': `vpc-${at}`, 'aws:RequestedRegion': 'eu-west-1' } }),
    );
    expect(judge([ALLOW, ...denies]).grants).toMatchObject([{ verdict: 'undecided', unless: [] }]);
  });
});
