import type { Caller } from '../../lib/model/caller';
import { uniqueIdIn } from '../../lib/model/identifiers';
import { contextKey } from '../../lib/policy/context-keys';
import { issuerOf, kindsOf, presenceOf } from '../../lib/trust/way';
import { documentOf, roleTrusting } from '../support/trust-role';

const CALLS = { anyone: 'AssumeRole', saml: 'AssumeRoleWithSAML' } as const;
const GITHUB = 'token.actions.githubusercontent.com';
const github: Caller = {
  kind: 'oidc',
  provider: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`,
  issuer: GITHUB,
  subjects: [],
};
const webIdentity = (issuer: string): Caller => ({ kind: 'web-identity', issuer, subjects: [] });
const named = (type: 'role' | 'user' | 'session' | 'any'): Caller => ({
  kind: 'principal',
  type,
  arn: 'arn:aws:iam::444455556666:*',
  pattern: true,
});
const byId = (text: string): Caller => ({ kind: 'unique-id', uniqueId: uniqueIdIn(text) ?? '' });

describe('the kinds of principal that a caller may be', () => {
  it.each<[string, Caller, readonly string[]]>([
    ['of anyone are role and user', { kind: 'anyone' }, ['role', 'user']],
    ['of an organization too', { kind: 'organization', organization: 'o-exampleorg1' }, ['role', 'user']],
    ['of a pattern that leaves it open too', named('any'), ['role', 'user']],
    ['of a role is role', named('role'), ['role']],
    ['of a user is user', named('user'), ['user']],
    ['of a session is role', named('session'), ['role']],
    ["of a user's id is user", byId('AIDAEXAMPLEUSER00009'), ['user']],
    ["of a role's id is role", byId('AROAEXAMPLEROLE00009'), ['role']],
    ['of a service is service', { kind: 'service', service: 'ec2.amazonaws.com' }, ['service']],
    ['of a SAML provider is saml', { kind: 'saml', provider: '*' }, ['saml']],
    ['of an OIDC provider is oidc', github, ['oidc']],
    ['of a built-in provider is web-identity', webIdentity('accounts.google.com'), ['web-identity']],
  ])('%s', (_, caller, kinds) => {
    expect(kindsOf(caller)).toEqual(kinds);
  });
});

describe('the issuer of a caller', () => {
  it.each<[string, Caller, string | undefined]>([
    ['that of a provider object', github, GITHUB],
    ['that of a built-in provider', webIdentity('accounts.google.com'), 'accounts.google.com'],
    ['none of any provider', webIdentity('*'), undefined],
    ['none of a principal of an account', { kind: 'anyone' }, undefined],
  ])('is %s', (_, caller, issuer) => {
    expect(issuerOf(caller)).toBe(issuer);
  });
});

describe('whether the requests of a way carry a key', () => {
  const role = roleTrusting(documentOf());
  const wayOf = (caller: Caller) => ({
    role,
    caller,
    call:
      caller.kind === 'anyone' || caller.kind === 'saml'
        ? CALLS[caller.kind]
        : ('AssumeRoleWithWebIdentity' as const),
    who: [],
    constraints: [],
    unless: [],
    doubts: [],
    choices: [],
  });

  it.each<[string, Caller, 'role' | 'saml' | 'oidc' | 'web-identity', string]>([
    ['aws:principalaccount', { kind: 'anyone' }, 'role', 'always'],
    ['saml:aud', { kind: 'saml', provider: '*' }, 'saml', 'always'],
    [`${GITHUB}:sub`, github, 'oidc', 'always'],
    [`${GITHUB}:actor`, github, 'oidc', 'sometimes'],
    ['accounts.google.com:sub', github, 'oidc', 'never'],
    ['accounts.google.com:sub', webIdentity('accounts.google.com'), 'web-identity', 'always'],
    ['accounts.google.com:sub', webIdentity('*'), 'web-identity', 'sometimes'],
    [`${GITHUB}:repository_owner`, webIdentity('*'), 'web-identity', 'never'],
    ['sts:rolesessionname', webIdentity('*'), 'web-identity', 'always'],
    ['sts:externalid', webIdentity('*'), 'web-identity', 'never'],
  ])('%s of %j: %s %s', (key, caller, kind, presence) => {
    expect(presenceOf(contextKey(key), wayOf(caller), kind)).toBe(presence);
  });
});
