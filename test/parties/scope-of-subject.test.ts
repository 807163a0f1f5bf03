import fc from 'fast-check';
import type { Guard, GuardStrength } from '../../lib/model/guard';
import { scopeOfSubjects, tenantOfSubject } from '../../lib/parties/scope-of-subject';

const GITHUB = 'token.actions.githubusercontent.com';
const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
const MICROSOFT = 'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d';
const CIRCLE = 'oidc.circleci.com/org/0f0f0f0f-aaaa';

function guard(
  key: string,
  values: readonly string[],
  operator = 'StringEquals',
  strength: GuardStrength = 'firm',
): Guard {
  return { kind: 'other', strength, key, operator, values };
}

describe('the width of subject patterns', () => {
  it.each<[issuer: string, subject: string, scope: string, names: string]>([
    [GITHUB, 'repo:acme/app:ref:refs/heads/main', 'exact', 'acme app'],
    [GITHUB, 'repo:acme/app:environment:prod', 'exact', 'acme app'],
    [GITHUB, 'repo:acme/app:*', 'project', 'acme app'],
    [GITHUB, 'repo:acme/app:ref:refs/tags/v?', 'project', 'acme app'],
    [GITHUB, 'repo:acme/app*', 'organization', 'acme'],
    [GITHUB, 'repo:acme/*', 'organization', 'acme'],
    [GITHUB, 'repo:acme/*:ref:refs/heads/main', 'organization', 'acme'],
    [GITHUB, 'repo:acme@12345/app@678:ref:refs/heads/main', 'exact', 'acme app'],
    [GITHUB, 'repo:acme@12345/app@678:*', 'project', 'acme app'],
    [GITHUB, 'repo:acme@12345/*', 'organization', 'acme'],
    [GITHUB, 'repo:acme@*', 'organization', 'acme'],
    [GITHUB, 'repo:acme@*/app@*:*', 'organization', 'acme'],
    [GITHUB, 'repo:*@12345/app@678:*', 'anyone', ''],
    [GITHUB, 'repo:acme*', 'anyone', 'acme ~acme-evil'],
    [GITHUB, 'repo:acme*/app:*', 'anyone', 'acme ~acme-evil'],
    [GITHUB, 'repo:acme-*/app:*', 'anyone', 'acme- ~acme-evil'],
    [GITHUB, 'repo:acme?/app:*', 'anyone', 'acme ~acmex'],
    [GITHUB, 'repo:*', 'anyone', ''],
    [GITHUB, 'repo:*/app:*', 'anyone', ''],
    [GITHUB, '*', 'anyone', ''],
    [GITHUB, '*:ref:refs/heads/main', 'anyone', ''],
    [GITHUB, 'rep?:acme/app:*', 'anyone', ''],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    [GITHUB, 'repo:${aws:PrincipalTag/org}/app:*', 'anyone', ''],
    [GITHUB, 'environment:prod', 'anyone', ''],
    [GITHUB, 'repository_owner:acme:environment:prod', 'exact', 'acme'],
    [GITHUB, 'repository_owner_id:12345:*', 'organization', '@12345'],
    [GITHUB, 'repository_owner:acme*', 'anyone', 'acme ~acme-evil'],
    [GITHUB, 'repo:/app:*', 'anyone', ''],
    ['https://token.actions.githubusercontent.com/', 'repo:acme/*', 'organization', 'acme'],
    ['token.actions.githubusercontent.com/acme-inc', 'repo:acme/*', 'organization', 'acme'],
    ['token.actions.acme.ghe.com', 'repo:tools/app:*', 'project', 'tools app'],
    ['token.actions.acme.ghe.com', 'repo:*', 'tenant', 'acme'],
    ['github.acme.example/_services/token', '*', 'tenant', 'github.acme.example'],
    ['oidc-configuration.audit-log.githubusercontent.com', 'https://github.com/acme', 'exact', 'acme'],
    [
      'oidc-configuration.audit-log.githubusercontent.com',
      'https://github.com/acme*',
      'anyone',
      'acme ~acme-evil',
    ],
    ['gitlab.com', 'project_path:acme/web/shop:ref_type:branch:ref:main', 'exact', 'acme web/shop'],
    ['gitlab.com', 'project_path:acme/web/shop:*', 'project', 'acme web/shop'],
    ['gitlab.com', 'project_path:acme/*:ref_type:branch:ref:main', 'organization', 'acme'],
    ['gitlab.com', 'project_path:acme*', 'anyone', 'acme ~acme-evil'],
    ['gitlab.acme.example', 'project_path:*', 'tenant', 'acme.example'],
    ['git.acme.example', 'project_path:web/shop:*', 'project', 'web shop'],
    [
      'app.terraform.io',
      'organization:acme:project:core:workspace:prod:run_phase:apply',
      'exact',
      'acme core',
    ],
    ['app.terraform.io', 'organization:acme:project:core:workspace:prod:run_phase:*', 'project', 'acme core'],
    ['app.terraform.io', 'organization:acme:*', 'organization', 'acme'],
    ['app.terraform.io', 'organization:acme:project:*:workspace:prod:run_phase:*', 'organization', 'acme'],
    ['app.terraform.io', 'organization:acme*', 'anyone', 'acme ~acme-evil'],
    ['app.terraform.io', 'organization:*:project:core:*', 'anyone', ''],
    [
      'agent.buildkite.com',
      'organization:acme:pipeline:deploy:ref:refs/heads/main:*',
      'project',
      'acme deploy',
    ],
    ['oidc.vercel.com', 'owner:acme:project:shop:environment:production', 'exact', 'acme shop'],
    ['oidc.vercel.com', 'owner:acme:project:*', 'organization', 'acme'],
    ['oidc.vercel.com/acme', 'owner:acme:*', 'organization', 'acme'],
    ['oidc.vercel.com/acme', 'owner:other:*', 'nobody', ''],
    ['oidc.vercel.com/acme', '*', 'tenant', 'acme'],
    ['api.pulumi.com/oidc', 'pulumi:deploy:org:acme:project:core:stack:prod:*', 'project', 'acme core'],
    ['api.pulumi.com/oidc', 'pulumi:environments:org:acme:env:prod:*', 'project', 'acme prod'],
    ['api.pulumi.com/oidc', 'pulumi:deploy:org:acme:*', 'organization', 'acme'],
    ['api.pulumi.com/oidc', 'pulumi:*:org:acme:*', 'anyone', ''],
    ['oidc.codefresh.io', 'account:64f:pipeline:*', 'organization', '64f'],
    ['scalr.io', 'account:acme:*', 'organization', 'acme'],
    ['studio.datachain.ai/api', 'credentials:acme/*', 'organization', 'acme'],
    ['proidc.upbound.io', 'mcp:acme:*', 'organization', 'acme'],
    ['proidc.upbound.io', 'mcp:acme/plane:*', 'project', 'acme plane'],
    ['tokens.cloud.shisho.dev', 'job:acme:*', 'organization', 'acme'],
    [
      'oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb',
      'system:serviceaccount:t1:*',
      'organization',
      't1',
    ],
    ['oidc.op1.openshiftapps.com/another', 'system:serviceaccount:shop:*', 'project', 'another shop'],
    [CIRCLE, 'org/0f0f0f0f-aaaa/project/1b1b/user/*', 'project', '0f0f0f0f-aaaa 1b1b'],
    [CIRCLE, 'org/ffffffff/project/1b1b/user/*', 'nobody', ''],
    [CIRCLE, 'org/0f0f0f0f-aaaa/*', 'organization', '0f0f0f0f-aaaa'],
    ['api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', '{repo}:*', 'tenant', 'acme'],
    [
      'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
      '{repo}:{step}',
      'exact',
      'acme',
    ],
    [EKS, 'system:serviceaccount:shop:cart', 'exact', 'EXAMPLED539D4633E53DE1B71EXAMPLE shop'],
    [EKS, 'system:serviceaccount:shop:*', 'project', 'EXAMPLED539D4633E53DE1B71EXAMPLE shop'],
    [EKS, 'system:serviceaccount:*:cart', 'tenant', 'EXAMPLED539D4633E53DE1B71EXAMPLE'],
    ['accounts.google.com', '111111111111111111111', 'exact', ' 111111111111111111111'],
    ['accounts.google.com', '1*', 'anyone', ''],
    ['acme.okta.com', '00u1', 'exact', 'acme'],
    ['login.acme.example', 'anything*', 'tenant', 'login.acme.example'],
  ])('%s: %s is %s', (issuer, subject, scope, names) => {
    const { tenant, project, lookalike, ...rest } = scopeOfSubjects(issuer, [subject], []);
    const told = [tenant ?? '', project, lookalike && `~${lookalike}`]
      .filter((name) => name !== undefined)
      .join(' ');
    expect([rest.scope, told]).toEqual([scope, names]);
  });

  it.each([
    [
      'of two repositories of one organization',
      ['repo:acme/app:*', 'repo:acme/web:*'],
      'project',
      'acme',
      'app, web',
    ],
    ['of two organizations', ['repo:acme/*', 'repo:bolt/app:*'], 'organization', 'acme, bolt', undefined],
    [
      'of one branch and one repository',
      ['repo:acme/app:ref:x', 'repo:acme/web:*'],
      'project',
      'acme',
      'app, web',
    ],
    ['with a star among them', ['repo:acme/app:ref:x', 'repo:*'], 'anyone', undefined, undefined],
    [
      'of the same name with and without its id',
      ['repo:acme/*', 'repo:acme@1/*'],
      'organization',
      'acme',
      undefined,
    ],
  ])('lets the loosest decide %s', (_, subjects, scope, tenant, project) => {
    expect(scopeOfSubjects(GITHUB, subjects, [])).toMatchObject({
      scope,
      ...(tenant && { tenant }),
      ...(project && { project }),
    });
    expect(scopeOfSubjects(GITHUB, [...subjects].reverse(), []).tenant).toBe(tenant);
  });

  it('passes over a subject that is never written when another one is', () => {
    const subjects = ['org/ffffffff/project/1/user/*', 'org/0f0f0f0f-aaaa/project/1b1b/user/*'];
    expect(scopeOfSubjects(CIRCLE, subjects, []).scope).toBe('project');
  });
});

describe('an untested subject', () => {
  it.each([
    [GITHUB, 'anyone', undefined],
    ['gitlab.com', 'anyone', undefined],
    [EKS, 'tenant', 'EXAMPLED539D4633E53DE1B71EXAMPLE'],
    ['acme.okta.com', 'tenant', 'acme'],
    ['login.acme.example', 'tenant', 'login.acme.example'],
    ['container.googleapis.com/v1/projects/p/locations/l/clusters/c', 'tenant', 'c'],
    ['sts.windows.net/11111111-2222', 'tenant', '11111111-2222'],
    [MICROSOFT, 'anyone', undefined],
    ['accounts.google.com', 'anyone', undefined],
    ['', 'tenant', ''],
  ])('of %s admits %s', (issuer, scope, tenant) => {
    const reading = scopeOfSubjects(issuer, [], []);
    expect([reading.scope, reading.tenant]).toEqual([scope, tenant]);
    expect(reading.lookalike).toBeUndefined();
  });
});

describe('other claims that name the customer', () => {
  it.each<[string, string, readonly string[], Guard, string, string | undefined]>([
    ['an owner id', GITHUB, [], guard(`${GITHUB}:repository_owner_id`, ['12345']), 'organization', '@12345'],
    ['a repository id', GITHUB, ['repo:*'], guard(`${GITHUB}:repository_id`, ['678']), 'project', undefined],
    ['an enterprise id', GITHUB, [], guard(`${GITHUB}:enterprise_id`, ['9']), 'organization', '@9'],
    ['a repository name', GITHUB, [], guard(`${GITHUB}:repository`, ['acme/app']), 'project', 'acme'],
    [
      'a pattern of repositories',
      GITHUB,
      [],
      guard(`${GITHUB}:repository`, ['acme/*'], 'StringLike'),
      'organization',
      'acme',
    ],
    [
      'an owner id beside a look-alike',
      GITHUB,
      ['repo:acme*'],
      guard(`${GITHUB}:repository_owner_id`, ['1']),
      'organization',
      '@1',
    ],
    [
      'a key in other letter case',
      GITHUB,
      [],
      guard(`${GITHUB.toUpperCase()}:Repository_Owner_Id`, ['1']),
      'organization',
      '@1',
    ],
    [
      'a wildcard id',
      GITHUB,
      [],
      guard(`${GITHUB}:repository_owner_id`, ['1*'], 'StringLike'),
      'anyone',
      undefined,
    ],
    [
      'a test that a missing claim passes',
      GITHUB,
      [],
      guard(`${GITHUB}:repository_owner_id`, ['1'], 'StringEqualsIfExists', 'weak'),
      'anyone',
      undefined,
    ],
    [
      'a negated test',
      GITHUB,
      [],
      guard(`${GITHUB}:repository_owner_id`, ['1'], 'StringNotEquals'),
      'anyone',
      undefined,
    ],
    [
      'a key that never comes',
      GITHUB,
      [],
      guard(`${GITHUB}:repository_owner_id`, ['1'], 'StringEquals', 'unsupported'),
      'anyone',
      undefined,
    ],
    ['an actor', GITHUB, [], guard(`${GITHUB}:actor`, ['octocat']), 'anyone', undefined],
    [
      'an audience that the requester chooses',
      GITHUB,
      [],
      guard(`${GITHUB}:aud`, ['sts.amazonaws.com']),
      'anyone',
      undefined,
    ],
    ['a namespace id', 'gitlab.com', [], guard('gitlab.com:namespace_id', ['77']), 'organization', '@77'],
    [
      'a pipeline id',
      'agent.buildkite.com',
      [],
      guard('agent.buildkite.com:pipeline_id', ['p']),
      'project',
      undefined,
    ],
    [
      'a Vercel audience',
      'oidc.vercel.com',
      [],
      guard('oidc.vercel.com:aud', ['https://vercel.com/acme']),
      'organization',
      'acme',
    ],
    [
      'a Pulumi audience',
      'api.pulumi.com/oidc',
      [],
      guard('api.pulumi.com/oidc:aud', ['aws:acme']),
      'organization',
      'acme',
    ],
    [
      'a Cognito pool',
      'cognito-identity.amazonaws.com',
      [],
      guard('cognito-identity.amazonaws.com:aud', ['us-east-1:1-2']),
      'organization',
      'us-east-1:1-2',
    ],
    [
      'any Cognito pool',
      'cognito-identity.amazonaws.com',
      [],
      guard('cognito-identity.amazonaws.com:aud', ['us-east-1:*'], 'StringLike'),
      'anyone',
      undefined,
    ],
    [
      'a Google organization',
      'accounts.google.com',
      [],
      guard('accounts.google.com:google/organization_number', ['5'], 'NumericEquals'),
      'organization',
      '@5',
    ],
    [
      'a Facebook app',
      'graph.facebook.com',
      [],
      guard('graph.facebook.com:app_id', ['9']),
      'organization',
      '9',
    ],
    [
      'a Microsoft session name',
      MICROSOFT,
      [],
      guard('sts:RoleSessionName', ['MicrosoftSentinel_w'], 'StringEquals', 'weak'),
      'organization',
      'MicrosoftSentinel_w',
    ],
    [
      'a session name at another issuer',
      GITHUB,
      [],
      guard('sts:RoleSessionName', ['x']),
      'anyone',
      undefined,
    ],
    [
      'a CircleCI project',
      CIRCLE,
      [],
      guard(`${CIRCLE}:oidc.circleci.com/project-id`, ['p']),
      'project',
      '0f0f0f0f-aaaa',
    ],
  ])('%s: of %s', (_, issuer, subjects, tested, scope, tenant) => {
    const reading = scopeOfSubjects(issuer, subjects, [tested]);
    expect([reading.scope, reading.tenant, reading.lookalike]).toEqual([scope, tenant, undefined]);
  });
});

describe('whatever the policy holds', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'repo:', 'repo:acme', '\ud800*', '${', 'constructor'),
  );

  it('gives an answer with a reason, in any order of the subjects', () => {
    fc.assert(
      fc.property(hostile, fc.array(hostile), (issuer, subjects) => {
        const reading = scopeOfSubjects(issuer, subjects, []);
        const turned = scopeOfSubjects(issuer, [...subjects].reverse(), []);
        return reading.why !== '' && reading.scope === turned.scope && reading.tenant === turned.tenant;
      }),
    );
  });

  it('never narrows when a subject is added', () => {
    const widths = ['nobody', 'exact', 'project', 'organization', 'tenant', 'anyone'];
    const name = fc.constantFrom('acme', 'acme*', '*', 'bolt@1', 'b?lt');
    const subject = fc
      .tuple(name, name, fc.constantFrom(':*', '', ':ref:x'))
      .map(([a, b, c]) => `repo:${a}/${b}${c}`);
    fc.assert(
      fc.property(fc.array(subject, { minLength: 1 }), subject, (subjects, more) => {
        const before = scopeOfSubjects(GITHUB, subjects, []).scope;
        const after = scopeOfSubjects(GITHUB, [...subjects, more], []).scope;
        return widths.indexOf(before) <= widths.indexOf(after);
      }),
    );
  });
});

describe('the customer in an observed subject', () => {
  it.each([
    [GITHUB, 'repo:acme/app:ref:refs/heads/main', 'acme'],
    [GITHUB, 'repo:acme@12345/app@678:pull_request', 'acme'],
    [GITHUB, 'environment:prod', undefined],
    ['accounts.google.com', '1111', '1111'],
    [EKS, 'system:serviceaccount:shop:cart', undefined],
  ])('%s: %s', (issuer, subject, tenant) => {
    expect(tenantOfSubject(issuer, subject)).toBe(tenant);
  });
});
