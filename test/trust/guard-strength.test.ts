import { judge } from '../support/trust-role';

const GITHUB = 'token.actions.githubusercontent.com';
const COGNITO = 'cognito-identity.amazonaws.com';

interface Trusted {
  readonly Principal: unknown;
  readonly Action: unknown;
}

const ACCOUNT: Trusted = { Principal: { AWS: '444455556666' }, Action: ['sts:AssumeRole', 'sts:TagSession'] };
const ANYONE: Trusted = { ...ACCOUNT, Principal: { AWS: '*' } };
const OWN: Trusted = { ...ACCOUNT, Principal: { AWS: '111122223333' } };
const ANYWHERE: Trusted = { Principal: { Service: 'rolesanywhere.amazonaws.com' }, Action: 'sts:*' };
const SAML: Trusted = {
  Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/Corp' },
  Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
};
const OIDC: Trusted = {
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
  Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
};
const POOL: Trusted = { Principal: { Federated: COGNITO }, Action: 'sts:AssumeRoleWithWebIdentity' };

/** Why the one guard of a statement with this condition is not firm. */
function reasonOf(trusted: Trusted, Condition: unknown): string {
  const { grants } = judge([{ Effect: 'Allow', ...trusted, Condition }]);
  const guards = grants.flatMap((grant) => grant.guards);
  expect(guards).toHaveLength(1);
  return guards
    .map(({ strength, reason }) => `${strength}${reason === undefined ? '' : `: ${reason}`}`)
    .join();
}

const addresses = (...ranges: readonly string[]) => ({ IpAddress: { 'aws:SourceIp': ranges } });

describe('a guard', () => {
  it.each<[string, Trusted, unknown]>([
    [
      'the account, which every request tells',
      ANYONE,
      { StringEqualsIfExists: { 'aws:PrincipalAccount': '444455556666' } },
    ],
    [
      'one external id of several, with a star that is none',
      ACCOUNT,
      { StringEquals: { 'sts:ExternalId': ['agreed*secret', 'k7-prod-88'] } },
    ],
    [
      'a pattern over paths of one organization',
      ANYONE,
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/*' } },
    ],
    [
      'what a token fills in of one owner',
      OIDC,
      { StringLike: { [`${GITHUB}:sub`]: `repo:acme/\${aws:RequestTag/project}:*` } },
    ],
    ['the projects of one owner', OIDC, { StringLike: { [`${GITHUB}:repository`]: 'acme/*' } }],
    [
      'a pattern over audiences of a provider of our own',
      OIDC,
      { StringLike: { [`${GITHUB}:aud`]: 'sts.*' } },
    ],
    ['a tag out of a signed assertion', SAML, { StringEquals: { 'aws:RequestTag/team': 'red' } }],
    ['a session name out of a signed assertion', SAML, { StringEquals: { 'sts:RoleSessionName': 'dana' } }],
    ['a tag out of a signed token', OIDC, { StringEquals: { 'aws:RequestTag/team': 'red' } }],
    ['a tag that our own account sets', OWN, { StringEquals: { 'aws:PrincipalTag/team': 'red' } }],
    [
      'a tag that a certificate sets',
      ANYWHERE,
      { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'host-7' } },
    ],
    [
      'a name in one account',
      ACCOUNT,
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/Ops*' } },
    ],
    [
      'a subject that is called like a guest',
      POOL,
      { StringEquals: { [`${COGNITO}:sub`]: 'unauthenticated' } },
    ],
    ['a login', POOL, { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' } }],
    [
      'text patterns over addresses',
      ACCOUNT,
      { StringLike: { 'aws:SourceIp': ['0.0.0.0/1', '203.0.113.*'] } },
    ],
    ['a /8', ACCOUNT, addresses('12.0.0.0/8')],
    ['a /8 beside its own parts', ACCOUNT, addresses('12.0.0.0/9', '12.0.0.0/8', '14.0.0.0/9')],
    ['a /17 of the newer addresses', ACCOUNT, addresses('2000::/17')],
    ['ranges of both kinds that are small', ACCOUNT, addresses('12.0.0.0/8', '2000::/17')],
  ])('is firm for %s', (_, trusted, Condition) => {
    expect(reasonOf(trusted, Condition)).toBe('firm');
  });

  it.each<[string, Trusted, unknown, string]>([
    [
      'a key that must be left out',
      ACCOUNT,
      { Null: { 'sts:ExternalId': 'true' } },
      'only asks that the key is left out',
    ],
    [
      'a name that only users have',
      ACCOUNT,
      { StringEqualsIfExists: { 'aws:username': 'alice' } },
      'a request that leaves the key out passes',
    ],
    [
      'an external id out of the request',
      ACCOUNT,
      { StringEquals: { 'sts:ExternalId': `\${aws:PrincipalAccount}` } },
      'taken from the request itself',
    ],
    [
      'an account out of the request',
      ANYONE,
      { StringEquals: { 'aws:PrincipalAccount': `\${aws:PrincipalTag/home}` } },
      'a pattern over account ids, and anybody can open accounts',
    ],
    [
      'an organization out of the request',
      ANYONE,
      { StringEquals: { 'aws:PrincipalOrgID': `\${aws:PrincipalTag/home}` } },
      'a pattern over organizations, and anybody can open one',
    ],
    [
      'a subject out of the token',
      OIDC,
      { StringLike: { [`${GITHUB}:sub`]: `repo:\${aws:RequestTag/owner}/app:*` } },
      'the pattern leaves open whose subject it is',
    ],
    [
      'a pattern among external ids',
      ACCOUNT,
      { StringLike: { 'sts:ExternalId': ['k7-prod-88', 'agreed-*'] } },
      'guessable: a pattern that many ids meet',
    ],
    [
      'a pattern among subjects',
      OIDC,
      { StringLike: { [`${GITHUB}:sub`]: ['repo:acme/app:*', 'repo:*'] } },
      'the pattern leaves open whose subject it is',
    ],
    [
      'a subject with an empty tenant',
      OIDC,
      { StringLike: { [`${GITHUB}:sub`]: 'repo::acme/*' } },
      'the pattern leaves open whose subject it is',
    ],
    [
      'a pattern among identity pools',
      POOL,
      { StringLike: { [`${COGNITO}:aud`]: ['us-east-1:0a1b', 'us-east-1:*'] } },
      'a pattern over applications, and anybody can register one',
    ],
    [
      'guests of an identity pool',
      POOL,
      { 'ForAnyValue:StringEquals': { [`${COGNITO}:amr`]: ['authenticated', 'unauthenticated'] } },
      'guests need no login',
    ],
    [
      'a pattern among networks',
      ACCOUNT,
      { StringLike: { 'aws:SourceVpc': ['vpc-0a1b', 'vpc-*'] } },
      'a pattern over ids, and anybody can make a network of their own',
    ],
    [
      'a pattern among accounts',
      ANYONE,
      { StringLike: { 'aws:PrincipalAccount': ['444455556666', '4*'] } },
      'a pattern over account ids, and anybody can open accounts',
    ],
    [
      'a pattern among organizations',
      ANYONE,
      { StringLike: { 'aws:PrincipalOrgID': ['o-exampleorg1', 'o-ex*'] } },
      'a pattern over organizations, and anybody can open one',
    ],
    [
      'paths of any organization',
      ANYONE,
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/r-abcd/*' } },
      'a pattern over organizations, and anybody can open one',
    ],
    [
      'a name that may stand anywhere',
      ANYONE,
      { StringLike: { 'aws:PrincipalArn': '*role/Ops' } },
      'anybody can give a principal of their own account such a name',
    ],
    [
      'a name in any account',
      ANYONE,
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Ops' } },
      'anybody can give a principal of their own account such a name',
    ],
    [
      'a session name beside a signed token',
      OIDC,
      { StringEquals: { 'sts:RoleSessionName': 'dana' } },
      'the caller sets the value',
    ],
    [
      'a tag of the call',
      ACCOUNT,
      { StringEquals: { 'aws:RequestTag/team': 'red' } },
      'the caller sets the value',
    ],
    [
      'a user agent beside a signed assertion',
      SAML,
      { StringEquals: { 'aws:UserAgent': 'Corp' } },
      'the caller sets the value',
    ],
    [
      'a tag of the role itself',
      ACCOUNT,
      { StringEquals: { 'aws:ResourceTag/Team': 'red' } },
      'says nothing about the caller: it is a property of the role',
    ],
    [
      'a key that we have not heard of',
      ACCOUNT,
      { StringEquals: { 'aws:BrandNew': 'x' } },
      'the key is not known, nor who sets it',
    ],
    ['a /7', ACCOUNT, addresses('10.0.0.0/7'), 'a range as wide as the internet'],
    [
      'a /7 in parts of any order',
      ACCOUNT,
      addresses('1.0.0.0/8', '0.0.0.0/8'),
      'a range as wide as the internet',
    ],
    [
      'a /7 in parts, one of them twice',
      ACCOUNT,
      addresses('12.0.0.0/8', '12.0.0.0/9', '13.0.0.0/8'),
      'a range as wide as the internet',
    ],
    [
      'four parts of it from last to first',
      ACCOUNT,
      addresses('13.0.0.0/9', '12.0.0.0/9', '11.0.0.0/9', '10.0.0.0/9'),
      'a range as wide as the internet',
    ],
    ['a /16 of the newer addresses', ACCOUNT, addresses('2000::/16'), 'a range as wide as the internet'],
  ])('is weak for %s', (_, trusted, Condition, reason) => {
    expect(reasonOf(trusted, Condition)).toBe(`weak: ${reason}`);
  });

  it('is unsupported for what such a call never carries', () => {
    expect(reasonOf(ACCOUNT, { StringNotEquals: { 'aws:SourceAccount': '111122223333' } })).toBe(
      'unsupported: such a call never carries the key, so every request passes',
    );
  });
});

describe('a claim that every customer of a shared issuer chooses for itself', () => {
  const strengthOf = (claim: string, ...beside: readonly (readonly [claim: string, value: string])[]) => {
    const tests = [[claim, 'prod'] as const, ...beside].map(([name, value]) => [`${GITHUB}:${name}`, value]);
    const { grants } = judge([
      { Effect: 'Allow', ...OIDC, Condition: { StringLike: Object.fromEntries(tests) } },
    ]);
    const guard = grants.flatMap(({ guards }) => guards).find(({ key }) => key.endsWith(`:${claim}`));
    return `${guard?.strength}: ${guard?.reason}`;
  };

  it.each<[string, readonly (readonly [string, string])[]]>([
    ['ref', []],
    ['environment', []],
    ['workflow', []],
    ['environment', [['ref', 'refs/heads/main']]],
    ['environment', [['aud', 'sts.amazonaws.com']]],
    ['environment', [['sub', 'repo:*:environment:prod']]],
  ])('keeps nobody out: %s beside %j', (claim, beside) => {
    expect(strengthOf(claim, ...beside)).toBe('weak: every customer of the issuer can choose the value');
  });

  it.each<[string, string]>([
    ['sub', 'repo:acme/app:*'],
    ['repository_owner_id', '12345'],
  ])('is firm where %s tells the customer', (claim, value) => {
    expect(strengthOf('environment', [claim, value])).toBe('firm: undefined');
  });

  it('is firm where the issuer serves one customer', () => {
    const issuer = `${GITHUB}/acme-enterprise`;
    const Principal = { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` };
    expect(reasonOf({ ...OIDC, Principal }, { StringEquals: { [`${issuer}:environment`]: 'prod' } })).toBe(
      'firm',
    );
  });
});
