/**
 * Which claims of a web identity token become condition keys.
 *
 * Only mapped claims do, whatever else the token holds: a test of any other claim meets an absent key. Every issuer
 * has the common ones; a few shared issuers have more, and two of the built-in providers have only their own.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
import type { GuardKind } from '../model/guard';

export interface Claim {
  readonly guard: GuardKind;
  readonly presence: 'always' | 'sometimes';
  readonly multivalued?: true;
  /**
   * the issuer serves everybody, and each of its customers has tokens with whatever value it likes. Not said of an
   * audience, which tells for whom a token is made and never whose it is
   */
  readonly chosen?: true;
}

const audience: Claim = { guard: 'audience', presence: 'always' };
const someAudience: Claim = { guard: 'audience', presence: 'sometimes' };
const subject: Claim = { guard: 'subject', presence: 'always' };
const someSubject: Claim = { guard: 'subject', presence: 'sometimes' };
const detail: Claim = { guard: 'other', presence: 'sometimes' };
const chosenSubject: Claim = { ...someSubject, chosen: true };
const chosenDetail: Claim = { ...detail, chosen: true };
const authenticationMethods: Claim = { guard: 'other', presence: 'sometimes', multivalued: true };

type Claims = Readonly<Record<string, Claim>>;

const COMMON: Claims = {
  aud: audience,
  sub: subject,
  oaud: someAudience,
  email: someSubject,
  amr: authenticationMethods,
};

/** `repository_owner`, the name, is not mapped; its id is. */
const GITHUB: Claims = {
  ...COMMON,
  actor: someSubject,
  actor_id: someSubject,
  enterprise_id: someSubject,
  environment: someSubject,
  job_workflow_ref: someSubject,
  ref: someSubject,
  repository: someSubject,
  repository_id: someSubject,
  repository_owner_id: someSubject,
  workflow: someSubject,
};

/** Where one address serves every customer, each names its own branches, environments and workflows. */
const GITHUB_COM: Claims = {
  ...GITHUB,
  environment: chosenSubject,
  ref: chosenSubject,
  workflow: chosenSubject,
};

const GITLAB: Claims = {
  ...COMMON,
  namespace_id: someSubject,
  project_id: someSubject,
  user_email: someSubject,
  user_id: someSubject,
  user_login: someSubject,
  pipeline_source: chosenDetail,
  ref_protected: chosenDetail,
  runner_environment: chosenDetail,
  user_access_level: chosenDetail,
};

const BUILDKITE: Claims = {
  ...COMMON,
  build_branch: chosenSubject,
  cluster_id: someSubject,
  cluster_name: chosenSubject,
  organization_id: someSubject,
  organization_slug: someSubject,
  pipeline_id: someSubject,
  pipeline_slug: chosenSubject,
};

const CIRCLECI: Claims = { ...COMMON, 'oidc.circleci.com/project-id': someSubject };
const ORACLE: Claims = { ...COMMON, rpst_id: someSubject };
const GOOGLE: Claims = { ...COMMON, 'google/organization_number': someSubject };
const COGNITO: Claims = {
  aud: audience,
  sub: subject,
  amr: { ...authenticationMethods, presence: 'always' },
};
const FACEBOOK: Claims = { app_id: audience, id: subject };
const AMAZON: Claims = { app_id: audience, user_id: subject };

/** Issuers with claims of their own: by exact host, or by the beginning and end of host and path. */
const ISSUERS: readonly { readonly starts: string; readonly ends: string; readonly claims: Claims }[] = [
  {
    starts: 'token.actions.githubusercontent.com',
    ends: 'token.actions.githubusercontent.com',
    claims: GITHUB_COM,
  },
  { starts: 'token.actions.githubusercontent.com/', ends: '', claims: GITHUB },
  { starts: 'token.actions.', ends: '.ghe.com', claims: GITHUB },
  { starts: 'github.com/enterprises/', ends: '', claims: GITHUB },
  { starts: 'gitlab.com', ends: 'gitlab.com', claims: GITLAB },
  { starts: 'agent.buildkite.com', ends: 'agent.buildkite.com', claims: BUILDKITE },
  { starts: 'agent.', ends: '.buildkite.dev', claims: BUILDKITE },
  { starts: 'agent.', ends: '.buildkite.site', claims: BUILDKITE },
  { starts: 'oidc.circleci.com/org/', ends: '', claims: CIRCLECI },
  { starts: 'idcs-', ends: '.identity.oraclecloud.com', claims: ORACLE },
];

/** Providers that need no provider object. Their keys also travel with the sessions that they open. */
const BUILT_IN: ReadonlyMap<string, Claims> = new Map([
  ['accounts.google.com', GOOGLE],
  ['cognito-identity.amazonaws.com', COGNITO],
  ['graph.facebook.com', FACEBOOK],
  ['www.amazon.com', AMAZON],
]);

/** Whether IAM knows the issuer without a provider object. */
export function isBuiltInIssuer(issuer: string): boolean {
  return BUILT_IN.has(issuer.toLowerCase());
}

/**
 * The claim behind a condition key.
 *
 * @param issuer host and path, in any letter case
 * @param claim  what follows the issuer and a colon
 * @returns undefined where the claim is not mapped, so that no request carries the key
 */
export function claimOfIssuer(issuer: string, claim: string): Claim | undefined {
  const claims = claimsOfIssuer(issuer.toLowerCase());
  const name = claim.toLowerCase();
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

function claimsOfIssuer(issuer: string): Claims {
  const row = ISSUERS.find(({ starts, ends }) => issuer.startsWith(starts) && issuer.endsWith(ends));
  return BUILT_IN.get(issuer) ?? row?.claims ?? COMMON;
}
