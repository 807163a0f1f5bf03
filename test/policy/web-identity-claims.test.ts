import { claimOfIssuer, isBuiltInIssuer } from '../../lib/policy/web-identity-claims';

const COMMON = ['sub', 'aud', 'oaud', 'email', 'amr'];
const ALL_CLAIMS = [
  ...COMMON,
  'actor',
  'repository',
  'project_id',
  'pipeline_slug',
  'oidc.circleci.com/project-id',
  'rpst_id',
  'google/organization_number',
  'app_id',
  'id',
  'user_id',
];

/** Which of the claims above an issuer's tokens bring into a request. */
const claimsOf = (issuer: string) => ALL_CLAIMS.filter((claim) => claimOfIssuer(issuer, claim) !== undefined);

describe('the claims of an issuer', () => {
  it.each([
    ['token.actions.githubusercontent.com', [...COMMON, 'actor', 'repository']],
    ['token.actions.githubusercontent.com/acme', [...COMMON, 'actor', 'repository']],
    ['token.actions.acme.ghe.com', [...COMMON, 'actor', 'repository']],
    ['github.com/enterprises/acme', [...COMMON, 'actor', 'repository']],
    ['gitlab.com', [...COMMON, 'project_id', 'user_id']],
    ['agent.buildkite.com', [...COMMON, 'pipeline_slug']],
    ['agent.eu.buildkite.dev', [...COMMON, 'pipeline_slug']],
    ['agent.eu.buildkite.site', [...COMMON, 'pipeline_slug']],
    ['oidc.circleci.com/org/0a1b', [...COMMON, 'oidc.circleci.com/project-id']],
    ['idcs-0a1b.identity.oraclecloud.com', [...COMMON, 'rpst_id']],
    ['accounts.google.com', [...COMMON, 'google/organization_number']],
    ['cognito-identity.amazonaws.com', ['sub', 'aud', 'amr']],
    ['graph.facebook.com', ['app_id', 'id']],
    ['www.amazon.com', ['app_id', 'user_id']],
    ['OIDC.CircleCI.com/org/0a1b', [...COMMON, 'oidc.circleci.com/project-id']],
  ])('%s are the common ones and its own', (issuer, expected) => {
    expect(claimsOf(issuer).sort()).toEqual([...expected].sort());
  });

  it.each([
    'idp.example.com',
    'token.actions.githubusercontent.com.example',
    'github.com/acme',
    'token.actions.example.com',
    'ghe.com',
    'acme.ghe.com',
    'gitlab.com/acme',
    'my.gitlab.com',
    'agent.buildkite.com/acme',
    'my.agent.buildkite.com',
    'agent.example.dev',
    'eu.buildkite.dev',
    'eu.buildkite.site',
    'agent.example.site',
    'oidc.circleci.com',
    'idcs-0a1b.example.com',
    'my.identity.oraclecloud.com',
    'identity.oraclecloud.com',
  ])('%s are the common ones only', (issuer) => {
    expect(claimsOf(issuer)).toEqual(COMMON);
  });

  it('are known in any letter case, and nothing else is one', () => {
    expect(claimOfIssuer('gitlab.com', 'PROJECT_ID')).toEqual(claimOfIssuer('gitlab.com', 'project_id'));
    expect(claimOfIssuer('gitlab.com', 'constructor')).toBeUndefined();
  });

  it.each([
    ['accounts.google.com', true],
    ['Accounts.Google.com', true],
    ['cognito-identity.amazonaws.com', true],
    ['graph.facebook.com', true],
    ['www.amazon.com', true],
    ['gitlab.com', false],
  ])('%s needs no provider object: %s', (issuer, builtIn) => {
    expect(isBuiltInIssuer(issuer)).toBe(builtIn);
  });
});
