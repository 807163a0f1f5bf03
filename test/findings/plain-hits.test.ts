/**
 * One plain hit of each rule in full: its title, and the evidence that stands under it.
 */
import type { Rule } from '../../lib/findings/rule';
import { anyoneCanEnter } from '../../lib/findings/rules/anyone-can-enter';
import { cognitoAnyPool } from '../../lib/findings/rules/cognito-any-pool';
import { coverageGap } from '../../lib/findings/rules/coverage-gap';
import { deletedPrincipal } from '../../lib/findings/rules/deleted-principal';
import { externalIdMissing } from '../../lib/findings/rules/external-id-missing';
import { externalIdWeak } from '../../lib/findings/rules/external-id-weak';
import { mfaNotEnforced } from '../../lib/findings/rules/mfa-not-enforced';
import { oidcAudienceMissing } from '../../lib/findings/rules/oidc-audience-missing';
import { oidcLookalikePattern } from '../../lib/findings/rules/oidc-lookalike-pattern';
import { oidcOrganizationWide } from '../../lib/findings/rules/oidc-organization-wide';
import { oidcTenantOpen } from '../../lib/findings/rules/oidc-tenant-open';
import { rolesAnywhereAnyCertificate } from '../../lib/findings/rules/roles-anywhere-any-certificate';
import { samlAudienceMissing } from '../../lib/findings/rules/saml-audience-missing';
import { trustDormant } from '../../lib/findings/rules/trust-dormant';
import { trustNeverTrue } from '../../lib/findings/rules/trust-never-true';
import { trustUndecided } from '../../lib/findings/rules/trust-undecided';
import { trustUnused } from '../../lib/findings/rules/trust-unused';
import { unknownAccountTrusted } from '../../lib/findings/rules/unknown-account-trusted';
import { useNotPermittedNow } from '../../lib/findings/rules/use-not-permitted-now';
import { wholeAccountTrusted } from '../../lib/findings/rules/whole-account-trusted';
import { problemOf } from '../../lib/model/problem';
import {
  byAccount,
  byGitHub,
  byOidc,
  externalId,
  type GraphSpec,
  graphOf,
  guard,
  MANAGEMENT,
  OURS,
  type RoleSpec,
  STRANGER,
} from '../support/graph-builder';
import { hitsOf } from '../support/rule-hits';

const VENDOR = { caller: byAccount(), party: 'vendor:datadog' };
const GITHUB_PARTY = 'oidc:github/acme';
const COGNITO = {
  caller: { kind: 'web-identity', issuer: 'cognito-identity.amazonaws.com', subjects: [] },
  party: 'Cognito',
} as const;
const WEAK_MFA = guard('mfa', 'aws:MultiFactorAuthPresent', ['true'], { strength: 'weak' });
const NEVER = { kind: 'never-true', statement: 'Ci', message: 'a literal star' } as const;

const TIER = { tier: 'admin', because: 'the test says so' };
const USE = { count: 1, networks: '203.0.113.7', firstEvent: 'event-203.0.113.7' };

const IN_ROLES: readonly [rule: Rule, role: RoleSpec, title: string, evidence: readonly object[]][] = [
  [
    anyoneCanEnter,
    {
      grants: [{ caller: { kind: 'anyone' }, party: 'anyone' }],
      uses: [{ party: 'vendor:datadog', grant: 0 }],
    },
    'Anyone with an AWS account can enter role Entry',
    [TIER, { statement: '0', caller: 'anyone', guards: 'none' }, USE],
  ],
  [
    unknownAccountTrusted,
    { grants: [{ caller: byAccount(STRANGER), party: `account:${STRANGER}` }] },
    `Account ${STRANGER} can enter role Entry, and nobody can name it`,
    [TIER, { caller: `account ${STRANGER}` }],
  ],
  [
    externalIdMissing,
    { grants: [VENDOR] },
    'Datadog can enter role Entry without an external id',
    [TIER, { caller: 'account 464622532012' }],
  ],
  [
    externalIdWeak,
    { grants: [{ ...VENDOR, guards: [externalId('x', { strength: 'weak' })] }] },
    'Datadog enters role Entry by a weak external id',
    [TIER, { reason: 'anybody can meet it' }],
  ],
  [
    oidcTenantOpen,
    { grants: [{ caller: byGitHub(), party: GITHUB_PARTY }], uses: [{ party: GITHUB_PARTY, grant: 0 }] },
    'Every GitHub Actions customer can enter role Entry',
    [TIER, { scope: 'anyone' }, USE],
  ],
  [
    oidcOrganizationWide,
    {
      grants: [{ caller: byGitHub('repo:acme/*'), party: GITHUB_PARTY }],
      uses: [{ party: GITHUB_PARTY, grant: 0 }],
    },
    'Anything in GitHub Actions acme can enter role Entry',
    [TIER, { scope: 'organization', tenant: 'acme' }, USE],
  ],
  [
    oidcOrganizationWide,
    {
      grants: [
        { caller: byOidc('oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789'), party: GITHUB_PARTY },
      ],
    },
    'Anything in EKS cluster ABCDEF0123456789 can enter role Entry',
    [TIER, { scope: 'tenant' }],
  ],
  [
    oidcLookalikePattern,
    {
      grants: [{ caller: byGitHub('repo:acme*'), party: GITHUB_PARTY }],
      uses: [{ party: GITHUB_PARTY, grant: 0 }],
    },
    'A look-alike such as acme-evil can enter role Entry',
    [TIER, { lookalike: 'acme-evil' }, USE],
  ],
  [
    oidcAudienceMissing,
    { grants: [{ caller: byGitHub('repo:acme/app:*'), party: GITHUB_PARTY }] },
    'GitHub acme enters role Entry with no audience test',
    [TIER, { guards: 'none' }],
  ],
  [
    cognitoAnyPool,
    { grants: [COGNITO] },
    'Any Cognito identity pool can enter role Entry',
    [TIER, { guards: 'none' }],
  ],
  [
    samlAudienceMissing,
    {
      grants: [
        {
          caller: { kind: 'saml', provider: `arn:aws:iam::${OURS}:saml-provider/okta`, account: OURS },
          party: 'saml:okta',
        },
      ],
    },
    'Okta enters role Entry with no test of SAML:aud',
    [TIER, { guards: 'none' }],
  ],
  [
    rolesAnywhereAnyCertificate,
    {
      grants: [{ caller: { kind: 'service', service: 'rolesanywhere.amazonaws.com' }, party: 'saml:okta' }],
    },
    'Any certificate of any trust anchor can enter role Entry',
    [TIER, { caller: 'rolesanywhere.amazonaws.com' }],
  ],
  [
    mfaNotEnforced,
    { grants: [{ ...VENDOR, guards: [WEAK_MFA] }] },
    'Datadog can enter role Entry without the MFA it asks for',
    [TIER, { guards: expect.stringContaining('aws:MultiFactorAuthPresent') }],
  ],
  [
    wholeAccountTrusted,
    { grants: [VENDOR], uses: [{ party: 'vendor:datadog', grant: 0 }] },
    'All of Datadog can enter the powerful role Entry',
    [TIER, { caller: 'account 464622532012' }, USE],
  ],
  [
    deletedPrincipal,
    {
      grants: [
        { caller: { kind: 'unique-id', uniqueId: 'AROAEXAMPLEGONE1' }, party: 'x', deleted: 'deleted' },
      ],
    },
    'Role Entry trusts AROAEXAMPLEGONE1, which was deleted',
    [{ statement: '0', caller: 'unique id AROAEXAMPLEGONE1' }],
  ],
  [
    trustNeverTrue,
    { remarks: [NEVER] },
    'No one can use statement "Ci" of role Entry',
    [{ statement: 'Ci', kind: 'never-true', message: 'a literal star' }],
  ],
  [
    trustUnused,
    { grants: [VENDOR], lastUsed: 'never', created: '2026-01-01T00:00:00Z' },
    'No use of role Entry by Datadog was seen',
    [{ lastUsed: 'never' }, TIER, { caller: 'account 464622532012' }],
  ],
  [
    trustDormant,
    { grants: [VENDOR], lastUsed: '2026-05-01T10:20:30Z' },
    'Unused since 2026-05-01: role Entry, open to Datadog',
    [{ lastUsed: '2026-05-01T10:20:30Z', lastUsedBy: 'anybody' }, TIER, { caller: 'account 464622532012' }],
  ],
  [
    useNotPermittedNow,
    { uses: [{ party: 'vendor:datadog' }] },
    'Datadog used role Entry, which does not admit it',
    [TIER, USE],
  ],
  [
    trustUndecided,
    { grants: [{ ...VENDOR, reason: 'a variable' }] },
    'It is not known whom role Entry admits',
    [TIER, { statement: '0', reason: 'a variable' }],
  ],
];

const account = (state: 'stale' | 'unreadable' | 'skipped' | 'not-read', id = OURS) => ({
  id,
  state,
  roles: 0,
});
const damaged = (at: string) => problemOf('gzip-truncated', at, 'expected more');

const GAPS: readonly [spec: GraphSpec, title: string, evidence: readonly object[]][] = [
  [
    { coverage: [account('unreadable')] },
    `Account ${OURS} could not be read`,
    [{ account: OURS, name: '', state: 'unreadable', reason: 'not told' }],
  ],
  [
    { coverage: [{ ...account('stale'), name: 'Shop', reason: 'denied' }] },
    `Account ${OURS} is shown as an earlier run saw it`,
    [{ account: OURS, name: 'Shop', state: 'stale', reason: 'denied' }],
  ],
  [
    { coverage: [account('not-read')] },
    'One account was not read',
    [{ account: OURS, name: '', reason: '' }],
  ],
  [
    {
      coverage: [{ ...account('skipped'), name: 'Shop', reason: 'by wish' }, account('skipped', MANAGEMENT)],
    },
    '2 accounts were skipped',
    [
      { account: OURS, name: 'Shop', reason: 'by wish' },
      { account: MANAGEMENT, name: '', reason: '' },
    ],
  ],
  [
    { accounts: 'unknown' },
    'Without an account list, siblings cannot be told from strangers',
    [{ limit: 'no account list was given' }],
  ],
  [
    { problems: [damaged('a')] },
    'Not all could be read: gzip-truncated',
    [{ problem: 'gzip-truncated', at: 'a', message: 'expected more' }],
  ],
  [
    { problems: [damaged('a'), damaged('b')] },
    'Not all could be read: gzip-truncated, 2 times',
    [{ at: 'a' }, { at: 'b' }],
  ],
];

describe('a plain hit', () => {
  it.each(IN_ROLES.map(([rule, ...rest]) => [rule.id, rule, ...rest] as const))(
    'of %s has title and evidence',
    (_, rule, role, title, evidence) => {
      expect(hitsOf(rule, graphOf({ roles: [role] }))).toMatchObject([{ title, evidence }]);
    },
  );

  it.each(GAPS)('of coverage-gap over %j has title and evidence', (spec, title, evidence) => {
    expect(hitsOf(coverageGap, graphOf(spec))).toMatchObject([
      { title, evidence, remedy: expect.stringMatching(/\S/) },
    ]);
  });
});
