import type { Caller } from '../../lib/model/caller';
import type { Guard } from '../../lib/model/guard';
import { scopeOfCaller } from '../../lib/parties/scope-of-caller';
import { account, byAccount, byGitHub, byOidc, guard } from '../support/graph-builder';

const POOL = 'eu-west-1:0a1b';
const COGNITO: Caller = { kind: 'web-identity', issuer: 'cognito-identity.amazonaws.com', subjects: [] };
const OF_POOL = guard('audience', 'cognito-identity.amazonaws.com:aud', [POOL]);
const SAML: Caller = { kind: 'saml', provider: 'arn:aws:iam::111122223333:saml-provider/Okta' };
const CERTIFICATES: Caller = { kind: 'service', service: 'rolesanywhere.amazonaws.com' };
const ANCHOR = guard('source-arn', 'aws:SourceArn', [
  'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b',
]);
const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789';

function amr(operator: string, values: readonly string[], rest: Partial<Guard> = {}): Guard {
  return guard('other', 'cognito-identity.amazonaws.com:amr', values, { operator, ...rest });
}

function name(value: string, rest: Partial<Guard> = {}): Guard {
  return guard('tag', 'aws:PrincipalTag/x509Subject/CN', [value], rest);
}

describe('the scope of a caller', () => {
  it.each<[string, Caller, readonly Guard[], string]>([
    ['a GitHub branch', byGitHub('repo:acme/app:ref:refs/heads/main'), [], 'exact'],
    ['any GitHub customer', byGitHub(), [], 'anyone'],
    ['a pod of a cluster', byOidc(EKS, 'system:serviceaccount:shop:*'), [], 'project'],
    [
      'any SAML user',
      SAML,
      [guard('audience', 'SAML:aud', ['https://signin.aws.amazon.com/saml'])],
      'tenant',
    ],
    ['the SAML provider named again', SAML, [guard('other', 'saml:doc', ['111122223333/Okta'])], 'tenant'],
    ['one SAML user', SAML, [guard('subject', 'SAML:sub', ['alice'])], 'exact'],
    [
      'a pattern of SAML users',
      SAML,
      [guard('subject', 'saml:sub', ['a*'], { operator: 'StringLike' })],
      'organization',
    ],
    ['SAML users of one attribute', SAML, [guard('other', 'saml:edupersonorgdn', ['ou=it'])], 'organization'],
    [
      'a SAML attribute that need not be there',
      SAML,
      [guard('other', 'saml:mail', ['a@b'], { operator: 'StringEqualsIfExists', strength: 'weak' })],
      'tenant',
    ],
    [
      'a SAML attribute that is excluded',
      SAML,
      [guard('other', 'saml:mail', ['a@b'], { operator: 'StringNotEquals' })],
      'tenant',
    ],
    ['any certificate', CERTIFICATES, [], 'tenant'],
    ['a name of any authority', CERTIFICATES, [name('db1')], 'tenant'],
    ['any certificate of one anchor', CERTIFICATES, [ANCHOR], 'organization'],
    [
      'any anchor of the account',
      CERTIFICATES,
      [
        { ...ANCHOR, operator: 'ArnLike', values: ['arn:aws:rolesanywhere:*:111122223333:trust-anchor/*'] },
        name('db1'),
      ],
      'tenant',
    ],
    ['one name of one anchor', CERTIFICATES, [ANCHOR, name('db1')], 'exact'],
    [
      'names by pattern of one anchor',
      CERTIFICATES,
      [ANCHOR, name('db*', { operator: 'StringLike' })],
      'project',
    ],
    [
      'an organizational unit of one anchor',
      CERTIFICATES,
      [ANCHOR, guard('tag', 'aws:PrincipalTag/x509Subject/OU', ['db'])],
      'project',
    ],
    [
      'any name of one anchor',
      CERTIFICATES,
      [ANCHOR, name('*', { operator: 'StringLike', strength: 'weak' })],
      'organization',
    ],
    ['any Cognito pool', COGNITO, [amr('ForAnyValue:StringLike', ['authenticated'])], 'anyone'],
    ['one Cognito pool', COGNITO, [OF_POOL], 'organization'],
    [
      'users of one pool',
      COGNITO,
      [OF_POOL, amr('ForAnyValue:StringLike', ['authenticated'])],
      'organization',
    ],
    ['guests of one pool', COGNITO, [OF_POOL, amr('ForAnyValue:StringLike', ['unauthenticated'])], 'anyone'],
    ['one identity of one pool', { ...COGNITO, subjects: ['eu-west-1:77'] }, [OF_POOL], 'exact'],
    [
      'one Facebook user',
      { kind: 'web-identity', issuer: 'graph.facebook.com', subjects: ['77'] },
      [guard('subject', 'graph.facebook.com:id', ['77'])],
      'exact',
    ],
    [
      'one Google address',
      { kind: 'web-identity', issuer: 'accounts.google.com', subjects: [] },
      [guard('subject', 'accounts.google.com:email', ['alice@acme.example'])],
      'exact',
    ],
  ])('%s', (_, caller, guards, scope) => {
    expect(scopeOfCaller(caller, guards)?.scope).toBe(scope);
  });

  it.each<[string, Caller]>([
    ['an account', byAccount()],
    ['anyone with an account', { kind: 'anyone' }],
    ['an AWS service', { kind: 'service', service: 'pods.eks.amazonaws.com' }],
    [
      'a role',
      {
        kind: 'principal',
        type: 'role',
        arn: 'arn:aws:iam::999988887777:role/X',
        pattern: false,
        account: account('999988887777'),
      },
    ],
  ])('is not told of %s', (_, caller) => {
    expect(scopeOfCaller(caller, [])).toBeUndefined();
  });

  it('says that an EKS issuer does not tell the account of its cluster', () => {
    expect(scopeOfCaller(byOidc(EKS), [])?.why).toMatch(/does not tell which account the cluster is in$/);
    expect(scopeOfCaller(byOidc(EKS, 'system:serviceaccount:a:b'), [])?.why).toMatch(/which account/);
  });
});

describe('guests of a Cognito pool', () => {
  it.each<[string, readonly Guard[], RegExp]>([
    ['with a login demanded', [amr('ForAnyValue:StringLike', ['authenticated'])], /0a1b`$/],
    ['with one login provider', [amr('ForAnyValue:StringLike', ['*:CognitoSignIn:*'])], /0a1b`$/],
    ['with guests excluded', [amr('ForAnyValue:StringNotEquals', ['unauthenticated'])], /0a1b`$/],
    [
      'with a star before the word',
      [amr('ForAnyValue:StringLike', ['*authenticated'])],
      /where the pool admits them$/,
    ],
    ['with no test', [], /where the pool admits them$/],
    ['with both kinds', [amr('ForAnyValue:StringLike', ['authenticated', 'unauthenticated'])], /no login$/],
    [
      'with a test that holds for everybody',
      [amr('ForAnyValue:StringLike', ['authenticated'], { strength: 'unsupported' })],
      /where the pool admits them$/,
    ],
  ])('%s', (_, guards, why) => {
    expect(scopeOfCaller(COGNITO, [OF_POOL, ...guards])?.why).toMatch(why);
  });
});
