/**
 * Random trust policies and random requests, drawn from one small world so that they often meet.
 */
import * as fc from 'fast-check';
import { roleArnIn } from '../../lib/model/arn';
import type { AssumeRequest } from '../../lib/model/assume-request';
import { accountIdIn, organizationIdIn, uniqueIdIn } from '../../lib/model/identifiers';
import type { OrganizationKnowledge } from '../../lib/model/organization';
import { parsePolicyDocument } from '../../lib/model/parse-policy-document';
import type { Principal } from '../../lib/model/principal';
import type { ResourceControlPolicy } from '../../lib/model/resource-control';
import { assumeCallOf } from '../../lib/policy/request/assume-call-of';
import type { TrustKnowledge } from '../../lib/trust/way';

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the test world is misspelt');
  return value;
}

export const ROLE_ARN = known(roleArnIn('arn:aws:iam::111122223333:role/app/Target'));

/** The role's tags, as an export has them. */
export const ROLE_TAGS = [{ Key: 'Team', Value: 'red' }];

/** The role, as requests have it. */
export const ENTERED = {
  role: ROLE_ARN,
  roleTags: new Map(ROLE_TAGS.map(({ Key, Value }) => [Key, Value])),
};

const OURS = known(accountIdIn('111122223333'));
const SIBLING = known(accountIdIn('222233334444'));
const STRANGER = known(accountIdIn('444455556666'));
const ORGANIZATION = known(organizationIdIn('o-exampleorg1'));
const ROLE_ID = known(uniqueIdIn('AROAEXAMPLEROLE00001'));
const LIVE_ID = known(uniqueIdIn('AROAEXAMPLEROLE00002'));
const USER_ID = known(uniqueIdIn('AIDAEXAMPLEUSER00001'));
const GITHUB = 'token.actions.githubusercontent.com';
const GITHUB_PROVIDER = `arn:aws:iam::${OURS}:oidc-provider/${GITHUB}`;
const SAML_PROVIDER = `arn:aws:iam::${OURS}:saml-provider/Corp`;
const ROLE = `arn:aws:iam::${STRANGER}:role/ops/Deploy`;
const SIBLING_ROLE = `arn:aws:iam::${SIBLING}:role/Admin`;
const USER = `arn:aws:iam::${STRANGER}:user/alice`;

/** Our organization of two accounts in two units. */
export const WORLD: OrganizationKnowledge = {
  organization: { id: ORGANIZATION, managementAccountId: OURS },
  accounts: new Map([
    [OURS, { id: OURS, paths: [`${ORGANIZATION}/r-abcd/ou-abcd-prod0001/`] }],
    [SIBLING, { id: SIBLING, paths: [`${ORGANIZATION}/r-abcd/ou-abcd-test0001/`] }],
  ]),
};

export const KNOWLEDGE: TrustKnowledge = {
  organization: WORLD,
  asOf: '2026-11-24T00:00:00Z',
  principalsByUniqueId: new Map([[LIVE_ID, SIBLING_ROLE]]),
};

const PRINCIPALS: readonly Principal[] = [
  { kind: 'role', arn: ROLE, account: STRANGER, uniqueId: ROLE_ID, sessionName: 'deploy-1' },
  { kind: 'role', arn: SIBLING_ROLE, account: SIBLING, uniqueId: LIVE_ID, sessionName: 'bob' },
  { kind: 'user', arn: USER, account: STRANGER, uniqueId: USER_ID },
  { kind: 'oidc', provider: GITHUB_PROVIDER, issuer: GITHUB },
  { kind: 'web-identity', issuer: 'cognito-identity.amazonaws.com' },
  { kind: 'saml', provider: SAML_PROVIDER },
  { kind: 'service', name: 'ec2.amazonaws.com' },
];

const ENTRIES = [
  { AWS: '*' },
  { AWS: STRANGER },
  { AWS: `arn:aws:iam::${STRANGER}:root` },
  { AWS: [ROLE, SIBLING_ROLE] },
  { AWS: USER },
  { AWS: `arn:aws:sts::${STRANGER}:assumed-role/Deploy/deploy-1` },
  { AWS: [ROLE_ID, LIVE_ID] },
  { AWS: [OURS, SIBLING], Service: 'ec2.amazonaws.com' },
  { AWS: `arn:aws:iam::${OURS}:user/*` },
  { AWS: [ROLE, STRANGER, '*'] },
  { Federated: GITHUB_PROVIDER },
  { Federated: [SAML_PROVIDER, 'cognito-identity.amazonaws.com'] },
  { Federated: '*' },
  { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
  { CanonicalUser: '79a59df900b949e55d96a1e698fbaced' },
] as const;

const ACTIONS = [
  'sts:AssumeRole',
  'sts:*',
  ['sts:AssumeRole', 'sts:TagSession'],
  ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'],
  'STS:assumerole*',
  'sts:TagSession',
] as const;

/** Keys, the values that policies test them for, and the values that requests carry. */
const KEYS: readonly { key: string; tested: readonly string[]; carried: readonly string[] }[] = [
  {
    key: 'sts:ExternalId',
    tested: ['agreed-secret', 'agreed-*', '12345'],
    carried: ['agreed-secret', '12345', 'other-id'],
  },
  {
    key: 'aws:PrincipalArn',
    tested: [
      ROLE,
      `arn:aws:iam::${STRANGER}:role/*`,
      'arn:aws:iam::*:role/Admin',
      `arn:aws:iam::${STRANGER}:root`,
    ],
    carried: [],
  },
  { key: 'aws:PrincipalAccount', tested: [OURS, STRANGER, '4*'], carried: [] },
  { key: 'aws:PrincipalOrgID', tested: [ORGANIZATION, 'o-foreignorg1', 'o-*'], carried: [] },
  {
    key: 'aws:PrincipalOrgPaths',
    tested: [
      `${ORGANIZATION}/*`,
      'o-foreignorg1/r-ffff/ou-ffff-ffff0001/*',
      `${ORGANIZATION}/r-abcd/ou-abcd-prod0001/`,
    ],
    carried: [],
  },
  {
    key: 'aws:userid',
    tested: [`${ROLE_ID}:*`, `${LIVE_ID}:*`, USER_ID, '*:deploy-1', STRANGER, '*:carol'],
    carried: [],
  },
  { key: 'aws:username', tested: ['alice', 'a*', 'mallory'], carried: [] },
  {
    key: 'aws:PrincipalTag/team',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    tested: ['red', 'r*', '${aws:PrincipalAccount}'],
    carried: ['red', 'blue'],
  },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
  { key: 'aws:RequestTag/team', tested: ['red', '${aws:PrincipalTag/team}'], carried: ['red', 'blue'] },
  { key: 'sts:SourceIdentity', tested: ['alice', 'a*'], carried: ['alice', 'bob'] },
  { key: 'aws:SourceIdentity', tested: ['alice', 'a*'], carried: ['alice', 'bob'] },
  { key: 'sts:TransitiveTagKeys', tested: ['team', 'c*'], carried: ['team'] },
  { key: 'aws:PrincipalType', tested: ['AssumedRole', 'User', '*'], carried: [] },
  { key: 'aws:TagKeys', tested: ['team', 'cost'], carried: ['team', 'cost'] },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
  { key: 'sts:RoleSessionName', tested: ['${aws:username}', 'ci-*', 'alice'], carried: ['alice', 'ci-7'] },
  { key: 'aws:SourceVpc', tested: ['vpc-11112222', 'vpc-1*'], carried: ['vpc-11112222', 'vpc-33334444'] },
  { key: 'aws:SourceAccount', tested: [OURS], carried: [] },
  {
    key: `${GITHUB}:sub`,
    tested: ['repo:acme/app:*', 'repo:acme/app:ref:refs/heads/main', '*'],
    carried: ['repo:acme/app:ref:refs/heads/main', 'repo:evil/app:pull_request'],
  },
  { key: `${GITHUB}:aud`, tested: ['sts.amazonaws.com'], carried: ['sts.amazonaws.com'] },
];

const TEXT_OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'ArnLike',
  'ArnNotEquals',
];

const textCondition = fc
  .record({
    row: fc.constantFrom(...KEYS),
    set: fc.constantFrom('', '', 'ForAnyValue:', 'ForAllValues:'),
    operator: fc.constantFrom(...TEXT_OPERATORS),
    ifExists: fc.constantFrom('', '', 'IfExists'),
  })
  .chain(({ row, set, operator, ifExists }) =>
    fc
      .uniqueArray(fc.constantFrom(...row.tested), { minLength: 1, maxLength: 2 })
      .map((values) => ({ operator: `${set}${operator}${ifExists}`, key: row.key, values })),
  );

const otherCondition = fc.constantFrom(
  { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
  { operator: 'BoolIfExists', key: 'aws:MultiFactorAuthPresent', values: ['false'] },
  { operator: 'NumericLessThan', key: 'aws:MultiFactorAuthAge', values: ['3600'] },
  { operator: 'IpAddress', key: 'aws:SourceIp', values: ['203.0.113.0/24', '2001:db8::/32'] },
  { operator: 'NotIpAddressIfExists', key: 'aws:SourceIp', values: ['203.0.113.0/25'] },
  { operator: 'DateLessThan', key: 'aws:CurrentTime', values: ['2027-01-01T00:00:00Z'] },
  { operator: 'DateGreaterThan', key: 'aws:CurrentTime', values: ['2020-01-01T00:00:00Z'] },
  { operator: 'Null', key: 'sts:ExternalId', values: ['false'] },
  { operator: 'Null', key: 'aws:TokenIssueTime', values: ['true'] },
  { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] },
  // operators of one form on keys that hold any text
  { operator: 'Bool', key: 'aws:PrincipalTag/team', values: ['true'] },
  { operator: 'NumericLessThanIfExists', key: 'sts:RoleSessionName', values: ['100'] },
  { operator: 'DateGreaterThanEquals', key: 'aws:RequestTag/team', values: ['2026-01-01'] },
  { operator: 'NumericNotEquals', key: 'aws:PrincipalAccount', values: [STRANGER] },
  { operator: 'DateLessThanIfExists', key: 'aws:CurrentTime', values: ['2020-01-01T00:00:00Z'] },
  { operator: 'Null', key: 'aws:RequestTag/team', values: ['false'] },
  { operator: 'Bool', key: 'aws:ViaAWSService', values: ['false'] },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
  { operator: 'StringEquals', key: 'aws:ResourceOrgID', values: ['${aws:PrincipalOrgID}'] },
);

export interface RandomStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** What resource control policies test of the role, and how they compare the caller with it. */
const roleCondition = fc.constantFrom(
  { operator: 'StringEquals', key: 'aws:ResourceAccount', values: [OURS] },
  { operator: 'StringNotEquals', key: 'aws:ResourceAccount', values: [OURS, SIBLING] },
  { operator: 'StringNotEqualsIfExists', key: 'aws:ResourceTag/team', values: ['red'] },
  { operator: 'StringLike', key: 'iam:ResourceTag/team', values: ['b*', 'r*'] },
  { operator: 'Null', key: 'aws:ResourceTag/exempt', values: ['true'] },
  { operator: 'ForAnyValue:StringLike', key: 'aws:ResourceOrgPaths', values: [`${ORGANIZATION}/*`] },
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: variables of the policy language
  { operator: 'StringNotEqualsIfExists', key: 'aws:PrincipalOrgID', values: ['${aws:ResourceOrgID}'] },
  { operator: 'StringNotEquals', key: 'aws:PrincipalAccount', values: ['${aws:ResourceAccount}', STRANGER] },
  { operator: 'StringNotLike', key: 'aws:PrincipalArn', values: ['arn:aws:iam::${aws:ResourceAccount}:*'] },
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: variables of the policy language
  { operator: 'BoolIfExists', key: 'aws:PrincipalIsAWSService', values: ['false'] },
  { operator: 'StringNotEqualsIfExists', key: 'aws:PrincipalOrgID', values: [ORGANIZATION] },
  { operator: 'StringEquals', key: 'aws:FederatedProvider', values: ['cognito-identity.amazonaws.com'] },
);

function blockOf(rows: readonly { operator: string; key: string; values: readonly string[] }[]): Block {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of rows) block[operator] = { ...block[operator], [key]: values };
  return block;
}

type Block = RandomStatement['Condition'];

/** A resource control policy of up to two denies. */
export const randomControl: fc.Arbitrary<ResourceControlPolicy> = fc
  .array(
    fc
      .record({
        Action: fc.constantFrom(...ACTIONS),
        about: fc.oneof(
          { weight: 4, arbitrary: fc.constant({ Resource: '*' }) },
          {
            weight: 1,
            arbitrary: fc.constantFrom(
              { Resource: ['arn:aws:iam::*:role/app/*'] },
              { Resource: 'arn:aws:iam::111122223333:role/Other' },
              { Resource: 'arn:aws:iam*' },
              { NotResource: ROLE_ARN },
            ),
          },
        ),
        rows: fc.array(fc.oneof(roleCondition, textCondition, otherCondition), { maxLength: 4 }),
      })
      .map(({ Action, about, rows }) => ({
        Effect: 'Deny',
        Principal: '*',
        Action,
        ...about,
        Condition: blockOf(rows),
      })),
    { minLength: 1, maxLength: 2 },
  )
  .map((statements) => {
    const parsed = parsePolicyDocument({ Version: '2012-10-17', Statement: statements }, 'test');
    if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
    return { id: 'p-random', name: 'random', document: parsed.value };
  });

/** A statement; conditions on one operator and key are drawn once. */
export function randomStatement(effect: 'Allow' | 'Deny'): fc.Arbitrary<RandomStatement> {
  return fc.record({
    Effect: fc.constant(effect),
    Principal: fc.oneof(
      { weight: 1, arbitrary: fc.constant('*' as const) },
      { weight: 9, arbitrary: fc.constantFrom(...ENTRIES) },
    ),
    Action: fc.constantFrom(...ACTIONS),
    Condition: fc.array(fc.oneof(textCondition, otherCondition), { maxLength: 3 }).map(blockOf),
  });
}

/** One to three Allows and up to two Denies. */
export const randomStatements = fc
  .tuple(
    fc.array(randomStatement('Allow'), { minLength: 1, maxLength: 3 }),
    fc.array(randomStatement('Deny'), { maxLength: 2 }),
  )
  .map(([allows, denies]) => [...allows, ...denies]);

/** A request as AWS could see it: only keys that such a call carries. */
export const randomRequest: fc.Arbitrary<AssumeRequest> = fc
  .record({
    principal: fc.constantFrom(...PRINCIPALS),
    values: fc.tuple(
      ...KEYS.map(({ carried }) =>
        fc.option(fc.constantFrom(...carried, undefined), { nil: undefined, freq: 2 }),
      ),
    ),
    hasOrganization: fc.boolean(),
    mfa: fc.constantFrom('true', 'false', undefined),
    address: fc.constantFrom('203.0.113.9', '203.0.113.200', '2001:db8::7', '198.51.100.1', undefined),
    time: fc.constantFrom('2026-11-25T00:00:00Z', '2027-06-01T00:00:00Z'),
  })
  .map(({ principal, values, hasOrganization, mfa, address, time }) => {
    const context = new Map<string, readonly string[]>([
      ['aws:CurrentTime', [time]],
      ['aws:SecureTransport', ['true']],
    ]);
    const isAccount = 'account' in principal;
    if (mfa !== undefined && isAccount) {
      context.set('aws:MultiFactorAuthPresent', [mfa]);
      if (mfa === 'true') context.set('aws:MultiFactorAuthAge', ['120']);
    }
    if (isAccount) context.set('aws:ViaAWSService', ['false']);
    if (principal.kind === 'role') context.set('aws:TokenIssueTime', ['2026-11-24T12:00:00Z']);
    if (hasOrganization && isAccount && principal.account === STRANGER) {
      context.set('aws:PrincipalOrgID', ['o-foreignorg1']);
      context.set('aws:PrincipalOrgPaths', ['o-foreignorg1/r-ffff/ou-ffff-ffff0001/']);
    }
    if (address !== undefined) context.set('aws:SourceIp', [address]);
    KEYS.forEach(({ key }, at) => {
      const value = values[at];
      if (value !== undefined && carries(principal, key)) context.set(key, [value]);
    });
    if (!context.has('sts:RoleSessionName')) context.set('sts:RoleSessionName', ['some-session']);
    if (principal.kind === 'oidc') {
      context.set(`${GITHUB}:aud`, ['sts.amazonaws.com']);
      if (!context.has(`${GITHUB}:sub`)) context.set(`${GITHUB}:sub`, ['repo:other/app:pull_request']);
    }
    return { call: assumeCallOf(principal.kind), ...ENTERED, principal, context };
  });

function carries(principal: Principal, key: string): boolean {
  const isAccount = 'account' in principal;
  if (key.startsWith(GITHUB)) return principal.kind === 'oidc';
  if (key.startsWith('aws:PrincipalTag/')) return isAccount;
  if (key === 'aws:SourceIdentity') return principal.kind === 'role';
  return key !== 'sts:ExternalId' || assumeCallOf(principal.kind) === 'AssumeRole';
}
