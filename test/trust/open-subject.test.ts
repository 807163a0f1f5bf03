import { leavesTenantOpen } from '../../lib/trust/open-subject';

describe('a pattern over a claim', () => {
  it.each([
    ['sub', 'repo:acme/app:*'],
    ['sub', 'repo:acme/*'],
    ['sub', 'repo:acme@1/app@2:*'],
    ['sub', 'organization:acme:*'],
    ['sub', 'pulumi:deploy:org:acme:*'],
    ['sub', 'system:serviceaccount:shop:*'],
    ['sub', 'org/0a1b/project/2c3d/user/*'],
    ['sub', 'sc://acme/shop/*'],
    ['sub', 'https://github.com/acme'],
    ['repository', 'acme/*'],
    ['repository_id', '12345'],
    ['job_workflow_ref', 'acme/ci/.github/workflows/*'],
    ['ref', 'refs/heads/*'],
  ])('of %s, %s, names the customer', (claim, pattern) => {
    expect(leavesTenantOpen(claim, pattern)).toBe(false);
  });

  it.each([
    ['sub', '*'],
    ['sub', 'repo:*'],
    ['sub', 'repo:acme*'],
    ['sub', 'repo:acm?/app:*'],
    ['sub', 'organization:acme*'],
    ['sub', 'pulumi:deploy:org:acme*'],
    ['sub', 'pulumi:deploy:org:*'],
    ['sub', 'pulumi:deploy:*'],
    ['sub', 'pulumi:*:org:acme:*'],
    ['sub', 'system:serviceaccount:*:cart'],
    ['sub', 'system:serviceaccount:shop*'],
    ['sub', 'org/0a1b/*'],
    ['sub', 'org/0a1b/project/2*'],
    ['sub', 'https://github.com/acme*'],
    ['sub', 'https://github.com/*'],
    ['sub', '1*'],
    ['sub', 'repo:/acme/*'],
    ['repository', '/acme/*'],
    ['repository', 'acme*'],
    ['job_workflow_ref', '*/ci/.github/workflows/d.yml@refs/heads/main'],
    ['repository_id', '12*'],
    ['organization_id', '0a?'],
    ['oidc.circleci.com/project-id', '*0a'],
  ])('of %s, %s, leaves the customer open', (claim, pattern) => {
    expect(leavesTenantOpen(claim, pattern)).toBe(true);
  });
});
