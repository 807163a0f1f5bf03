/**
 * IAM users, groups, customer-managed policies, and the identity providers of each account.
 */
import { uniqueIdOf } from './chance.mjs';
import { ACCOUNT } from './company.mjs';
import { buckets, permit, READ_ONLY } from './permissions.mjs';
import { CORPORATE_IDP, EKS_DEV, EKS_PROD, GITHUB, GITLAB, IDENTITY_CENTER, TERRAFORM } from './trust.mjs';

function user(account, fullName, rest = {}) {
  const name = fullName.slice(fullName.lastIndexOf('/') + 1);
  return {
    account,
    name,
    path: `/${fullName.slice(0, -name.length)}`,
    arn: `arn:aws:iam::${account}:user/${fullName}`,
    id: uniqueIdOf('AIDA', account, fullName),
    groups: [],
    inline: {},
    ...rest,
  };
}

export const USERS = [
  user(ACCOUNT.security, 'dana', { groups: ['responders'] }),
  user(ACCOUNT.prodEdge, 'edge-publisher', {
    inline: { Publish: permit([['s3:PutObject'], buckets('meridian-edge')]) },
  }),
  user(ACCOUNT.sandbox, 'students/rosa', { inline: { EnterLab: permit([['sts:AssumeRole']]) } }),
];

export const GROUPS = [{ account: ACCOUNT.security, name: 'responders', attached: [READ_ONLY] }];

/** Customer-managed policies. */
export const POLICIES = [
  {
    account: ACCOUNT.devData,
    name: 'DevBoundary',
    document: permit([['s3:*', 'logs:*', 'sagemaker:*']]),
  },
  {
    account: ACCOUNT.devData,
    name: 'NotebookAccess',
    document: permit([['s3:GetObject', 's3:ListBucket', 'sagemaker:*', 'iam:PassRole']]),
  },
];

/** Names of SAML providers by account. */
export const SAML_PROVIDERS = new Map([
  [ACCOUNT.management, [IDENTITY_CENTER]],
  [ACCOUNT.security, [IDENTITY_CENTER]],
  [ACCOUNT.tooling, [IDENTITY_CENTER]],
  [ACCOUNT.prodApps, [CORPORATE_IDP, IDENTITY_CENTER]],
  [ACCOUNT.prodData, [CORPORATE_IDP, IDENTITY_CENTER]],
  [ACCOUNT.devApps, [IDENTITY_CENTER]],
]);

/** OIDC issuers by account, each with the audiences that its provider accepts. */
export const OIDC_PROVIDERS = new Map([
  [
    ACCOUNT.tooling,
    [
      [GITHUB, 'sts.amazonaws.com'],
      [GITLAB, 'https://gitlab.com'],
      [TERRAFORM, 'aws.workload.identity'],
    ],
  ],
  [ACCOUNT.prodApps, [[EKS_PROD, 'sts.amazonaws.com']]],
  [ACCOUNT.prodData, [[GITHUB, 'sts.amazonaws.com']]],
  [
    ACCOUNT.devApps,
    [
      [GITHUB, 'sts.amazonaws.com'],
      [EKS_DEV, 'sts.amazonaws.com'],
    ],
  ],
  [ACCOUNT.sandbox, [[GITLAB, 'https://gitlab.com']]],
]);
