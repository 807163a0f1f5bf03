import { judgeTrust } from '../../lib/trust/judge-trust';
import { KNOWLEDGE } from '../support/random-trust';
import { documentOf, judge, roleTrusting, trustOf } from '../support/trust-role';

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

  it('is asked again for what the others leave', () => {
    const agreed = deny({ StringNotEquals: { 'sts:ExternalId': 'k7-prod-88' } });
    const inNetwork = deny({ StringEquals: { 'sts:ExternalId': 'k7-prod-88', 'aws:SourceVpc': 'vpc-1' } });
    const withoutMfa = deny({
      StringEquals: { 'sts:ExternalId': 'k7-prod-88' },
      BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
    });
    const [grant] = judge([ALLOW, withoutMfa, inNetwork, agreed]).grants;
    expect(grant?.guards.map(({ key }) => key)).toEqual(['aws:MultiFactorAuthPresent', 'sts:ExternalId']);
    expect(grant?.unless.map((list) => list.map(({ key }) => key))).toEqual([['aws:SourceVpc']]);
  });

  it.each<[string, unknown, readonly (readonly string[])[]]>([
    [
      'accounts in one test',
      { AWS: ['444455556666', '555566667777'] },
      [['StringEquals aws:PrincipalAccount 444455556666,555566667777']],
    ],
    [
      "ids in one test, of which a role's is a pattern",
      { AWS: ['AROAEXAMPLEROLE00009', 'AIDAEXAMPLEUSER00009'] },
      [['StringLike aws:userid AIDAEXAMPLEUSER00009,AROAEXAMPLEROLE00009:*']],
    ],
    [
      'a session by role and name, beside a role',
      { AWS: ['arn:aws:sts::444455556666:assumed-role/Ops/dana', 'arn:aws:iam::444455556666:role/Ops'] },
      [
        ['StringEquals aws:PrincipalArn arn:aws:iam::444455556666:role/Ops'],
        [
          'StringLike aws:PrincipalArn arn:aws:iam::444455556666:role/*/Ops,arn:aws:iam::444455556666:role/Ops',
          'StringLike aws:userid AROA*:dana',
        ],
      ],
    ],
  ])('of several principals refuses %s', (_, principal, expected) => {
    const [grant] = judge([ALLOW_ALL, deny({}, principal)]).grants;
    const rows = grant?.unless.map((list) =>
      list.map(({ operator, key, values }) => `${operator} ${key} ${values.join()}`),
    );
    expect(rows).toEqual(expected);
  });

  it.each([
    [
      'no principal',
      ALLOW,
      { Sid: 'Guardrail', Effect: 'Deny', Action: 'sts:*' },
      'statement `Guardrail` denies, and it names no principal',
    ],
    [
      'a principal that is only excluded',
      ALLOW,
      { Sid: 'Guardrail', Effect: 'Deny', NotPrincipal: { AWS: '444455556666' }, Action: 'sts:*' },
      'statement `Guardrail` denies, and AWS does not take `NotPrincipal` there',
    ],
    [
      'any service',
      { ...ALLOW, Principal: { Service: 'ec2.amazonaws.com' } },
      deny({}, { Service: '*' }),
      'statement `Guardrail` denies, and AWS does not say what a star means as principal of this type',
    ],
  ])('with %s leaves the grant undecided, and says why', (_, allow, statement, reason) => {
    expect(judge([allow, statement]).grants).toMatchObject([{ verdict: 'undecided', reason, unless: [] }]);
  });

  it('by a tag of the role that is not known leaves the grant undecided', () => {
    const statement = deny({ StringEquals: { 'aws:ResourceTag/open': 'no', 'aws:SourceVpc': 'vpc-1' } });
    const { tags: _tags, ...role } = roleTrusting(documentOf(ALLOW, statement));
    expect(judgeTrust(role, KNOWLEDGE).grants).toMatchObject([
      {
        verdict: 'undecided',
        reason: 'statement `Guardrail` denies, and `aws:ResourceTag/open` of the role is not known',
        unless: [],
      },
    ]);
  });

  it('of all but our organization and one account leaves both, up to a bound', () => {
    const all = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        deny({
          StringNotEquals: {
            'aws:PrincipalOrgID': 'o-exampleorg1',
            'aws:PrincipalAccount': `44445555000${at}`,
          },
        }),
      );
    expect(
      judge([ALLOW_ALL, ...all(1)])
        .grants.map(({ caller, unless }) => [caller.kind, unless.length])
        .sort(),
    ).toEqual([
      ['account', 0],
      ['organization', 0],
    ]);
    const ours = { kind: 'organization', organization: 'o-exampleorg1' };
    expect(judge([ALLOW_ALL, ...all(5)]).grants).toMatchObject([{ caller: ours, unless: [] }]);
    const [grant, ...others] = judge([ALLOW_ALL, ...all(6)]).grants;
    expect(others).toEqual([]);
    expect(grant).toMatchObject({ caller: ours, verdict: 'admits' });
    expect(grant?.unless).toHaveLength(1);
  });

  it.each([
    [40, 'admits', 40],
    [41, 'undecided', 0],
  ])('beside others is kept up to a bound: %i are %s', (count, verdict, kept) => {
    const denies = Array.from({ length: count }, (_, at) =>
      deny({ StringEquals: { 'aws:SourceVpc': `vpc-${at}`, 'aws:RequestedRegion': `eu-west-${at}` } }),
    );
    const [grant] = judge([ALLOW, ...denies]).grants;
    expect(grant?.verdict).toBe(verdict);
    expect(grant?.unless).toHaveLength(kept);
  });

  it('of what nobody could meet anyway is not named as the reason', () => {
    const never = { ...ALLOW, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };
    const withoutMfa = deny({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } });
    expect(judge([never, withoutMfa])).toMatchObject({ grants: [], remarks: [{ kind: 'never-true' }] });
  });
});

describe('a resource control policy', () => {
  const judgeUnder = (...statements: readonly object[]) => {
    const document = trustOf(roleTrusting(documentOf(...statements)));
    const policies = [{ id: 'p-1', name: 'perimeter', document }];
    return judge([ALLOW], { ...KNOWLEDGE, resourceControl: { kind: 'in-force', policies } });
  };
  const everywhere = (Condition: unknown) => ({ ...deny(Condition), Resource: '*' });

  it('of two denies that leave nobody is named once', () => {
    const { grants, remarks } = judgeUnder(
      everywhere({ StringNotEquals: { 'sts:ExternalId': 'agreed-1' } }),
      everywhere({ StringNotEquals: { 'sts:ExternalId': 'agreed-2' } }),
    );
    expect(grants).toEqual([]);
    expect(remarks).toEqual([
      { kind: 'denied', statement: '0', message: 'resource control policy `perimeter` denies all of it' },
    ]);
  });

  it.each([
    ['about other resources takes nothing away', 'arn:aws:iam::111122223333:role/Other', 'admits', undefined],
    [
      'about all roles of the account closes the way',
      'arn:aws:iam::111122223333:role/*',
      undefined,
      undefined,
    ],
    [
      'about who knows which resource leaves the grant undecided',
      'arn:aws:iam*',
      'undecided',
      'resource control policy `perimeter` denies, and it is not known whether its `Resource` covers the role',
    ],
  ])('%s', (_, Resource, verdict, reason) => {
    const [grant] = judgeUnder({ ...deny({}), Resource }).grants;
    expect(grant?.verdict).toBe(verdict);
    expect(grant?.reason).toBe(reason);
  });
});
