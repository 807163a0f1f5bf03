import { uniqueIdIn } from '../../lib/model/identifiers';
import type { PrincipalEntry } from '../../lib/model/policy-document';
import { readPrincipalEntry } from '../../lib/trust/principal-entry';
import { ROLE_ARN } from '../support/random-trust';

const LIVE_ROLE = uniqueIdIn('AROAEXAMPLEROLE00002');
const LIVE_USER = uniqueIdIn('AIDAEXAMPLEUSER00002');
const KNOWN = new Map(
  [
    { id: LIVE_ROLE, arn: 'arn:aws:iam::222233334444:role/Admin' },
    { id: LIVE_USER, arn: 'arn:aws:iam::222233334444:user/bob' },
  ].flatMap(({ id, arn }) => (id ? [[id, arn] as const] : [])),
);

type Type = PrincipalEntry['type'];

const read = (type: Type, value: string) => readPrincipalEntry({ type, value }, ROLE_ARN, KNOWN);

/** What the requests of those whom the entry names look like, in words. */
function whoOf(type: Type, value: string): readonly string[] {
  const reading = read(type, value);
  if (reading.kind === 'invalid') throw new Error(reading.message);
  return reading.callers.flatMap(({ who }) =>
    who.map((each) =>
      each.kind === 'value'
        ? `${each.operator.name} ${each.about.name} ${each.values.join(' ')}`
        : each.about.name,
    ),
  );
}

describe('an entry of a principal', () => {
  it.each<[Type, string, string, object]>([
    ['AWS', '*', 'AssumeRole', { kind: 'anyone' }],
    ['AWS', '444455556666', 'AssumeRole', { kind: 'account', account: '444455556666' }],
    ['AWS', 'arn:aws:iam::444455556666:root', 'AssumeRole', { kind: 'account', account: '444455556666' }],
    ['AWS', ' 444455556666 ', 'AssumeRole', { kind: 'account', account: '444455556666' }],
    [
      'AWS',
      'arn:aws:iam::444455556666:role/app/Ops',
      'AssumeRole',
      {
        kind: 'principal',
        type: 'role',
        arn: 'arn:aws:iam::444455556666:role/app/Ops',
        pattern: false,
        account: '444455556666',
      },
    ],
    ['AWS', 'arn:aws:iam::444455556666:user/bob', 'AssumeRole', { kind: 'principal', type: 'user' }],
    [
      'AWS',
      'arn:aws:sts::444455556666:assumed-role/Ops/dana',
      'AssumeRole',
      { kind: 'principal', type: 'session' },
    ],
    ['AWS', 'AROAEXAMPLEROLE00009', 'AssumeRole', { kind: 'unique-id', uniqueId: 'AROAEXAMPLEROLE00009' }],
    [
      'AWS',
      'AROAEXAMPLEROLE00002',
      'AssumeRole',
      { kind: 'principal', type: 'role', arn: 'arn:aws:iam::222233334444:role/Admin' },
    ],
    ['Service', 'ec2.amazonaws.com', 'AssumeRole', { kind: 'service', service: 'ec2.amazonaws.com' }],
    [
      'Federated',
      'accounts.google.com',
      'AssumeRoleWithWebIdentity',
      { kind: 'web-identity', issuer: 'accounts.google.com', subjects: [] },
    ],
    [
      'Federated',
      'arn:aws:iam::111122223333:saml-provider/Corp',
      'AssumeRoleWithSAML',
      { kind: 'saml', account: '111122223333' },
    ],
    [
      'Federated',
      'arn:aws:iam::111122223333:oidc-provider/gitlab.com',
      'AssumeRoleWithWebIdentity',
      { kind: 'oidc', issuer: 'gitlab.com', account: '111122223333', subjects: [] },
    ],
  ])('of type %s, %s, enters by %s', (type, value, call, caller) => {
    const reading = read(type, value);
    expect(reading).toMatchObject({ kind: 'named', callers: [{ call, caller }] });
    expect(reading.kind === 'named' && reading.callers.map(({ doubt }) => doubt)).toEqual([undefined]);
  });

  it.each<[Type, string, readonly string[], string]>([
    ['Service', '*', ['service'], 'AWS does not say what a star means as principal of this type'],
    [
      'Federated',
      '*',
      ['saml', 'web-identity'],
      'AWS does not say what a star means as principal of this type',
    ],
    [
      'CanonicalUser',
      '79a5',
      ['canonical-user'],
      'a canonical user id stands for an account, and which one is not known',
    ],
  ])('of type %s, %s, is doubted', (type, value, kinds, doubt) => {
    const reading = read(type, value);
    expect(reading.kind === 'named' && reading.callers.map((each) => [each.caller.kind, each.doubt])).toEqual(
      kinds.map((kind) => [kind, doubt]),
    );
  });

  it.each<[Type, string, readonly string[]]>([
    ['AWS', '*', []],
    ['AWS', '444455556666', ['StringEquals aws:PrincipalAccount 444455556666']],
    ['AWS', 'arn:aws:iam::444455556666:root', ['StringEquals aws:PrincipalAccount 444455556666']],
    [
      'AWS',
      'arn:aws:iam::444455556666:role/app/Ops',
      ['StringEquals aws:PrincipalArn arn:aws:iam::444455556666:role/app/Ops'],
    ],
    [
      'AWS',
      'arn:aws:sts::444455556666:assumed-role/Ops/dana',
      [
        'StringLike aws:PrincipalArn arn:aws:iam::444455556666:role/Ops arn:aws:iam::444455556666:role/*/Ops',
        'StringLike aws:userid AROA*:dana',
      ],
    ],
    ['AWS', 'AROAEXAMPLEROLE00009', ['StringLike aws:userid AROAEXAMPLEROLE00009:*']],
    ['AWS', 'AIDAEXAMPLEUSER00009', ['StringLike aws:userid AIDAEXAMPLEUSER00009']],
    [
      'AWS',
      'AIDAEXAMPLEUSER00002',
      [
        'StringLike aws:userid AIDAEXAMPLEUSER00002',
        'StringEquals aws:PrincipalArn arn:aws:iam::222233334444:user/bob',
      ],
    ],
    ['Service', 'ec2.amazonaws.com', []],
    ['Federated', 'accounts.google.com', []],
    [
      'Federated',
      'arn:aws:iam::111122223333:saml-provider/Corp',
      ['StringEquals saml:doc 111122223333/Corp'],
    ],
    ['Federated', 'arn:aws:iam::111122223333:oidc-provider/gitlab.com', []],
  ])('of type %s, %s, asks of a request: %j', (type, value, who) => {
    expect(whoOf(type, value)).toEqual(who);
  });

  it.each<[Type, string, string]>([
    ['AWS', '', 'expected `*`, an account id, an ARN or a unique id'],
    ['AWS', '44445555666', 'expected `*`, an account id, an ARN or a unique id'],
    [
      'AWS',
      'arn:aws:iam::444455556666:role/*',
      'a wildcard inside a principal is not allowed, so it names nobody',
    ],
    [
      'AWS',
      'arn:aws:iam::444455556666:role/?ps',
      'a wildcard inside a principal is not allowed, so it names nobody',
    ],
    [
      'AWS',
      'arn:aws-cn:iam::444455556666:root',
      'a principal of partition `aws-cn` can never reach a role of another',
    ],
    ['AWS', 'arn:aws:iam::4444:root', 'expected an account id of 12 digits in the ARN'],
    ...[
      'sts::444455556666:root',
      'iam::444455556666:role/',
      'iam::444455556666:user/',
      'iam::444455556666:group/All',
      'sts::444455556666:role/Ops',
      's3::444455556666:user/bob',
    ].map((rest): [Type, string, string] => [
      'AWS',
      `arn:aws:${rest}`,
      'expected an account, a role, a user or a session; nothing else can be a principal',
    ]),
    ['Service', '', 'expected the host name of a service without wildcards'],
    ['Service', '*.amazonaws.com', 'expected the host name of a service without wildcards'],
    ['Service', 'ec?.amazonaws.com', 'expected the host name of a service without wildcards'],
    ...['gitlab.com', 'arn:aws:s3:::bucket', 'arn:aws:iam::111122223333:saml-provider/*'].map(
      (value): [Type, string, string] => [
        'Federated',
        value,
        'expected the ARN of an identity provider, or a built-in provider',
      ],
    ),
    [
      'Federated',
      'arn:aws-cn:iam::111122223333:saml-provider/Corp',
      'a provider of partition `aws-cn` can never reach a role of another',
    ],
    ['Federated', 'arn:aws:iam::1111:saml-provider/Corp', 'expected an account id of 12 digits in the ARN'],
    ['Federated', 'arn:aws:iam::111122223333:role/Ops', 'expected the ARN of a SAML or OIDC provider'],
    [
      'Federated',
      'arn:aws:iam::444455556666:saml-provider/Corp',
      'the identity provider is in another account than the role, where AWS does not look for it',
    ],
  ])('of type %s, %s, names nobody: %s', (type, value, message) => {
    expect(read(type, value)).toMatchObject({ kind: 'invalid', message });
  });
});
