/**
 * Every remedy that writes a policy works: the trust as remedied, judged again, no longer trips the rule.
 */
import { analyse, judgeInventory } from '../../../lib/app/analyse';
import { EMPTY_HISTORY } from '../../../lib/history/history';
import type { Finding } from '../../../lib/model/finding';
import { organizationIdIn, uniqueIdIn } from '../../../lib/model/identifiers';
import type { Inventory } from '../../../lib/model/inventory';
import { parsePolicyDocument } from '../../../lib/model/parse-policy-document';
import type { Role } from '../../../lib/model/role';
import {
  AS_OF,
  arnOf,
  DATADOG,
  GITHUB,
  MANAGEMENT,
  OURS,
  QUBOLE,
  STRANGER,
} from '../../support/graph-builder';

type Json = Readonly<Record<string, unknown>>;

const VENDOR = { AWS: `arn:aws:iam::${DATADOG}:root` };
const CI = { Federated: `arn:aws:iam::${OURS}:oidc-provider/${GITHUB}` };
const SAML = { Federated: `arn:aws:iam::${OURS}:saml-provider/Okta` };
const GONE = `arn:aws:iam::${OURS}:oidc-provider/gitlab.com`;
const COGNITO = { Federated: 'cognito-identity.amazonaws.com' };
const AUDIENCE = { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } };

/** Rules that would say of a remedy that it shuts everybody out, or cannot be judged. */
const BROKEN = ['trust-never-true', 'trust-undecided'];

describe('a trust policy as remedied', () => {
  it.each<[string, string, readonly Json[]]>([
    ['anyone-can-enter', 'an open role', [allow({ AWS: '*' })]],
    ['unknown-account-trusted', 'a stranger beside a vendor', [allow({ AWS: [STRANGER, DATADOG] })]],
    ['external-id-missing', 'a vendor', [allow(VENDOR)]],
    ['external-id-missing', 'two vendors in one statement', [allow({ AWS: [DATADOG, QUBOLE] })]],
    [
      'external-id-weak',
      'an id that may be left out',
      [allow(VENDOR, { StringEqualsIfExists: { 'sts:ExternalId': 'k7-prod-88-long-enough' } })],
    ],
    ['external-id-weak', 'a wildcard', [allow(VENDOR, { StringLike: { 'sts:externalid': '*' } })]],
    ['oidc-tenant-open', 'no subject', [allow(CI, AUDIENCE)]],
    ['oidc-organization-wide', 'an organization', [allow(CI, subject('repo:acme/*'))]],
    ['oidc-lookalike-pattern', 'a look-alike', [allow(CI, subject('repo:acme*'))]],
    [
      'oidc-audience-missing',
      'no audience',
      [allow(CI, { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/app:*' } })],
    ],
    ['cognito-any-pool', 'any pool', [allow(COGNITO)]],
    [
      'cognito-guests',
      'guests of a pool',
      [allow(COGNITO, { StringEquals: { [`${COGNITO.Federated}:aud`]: 'eu-west-1:0a1b' } })],
    ],
    ['saml-audience-missing', 'no recipient', [allow(SAML)]],
    [
      'mfa-not-enforced',
      'MFA if there is any',
      [allow({ AWS: STRANGER }, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })],
    ],
    ['whole-account-trusted', 'an account', [allow(VENDOR)]],
    ['deleted-principal', 'an id that is gone', [allow({ AWS: ['AROAEXAMPLEGONE1234', DATADOG] })]],
    [
      'identity-provider-missing',
      'a provider beside one that is there',
      [allow({ Federated: [CI.Federated, GONE] })],
    ],
    ['trust-unused', 'a vendor that never came, beside our own', [allow({ AWS: [DATADOG, OURS] })]],
  ])('no longer trips %s: %s', (rule, _, statements) => {
    const [found, ...others] = findingsOf(statements).filter((finding) => finding.rule === rule);
    if (found === undefined) throw new Error(`${rule} was not found`);
    const remedied = applied(found.remedy, statements);
    const after = findingsOf(remedied);
    const still = after.filter((finding) => finding.rule === rule);
    expect(still.map(({ party }) => party)).toEqual(others.map(({ party }) => party));
    expect(after.filter((finding) => BROKEN.includes(finding.rule))).toEqual([]);
    expect(remedied).not.toEqual(statements);
  });
});

function allow(principal: Json, condition?: Json): Json {
  const isFederated = 'Federated' in principal;
  const call = isFederated ? (principal === SAML ? 'WithSAML' : 'WithWebIdentity') : '';
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: `sts:AssumeRole${call}`,
    ...(condition && { Condition: condition }),
  };
}

function subject(pattern: string): Json {
  return { ...AUDIENCE, StringLike: { [`${GITHUB}:sub`]: pattern } };
}

function findingsOf(statements: readonly Json[]): readonly Finding[] {
  const judged = judgeInventory(inventoryOf(statements), undefined, AS_OF);
  return analyse(judged, { uses: [] }, EMPTY_HISTORY).findings;
}

/** Does what the remedy says, with something credible in place of each blank. */
function applied(remedy: string, statements: readonly Json[]): readonly Json[] {
  const policy = new Map<string, readonly unknown[]>(statements.map((one, index) => [String(index), [one]]));
  for (const [, name] of remedy.matchAll(/^Delete statement "(.*?)"/gm)) policy.set(name ?? '', []);
  for (const [, name, json] of remedy.matchAll(
    /^Replace statement "(.*?)" .*:\n([[{]\n[\s\S]*?\n[\]}])$/gm,
  )) {
    policy.set(name ?? '', [JSON.parse((json ?? '').replace(/<[^<>]*>/g, 'b7Qm2xZk9TfW4sLd'))].flat());
  }
  return [...policy.values()].flat() as Json[];
}

function inventoryOf(statements: readonly Json[]): Inventory {
  const trust = parsePolicyDocument({ Version: '2012-10-17', Statement: statements }, 'test');
  if (trust.kind === 'problem') throw new Error(trust.problem.message);
  const admin = parsePolicyDocument(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    'test',
  );
  if (admin.kind === 'problem') throw new Error(admin.problem.message);
  const uniqueId = uniqueIdIn('AROAEXAMPLEENTRY0001');
  const role: Role = {
    arn: arnOf(),
    account: OURS,
    path: '/',
    name: 'Entry',
    ...(uniqueId && { uniqueId }),
    trust: { kind: 'policy', document: trust.value },
    permissions: { inline: [{ name: 'Admin', document: admin.value }], attached: [] },
    tags: new Map(),
    lastUsed: 'never',
    created: '2026-01-01T00:00:00Z',
  };
  const organization = organizationIdIn('o-exampleorg1');
  const reading = { state: 'read', usersRead: true, providersRead: true } as const;
  return {
    ...(organization && { organization: { id: organization, managementAccountId: MANAGEMENT } }),
    accounts: new Map([OURS, MANAGEMENT].map((id) => [id, { id }])),
    tree: new Map(),
    organizationPolicies: [],
    roles: new Map([[role.arn, role]]),
    users: [],
    managedPolicies: new Map(),
    providers: new Map([
      [CI.Federated, { kind: 'oidc', arn: CI.Federated, account: OURS, issuer: GITHUB }],
      [SAML.Federated, { kind: 'saml', arn: SAML.Federated, account: OURS }],
    ]),
    read: new Map([OURS, MANAGEMENT].map((id) => [id, reading])),
    problems: [],
    unrecognised: [],
  };
}
