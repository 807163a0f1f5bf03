/**
 * Trust policies in few words: who may call, under which condition.
 */
import { ORGANIZATION } from './company.mjs';

export const GITHUB = 'token.actions.githubusercontent.com';
export const GITLAB = 'gitlab.com';
export const TERRAFORM = 'app.terraform.io';
export const COGNITO = 'cognito-identity.amazonaws.com';
export const EKS_PROD = 'oidc.eks.eu-west-1.amazonaws.com/id/3F9A1C0D5E7B42869D10EXAMPLEPROD0';
export const EKS_DEV = 'oidc.eks.eu-west-1.amazonaws.com/id/8B27D4E6F0A1935C4E88EXAMPLEDEV00';
export const SIGN_IN = 'https://signin.aws.amazon.com/saml';

/** Name of the SAML provider that Identity Center keeps in each account it serves. */
export const IDENTITY_CENTER = 'AWSSSO_3f9c2b7a1d8e4560_DO_NOT_DELETE';
export const CORPORATE_IDP = 'CorporateIdP';

export const roleArn = (account, path) => `arn:aws:iam::${account}:role/${path}`;
export const rootArn = (account) => `arn:aws:iam::${account}:root`;
export const oidcArn = (account, issuer) => `arn:aws:iam::${account}:oidc-provider/${issuer}`;
export const samlArn = (account, name) => `arn:aws:iam::${account}:saml-provider/${name}`;

/** A whole trust policy. */
export function trust(...Statement) {
  return { Version: '2012-10-17', Statement };
}

/** One Allow for AWS principals: one or a list of ARNs, account ids, unique ids or `*`. */
export function byAws(principal, Condition) {
  return allow({ AWS: principal }, 'sts:AssumeRole', Condition);
}

/** One Allow for AWS services, such as `lambda` for `lambda.amazonaws.com`. */
export function byService(names, Condition) {
  const hosts = [names].flat().map((name) => `${name}.amazonaws.com`);
  return allow({ Service: hosts.length === 1 ? hosts[0] : hosts }, 'sts:AssumeRole', Condition);
}

/** One Allow for the tokens of an OIDC provider; `claims` maps operator to claim to value. */
export function byOidc(account, issuer, claims) {
  const conditions = Object.entries(claims).map(([operator, tests]) => [
    operator,
    Object.fromEntries(Object.entries(tests).map(([claim, value]) => [`${issuer}:${claim}`, value])),
  ]);
  const principal = { Federated: issuer === COGNITO ? COGNITO : oidcArn(account, issuer) };
  return allow(principal, 'sts:AssumeRoleWithWebIdentity', Object.fromEntries(conditions));
}

/** One Allow for the assertions of a SAML provider. */
export function bySaml(account, provider, Condition) {
  return allow({ Federated: samlArn(account, provider) }, 'sts:AssumeRoleWithSAML', Condition);
}

/** One Allow for certificates that IAM Roles Anywhere has checked. */
export function byCertificate(Condition) {
  const actions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
  return allow({ Service: 'rolesanywhere.amazonaws.com' }, actions, Condition);
}

export const externalId = (id) => ({ StringEquals: { 'sts:ExternalId': id } });
export const ourOrganization = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } };
export const withMfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

function allow(Principal, Action, Condition) {
  return { Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) };
}
