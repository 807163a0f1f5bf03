import type { Guard } from '../../lib/model/guard';
import { judge } from '../support/trust-role';

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
