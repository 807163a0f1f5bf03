/** Made-up principals for the policy tests: one of every kind, all of partition `aws` unless said otherwise. */
import type { RoleArn } from '../../lib/model/arn';
import type { AccountId, UniqueId } from '../../lib/model/identifiers';
import type { Principal } from '../../lib/model/principal';

export const OWN = '111122223333' as AccountId;
export const VENDOR = '444455556666' as AccountId;
export const STRANGER = '777788889999' as AccountId;

/** The role that everybody wants to enter. */
export const ROLE = 'arn:aws:iam::111122223333:role/app/Target' as RoleArn;

export const OIDC_PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
export const SAML_PROVIDER = 'arn:aws:iam::111122223333:saml-provider/Corp';

export const vendorRole = {
  kind: 'role',
  arn: 'arn:aws:iam::444455556666:role/ops/Deploy',
  account: VENDOR,
  uniqueId: 'AROAVENDORDEPLOY' as UniqueId,
  sessionName: 'run-7',
} satisfies Principal;

export const ownRole = {
  kind: 'role',
  arn: 'arn:aws:iam::111122223333:role/Builder',
  account: OWN,
  uniqueId: 'AROAOWNBUILDER' as UniqueId,
  sessionName: 'alice',
} satisfies Principal;

export const ownUser = {
  kind: 'user',
  arn: 'arn:aws:iam::111122223333:user/people/alice',
  account: OWN,
  uniqueId: 'AIDAOWNALICE' as UniqueId,
} satisfies Principal;

export const vendorRoot = { kind: 'root', account: VENDOR, partition: 'aws' } satisfies Principal;

export const vendorFederated = {
  kind: 'federated-user',
  arn: 'arn:aws:sts::444455556666:federated-user/bob',
  account: VENDOR,
} satisfies Principal;

export const github = {
  kind: 'oidc',
  provider: OIDC_PROVIDER,
  issuer: 'token.actions.githubusercontent.com',
} satisfies Principal;

export const cognito = { kind: 'web-identity', issuer: 'cognito-identity.amazonaws.com' } satisfies Principal;
export const saml = { kind: 'saml', provider: SAML_PROVIDER } satisfies Principal;
export const lambda = { kind: 'service', name: 'lambda.amazonaws.com' } satisfies Principal;

export const EVERY_KIND: readonly Principal[] = [
  vendorRole,
  ownUser,
  vendorRoot,
  vendorFederated,
  github,
  cognito,
  saml,
  lambda,
];
