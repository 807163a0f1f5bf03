/**
 * The table of identity providers: who issues tokens, and which claim tells one customer from another.
 *
 * A shared issuer serves every customer of its vendor from one address: without a test of the right claim, each
 * of them gets in. A dedicated issuer belongs to one customer, server or cluster, which its address names.
 * Since June 2025 IAM refuses to save trust in some shared issuers without such a test; older trust stands.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
import { type ClaimForm, claimForm } from './claim-form';

export interface IssuerKind {
  readonly name: string;
  readonly sharing: 'shared' | 'dedicated';
  /** forms of the issuer's host and path, without `https://` */
  readonly issuers: readonly ClaimForm[];
  /** of a shared issuer, the claim that must be tested: a claim's name, or an STS key with its prefix */
  readonly tenantClaim?: string;
  /** what each claim can pin down; a claim that is not here says nothing about the customer */
  readonly claims: ReadonlyMap<string, readonly ClaimForm[]>;
  /** names may carry an id, `NAME@ID`, which ends the name */
  readonly immutableIds: boolean;
  /** what the address of such an issuer does not tell */
  readonly caution?: string;
}

type Claims = Readonly<Record<string, readonly string[]>>;

const KUBERNETES: Claims = { sub: ['system:serviceaccount:{project}:'] };

/** Subjects can be customised per organization; of those we know the parts that name an owner or a repository. */
const GITHUB: Claims = {
  sub: [
    'repo:{tenant}/{project}:',
    'repository:{tenant}/{project}:',
    'repository_owner:{tenant}:',
    'repository_owner_id:{tenantId}:',
    'repository_id:{projectId}:',
    'enterprise:{tenant}:',
    'enterprise_id:{tenantId}:',
  ],
  repository: ['{tenant}/{project}'],
  repository_id: ['{projectId}'],
  repository_owner_id: ['{tenantId}'],
  enterprise_id: ['{tenantId}'],
};

const GITLAB: Claims = {
  sub: ['project_path:{tenant}/{project}:'],
  namespace_id: ['{tenantId}'],
  project_id: ['{projectId}'],
};

/** The first row that fits wins, so a special address stands before the general one. */
export const ISSUER_KINDS: readonly IssuerKind[] = [
  shared(
    'GitHub Actions',
    ['token.actions.githubusercontent.com', 'vstoken.actions.githubusercontent.com'],
    'sub',
    GITHUB,
  ),
  dedicated(
    'GitHub Enterprise',
    [
      'token.actions.githubusercontent.com/{instance}',
      'token.actions.{instance}.ghe.com',
      'github.com/enterprises/{instance}',
    ],
    GITHUB,
  ),
  dedicated('GitHub Enterprise Server', ['{instance}/_services/token'], GITHUB),
  shared('GitHub audit log', ['oidc-configuration.audit-log.githubusercontent.com'], 'sub', {
    sub: ['https://github.com/{tenant}'],
  }),
  shared('GitLab.com', ['gitlab.com'], 'sub', GITLAB),
  dedicated('GitLab', ['gitlab.{instance}'], GITLAB),
  // Public text disagrees on the order of the ids in its subjects, so a pattern over them pins nothing.
  dedicated(
    'Bitbucket Pipelines',
    ['api.bitbucket.org/2.0/workspaces/{tenant}/pipelines-config/identity/oidc'],
    {},
  ),
  dedicated('CircleCI', ['oidc.circleci.com/org/{tenant}'], {
    sub: ['org/{tenant}/project/{project}/'],
    'oidc.circleci.com/project-id': ['{projectId}'],
  }),
  shared('HCP Terraform', ['app.terraform.io', 'app.eu.terraform.io'], 'sub', {
    sub: ['organization:{tenant}:project:{project}:'],
  }),
  shared('Buildkite', ['agent.buildkite.com'], 'sub', {
    sub: ['organization:{tenant}:pipeline:{project}:'],
    organization_slug: ['{tenant}'],
    organization_id: ['{tenantId}'],
    pipeline_id: ['{projectId}'],
  }),
  shared('Vercel', ['oidc.vercel.com'], 'aud', {
    sub: ['owner:{tenant}:project:{project}:'],
    aud: ['https://vercel.com/{tenant}'],
  }),
  dedicated('Vercel', ['oidc.vercel.com/{tenant}'], { sub: ['owner:{tenant}:project:{project}:'] }),
  shared('Pulumi Cloud', ['api.pulumi.com/oidc', 'api.pulumi.com'], 'aud', {
    sub: ['pulumi:{product}:org:{tenant}:project:{project}:', 'pulumi:{product}:org:{tenant}:env:{project}:'],
    aud: ['aws:{tenant}', '{tenant}'],
  }),
  shared('Codefresh', ['oidc.codefresh.io'], 'sub', { sub: ['account:{tenant}:pipeline:{project}:'] }),
  shared('Scalr', ['scalr.io'], 'sub', { sub: ['account:{tenant}:environment:{project}:'] }),
  shared('DVC Studio', ['studio.datachain.ai/api'], 'sub', { sub: ['credentials:{tenant}/{project}'] }),
  shared('Upbound', ['proidc.upbound.io'], 'sub', { sub: ['mcp:{tenant}/{project}:', 'mcp:{tenant}:'] }),
  shared('Shisho Cloud', ['tokens.cloud.shisho.dev'], 'sub', { sub: ['job:{tenant}:'] }),
  shared('sandboxes.cloud', ['sandboxes.cloud'], 'aud', { aud: ['{tenant}'] }),
  shared(
    'IBM Turbonomic',
    [
      'rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7',
      'rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr',
      'rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg',
      'rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26',
      'oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb',
      'oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu',
    ],
    'sub',
    { sub: ['system:serviceaccount:{tenant}:'] },
  ),
  // One Microsoft tenant signs for Sentinel and Defender for Cloud of every customer; the session name tells them apart.
  shared(
    'Microsoft Sentinel and Defender for Cloud',
    ['sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d'],
    'sts:RoleSessionName',
    { 'sts:RoleSessionName': ['{tenant}'] },
  ),
  shared('env0', ['login.app.env0.com'], 'sub', { sub: ['{project}'] }),
  shared('Estuary', ['openid.estuary.dev', 'openid.estuary.dev/{plane}'], 'sub', { sub: ['{project}'] }),

  // The four that need no provider object in the account.
  shared('Amazon Cognito identity pool', ['cognito-identity.amazonaws.com'], 'aud', {
    aud: ['{tenant}'],
    sub: ['{project}'],
  }),
  shared('Google', ['accounts.google.com'], 'aud', {
    aud: ['{tenant}'],
    sub: ['{project}'],
    email: ['{project}'],
    'google/organization_number': ['{tenantId}'],
  }),
  shared('Facebook', ['graph.facebook.com'], 'app_id', { app_id: ['{tenant}'], id: ['{project}'] }),
  shared('Login with Amazon', ['www.amazon.com'], 'app_id', { app_id: ['{tenant}'], user_id: ['{project}'] }),

  {
    ...dedicated(
      'EKS cluster',
      [
        'oidc.eks.{region}.amazonaws.com/id/{tenant}',
        'oidc.eks.{region}.amazonaws.com.cn/id/{tenant}',
        'oidc-eks.{region}.api.aws/id/{tenant}',
      ],
      KUBERNETES,
    ),
    caution: 'the issuer does not tell which account the cluster is in',
  },
  dedicated(
    'GKE cluster',
    ['container.googleapis.com/v1/projects/{owner}/locations/{region}/clusters/{tenant}'],
    KUBERNETES,
  ),
  dedicated('AKS cluster', ['{region}.oic.prod-aks.azure.com/{owner}/{tenant}'], KUBERNETES),
  dedicated(
    'OpenShift cluster',
    ['rh-oidc.s3.us-east-1.amazonaws.com/{tenant}', 'oidc.op1.openshiftapps.com/{tenant}'],
    KUBERNETES,
  ),
  dedicated('Microsoft Entra', ['sts.windows.net/{tenant}', 'login.microsoftonline.com/{tenant}/v2.0'], {}),
  dedicated('Azure DevOps', ['vstoken.dev.azure.com/{tenant}'], { sub: ['sc://{organization}/{project}/'] }),
  dedicated('Amazon Cognito user pool', ['cognito-idp.{region}.amazonaws.com/{tenant}'], {}),
  dedicated('Firebase', ['securetoken.google.com/{tenant}'], {}),
  dedicated(
    'Okta',
    [
      '{tenant}.okta.com',
      '{tenant}.okta.com/oauth2/{server}',
      '{tenant}.oktapreview.com',
      '{tenant}.okta-emea.com',
    ],
    {},
  ),
  dedicated('Auth0', ['{tenant}.auth0.com'], {}),
  dedicated('OneLogin', ['{tenant}.onelogin.com/oidc/2'], {}),
  dedicated('Spacelift', ['{tenant}.app.spacelift.io', '{tenant}.app.us.spacelift.io'], {
    sub: ['space:{project}:'],
  }),
  dedicated('Harness', ['app.harness.io/ng/api/oidc/account/{tenant}'], {}),
];

/** An issuer that no row fits: taken for its owner's own server, whose subjects often follow a known form. */
export const UNKNOWN_ISSUER: IssuerKind = dedicated('OIDC issuer', [], {
  sub: ['project_path:{tenant}/{project}:', 'repo:{tenant}/{project}:', 'system:serviceaccount:{project}:'],
});

function shared(name: string, issuers: readonly string[], tenantClaim: string, claims: Claims): IssuerKind {
  return { ...kind(name, issuers, claims), sharing: 'shared', tenantClaim };
}

function dedicated(name: string, issuers: readonly string[], claims: Claims): IssuerKind {
  return { ...kind(name, issuers, claims), sharing: 'dedicated' };
}

function kind(name: string, issuers: readonly string[], claims: Claims): Omit<IssuerKind, 'sharing'> {
  return {
    name,
    issuers: issuers.map(claimForm),
    claims: new Map(Object.entries(claims).map(([claim, forms]) => [claim, forms.map(claimForm)])),
    immutableIds: claims === GITHUB,
  };
}
