import { tenantOfSubject } from '../../lib/activity/tenant-of-subject';

describe('tenantOfSubject', () => {
  it.each([
    ['a GitHub branch', 'repo:acme/app:ref:refs/heads/main', 'acme/app'],
    ['a GitHub environment', 'repo:acme/app:environment:prod:eu', 'acme/app'],
    ['a GitHub subject with ids that never change', 'repo:acme@123/app@456:pull_request', 'acme/app'],
    ['a GitHub repository alone', 'repo:acme/app', 'acme/app'],
    ['a GitHub subject of a custom form', 'repository_owner:acme:workflow:x', 'repository_owner:acme'],
    ['a GitLab project in groups', 'project_path:acme/team/app:ref_type:branch:ref:main', 'acme/team/app'],
    [
      'a Terraform workspace',
      'organization:acme:project:net:workspace:prod:run_phase:plan',
      'organization:acme:project:net',
    ],
    [
      'a Buildkite pipeline',
      'organization:acme:pipeline:app:ref:refs/heads/main:commit:abc:step:x',
      'organization:acme:pipeline:app',
    ],
    ['a CircleCI project', 'org/0a1b/project/2c3d/user/4e5f', 'org/0a1b/project/2c3d'],
    ['a Bitbucket step', '{0a1b}:{env}:{step}', '{0a1b}'],
    ['a Vercel environment', 'owner:acme:project:web:environment:production', 'owner:acme:project:web'],
    ['a Pulumi deployment', 'pulumi:deploy:org:acme:project:net:stack:prod', 'pulumi:deploy:org:acme'],
    [
      'a Kubernetes service account',
      'system:serviceaccount:prod:checkout',
      'system:serviceaccount:prod:checkout',
    ],
    ['a subject of a form that nobody told us', 'account:acme:run:7', 'account:acme'],
    ['a subject without parts', '108234567890123456789', '108234567890123456789'],
    ['an empty subject', '', ''],
  ])('reads %s', (_, subject, tenant) => {
    expect(tenantOfSubject(subject)).toBe(tenant);
  });

  it('does not take a lookalike for the organization', () => {
    expect(tenantOfSubject('repo:acme-evil/app:ref:x')).not.toBe(tenantOfSubject('repo:acme/app:ref:x'));
  });
});
