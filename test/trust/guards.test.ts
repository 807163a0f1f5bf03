import type { Guard } from '../../lib/model/guard';
import { KNOWLEDGE } from '../support/random-trust';
import { documentOf, judge, roleTrusting, trustOf } from '../support/trust-role';

function guardsOf(
  Condition: unknown,
  Principal: unknown = { AWS: '444455556666' },
  Action: unknown = 'sts:AssumeRole',
): readonly Guard[] {
  const { grants } = judge([{ Effect: 'Allow', Principal, Action, Condition }]);
  expect(grants).toHaveLength(1);
  return grants[0]?.guards ?? [];
}

describe('a guard', () => {
  it.each([
    ['an agreed external id', { StringEquals: { 'sts:ExternalId': 'k7-prod-88' } }],
    [
      'an external id that must be there and fit if it is',
      { StringEqualsIfExists: { 'sts:ExternalId': 'k7-prod-88' }, Null: { 'sts:ExternalId': 'false' } },
    ],
    ['MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
    ['recent MFA', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }],
    ['a small network', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } }],
    ['one VPC', { StringEquals: { 'aws:SourceVpc': 'vpc-11112222' } }],
    ['an end in time', { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }],
  ])('is firm for %s', (_, Condition) => {
    const guards = guardsOf(Condition);
    expect(guards.some(({ strength }) => strength === 'firm')).toBe(true);
    expect(
      guards.filter(({ strength }) => strength === 'firm').every(({ reason }) => reason === undefined),
    ).toBe(true);
  });

  it.each([
    [
      'IfExists',
      { StringEqualsIfExists: { 'sts:ExternalId': 'k7-prod-88' } },
      'a request that leaves the key out passes',
    ],
    ['a wildcard alone', { StringLike: { 'sts:ExternalId': '*' } }, 'every value passes'],
    [
      'a short external id',
      { StringEquals: { 'sts:ExternalId': ['k7-prod-88', '1234'] } },
      'guessable: shorter than 6 characters',
    ],
    [
      'the trusted account as external id',
      { StringEquals: { 'sts:ExternalId': '444455556666' } },
      'guessable: equal to an account id',
    ],
    [
      'the own account as external id',
      { StringEquals: { 'sts:ExternalId': '111122223333' } },
      'guessable: equal to an account id',
    ],
    [
      'the name of the role as external id',
      { StringEquals: { 'sts:ExternalId': 'target' } },
      "guessable: equal to the role's name",
    ],
    [
      'a pattern as external id',
      { StringLike: { 'sts:ExternalId': 'agreed-*' } },
      'guessable: a pattern that many ids meet',
    ],
    [
      'an external id that must only be there',
      { Null: { 'sts:ExternalId': 'false' } },
      'any value of the key passes',
    ],
    [
      'an exclusion',
      { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } },
      'only excludes some; everybody else passes',
    ],
    ['a session name', { StringLike: { 'sts:RoleSessionName': 'vendor-*' } }, 'the caller sets the value'],
    ['a user agent', { StringLike: { 'aws:UserAgent': 'Vendor*' } }, 'the caller sets the value'],
    ['a region', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, 'the caller sets the value'],
    [
      'a tag of a foreign principal',
      { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
      "the caller's own account sets the value",
    ],
    [
      'half the internet',
      { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1'] } },
      'a range as wide as the internet',
    ],
    [
      'all of it in parts',
      { IpAddress: { 'aws:SourceIp': ['0.0.0.0/8', '1.0.0.0/8', '203.0.113.0/24'] } },
      'a range as wide as the internet',
    ],
    [
      'a secure transport, which STS always is',
      { Bool: { 'aws:SecureTransport': 'true' } },
      'every value passes',
    ],
    [
      'a time that has come',
      { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
      'every value passes',
    ],
  ])('is weak for %s', (_, Condition, reason) => {
    expect(guardsOf(Condition).map(({ strength, reason: why }) => [strength, why])).toEqual([
      ['weak', reason],
    ]);
  });

  it('is unsupported where such a call never carries the key', () => {
    expect(guardsOf({ StringNotEquals: { 'aws:SourceAccount': '111122223333' } })).toMatchObject([
      { kind: 'source-account', strength: 'unsupported' },
    ]);
  });

  it('is weak for a name in nobody knows whose account', () => {
    expect(
      guardsOf({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Ops' } }, { AWS: '*' }),
    ).toMatchObject([{ kind: 'principal-arn', strength: 'weak' }]);
  });

  it.each([
    ['repo:acme/app:*', 'firm'],
    ['repo:acme/*', 'firm'],
    ['repo:acme*', 'weak'],
    ['repo:*/app:ref:refs/heads/main', 'weak'],
    ['*', 'weak'],
  ])('for the subject %s of GitHub is %s', (subject, strength) => {
    const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
    const guards = guardsOf(
      { StringLike: { 'token.actions.githubusercontent.com:sub': subject } },
      { Federated: provider },
      'sts:AssumeRoleWithWebIdentity',
    );
    expect(guards).toMatchObject([{ kind: 'subject', strength }]);
  });

  it('names key and operator as AWS spells them, and sorts the values', () => {
    expect(guardsOf({ 'foranyvalue:stringlikeifexists': { 'AWS:tagkeys': ['b*', 'a'] } })).toMatchObject([
      { key: 'aws:TagKeys', operator: 'ForAnyValue:StringLikeIfExists', values: ['a', 'b*'] },
    ]);
  });
});

const rowOf = ({ operator, key, values }: Guard) => `${operator} ${key} ${values.join(',')}`;

describe('the guards of a grant', () => {
  it.each([
    ['StringNotEquals', 'StringNotEquals'],
    ['StringNotEqualsIfExists', 'StringNotEquals'],
    ['StringNotEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
    ['StringNotLike', 'StringNotLike'],
    ['ForAllValues:StringEquals', 'ForAllValues:StringEquals'],
    ['ForAllValues:StringNotLike', 'ForAllValues:StringNotLike'],
    ['ForAnyValue:StringEquals', 'ForAnyValue:StringEquals'],
    ['ForAnyValue:StringEqualsIfExists', 'ForAnyValue:StringEqualsIfExists'],
    ['ForAnyValue:StringNotLike', 'ForAnyValue:StringNotLike'],
    ['ForAnyValue:StringNotLikeIfExists', 'ForAnyValue:StringNotLikeIfExists'],
  ])('say %s as %s', (written, shown) => {
    const value = written.includes('Like') ? 'te*' : 'team';
    const Condition = { [written]: { 'aws:TagKeys': value } };
    const guards = guardsOf(Condition, undefined, ['sts:AssumeRole', 'sts:TagSession']);
    expect(guards.map(({ operator }) => operator)).toEqual([shown]);
  });

  it.each([
    [{ NumericNotEquals: { 'aws:MultiFactorAuthAge': '5' } }, 'NumericNotEquals aws:MultiFactorAuthAge 5'],
    [{ DateNotEquals: { 'aws:TokenIssueTime': '2026' } }, 'DateNotEquals aws:TokenIssueTime 2026'],
    [{ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, 'NotIpAddress aws:SourceIp 10.0.0.0/8'],
    [{ ArnNotEquals: { 'aws:PrincipalArn': 'a:b:c:d:e:f' } }, 'ArnNotLike aws:PrincipalArn a:b:c:d:e:f'],
    [{ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }, 'StringEqualsIfExists aws:SourceVpc vpc-1'],
  ])('say %j as %s', (Condition, row) => {
    expect(guardsOf(Condition).map(rowOf)).toEqual([row]);
  });

  it('stand in the order of key, operator and values', () => {
    const rows = guardsOf({
      StringNotEquals: { 'sts:ExternalId': 'k7-prod-99', 'aws:SourceVpc': ['vpc-2', 'vpc-1'] },
      StringEquals: { 'sts:ExternalId': 'k7-prod-88' },
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      StringLike: { 'sts:ExternalId': ['k7-*', 'a*'] },
      StringEqualsIfExists: { 'sts:ExternalId': ['k7-prod-88', 'b'] },
    }).map(rowOf);
    expect(rows).toEqual([
      'Bool aws:MultiFactorAuthPresent true',
      'StringNotEquals aws:SourceVpc vpc-1,vpc-2',
      'StringEquals sts:ExternalId k7-prod-88',
      'StringEqualsIfExists sts:ExternalId b,k7-prod-88',
      'StringLike sts:ExternalId a*,k7-*',
      'StringNotEquals sts:ExternalId k7-prod-99',
    ]);
  });

  it('tell what denies demand of a set that must be there', () => {
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:*',
      Condition: { 'ForAnyValue:StringNotEqualsIfExists': { 'aws:TagKeys': 'team' } },
    };
    const allow = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:*' };
    expect(judge([allow, deny]).grants.map(({ guards }) => guards.map(rowOf))).toEqual([
      ['ForAllValues:StringEquals aws:TagKeys team', 'Null aws:TagKeys false'],
    ]);
  });

  it('name the resource control policy that demands them, but not where the trust policy does too', () => {
    const demand = (Condition: unknown) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:*',
      Resource: '*',
      Condition,
    });
    const perimeter = documentOf(
      demand({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
      demand({ StringNotEquals: { 'sts:ExternalId': 'k7-prod-88' } }),
    );
    const policies = [{ id: 'p-1', name: 'perimeter', document: trustOf(roleTrusting(perimeter)) }];
    const { grants } = judge(
      [
        {
          Effect: 'Allow',
          Principal: { AWS: '444455556666' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'k7-prod-88' } },
        },
      ],
      { ...KNOWLEDGE, resourceControl: { kind: 'in-force', policies } },
    );
    expect(
      grants.map(({ guards }) =>
        guards.map((guard) => [guard.key, 'policy' in guard ? guard.policy : 'own']),
      ),
    ).toEqual([
      [
        ['aws:MultiFactorAuthPresent', 'perimeter'],
        ['sts:ExternalId', 'own'],
      ],
    ]);
  });

  it('stand beside what is refused, in the same order whatever the order of the denies', () => {
    const deny = (vpc: string) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:*',
      Condition: { StringEquals: { 'aws:SourceVpc': vpc, 'aws:RequestedRegion': `region-of-${vpc}` } },
    });
    const allow = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
    const [grant] = judge([allow, deny('vpc-3'), deny('vpc-1'), deny('vpc-2'), deny('vpc-1')]).grants;
    expect(grant?.unless.map((list) => list.map(rowOf))).toEqual(
      ['vpc-1', 'vpc-2', 'vpc-3'].map((vpc) => [
        `StringEquals aws:RequestedRegion region-of-${vpc}`,
        `StringEquals aws:SourceVpc ${vpc}`,
      ]),
    );
  });
});
