import { ISSUER_KINDS } from '../../lib/parties/issuer-table';
import { findIssuer } from '../../lib/parties/issuers';
import { contextKey } from '../../lib/policy/context-keys';

describe('an issuer', () => {
  it.each([
    ['https://TOKEN.actions.githubusercontent.com/', 'GitHub Actions', undefined],
    ['token.actions.githubusercontent.com/acme-inc', 'GitHub Enterprise', 'acme-inc'],
    ['token.actions.acme.ghe.com', 'GitHub Enterprise', 'acme'],
    ['git.acme.example/_services/token', 'GitHub Enterprise Server', 'git.acme.example'],
    ['gitlab.com', 'GitLab.com', undefined],
    ['gitlab.acme.example', 'GitLab', 'acme.example'],
    ['api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', 'Bitbucket Pipelines', 'acme'],
    ['oidc.circleci.com/org/0f0f', 'CircleCI', '0f0f'],
    ['oidc.vercel.com', 'Vercel', undefined],
    ['oidc.vercel.com/acme', 'Vercel', 'acme'],
    ['oidc.eks.us-gov-west-1.amazonaws.com/id/EXAMPLE', 'EKS cluster', 'EXAMPLE'],
    ['oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE', 'EKS cluster', 'EXAMPLE'],
    [
      'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/',
      'Microsoft Sentinel and Defender for Cloud',
      undefined,
    ],
    ['sts.windows.net/11111111-2222/', 'Microsoft Entra', '11111111-2222'],
    ['login.microsoftonline.com/11111111-2222/v2.0', 'Microsoft Entra', '11111111-2222'],
    ['acme.okta.com', 'Okta', 'acme'],
    ['acme.okta.com/oauth2/default', 'Okta', 'acme'],
    ['acme.eu.auth0.com', 'Auth0', 'acme.eu'],
    ['acme.app.spacelift.io', 'Spacelift', 'acme'],
    [
      'cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE',
      'Amazon Cognito user pool',
      'us-east-1_EXAMPLE',
    ],
    ['evil.example/x.okta.com', 'OIDC issuer', 'evil.example/x.okta.com'],
    ['okta.com.evil.example', 'OIDC issuer', 'okta.com.evil.example'],
    ['oidc.vercel.com/acme/more', 'OIDC issuer', 'oidc.vercel.com/acme/more'],
    ['', 'OIDC issuer', ''],
    ['__proto__', 'OIDC issuer', '__proto__'],
  ])('%s is %s of %s', (issuer, name, owner) => {
    const found = findIssuer(issuer);
    expect([found.kind.name, found.owner]).toEqual([name, owner]);
  });

  it('keeps the letter case of its path, where ids are', () => {
    expect(findIssuer('https://OIDC.circleci.com/org/AbC').address).toBe('oidc.circleci.com/org/AbC');
  });
});

describe('the table of issuers', () => {
  it('says for every shared issuer which claim must be tested, and how to read it', () => {
    const shared = ISSUER_KINDS.filter(({ sharing }) => sharing === 'shared');
    expect(shared.length).toBeGreaterThan(15);
    expect(
      shared.filter(({ tenantClaim, claims }) => tenantClaim === undefined || !claims.has(tenantClaim)),
    ).toEqual([]);
  });

  it('names the owner of every dedicated issuer by its address', () => {
    const dedicated = ISSUER_KINDS.filter(({ sharing }) => sharing === 'dedicated');
    const nameless = dedicated.filter(({ issuers }) =>
      issuers.some(
        (form) => !form.some(({ kind, value }) => kind === 'slot' && ['tenant', 'instance'].includes(value)),
      ),
    );
    expect(nameless).toEqual([]);
  });
});

describe('what each customer of a shared issuer may choose', () => {
  it.each(['token.actions.githubusercontent.com', 'gitlab.com', 'agent.buildkite.com'])(
    'never names the customer of %s',
    (issuer) => {
      const naming = [...findIssuer(issuer).kind.claims.keys()];
      expect(naming.filter((claim) => contextKey(`${issuer}:${claim}`).isChosen)).toEqual([]);
    },
  );
});
