import type { Caller } from '../../lib/model/caller';
import type { Guard } from '../../lib/model/guard';
import { type AccountId, accountIdIn, organizationIdIn } from '../../lib/model/identifiers';
import type { OrganizationKnowledge } from '../../lib/model/organization';
import type { Expectations } from '../../lib/parties/declaration';
import { parseExpectations } from '../../lib/parties/expectations';
import { buildPartyBook, type PartyMatch, partyOfAccount } from '../../lib/parties/party-book';
import {
  type EnteredRole,
  type ObservedCaller,
  partyOfCaller,
  partyOfUseCaller,
} from '../../lib/parties/resolve-party';

const OURS = account('111122223333');
const SIBLING = account('222233334444');
const STRANGER = account('999988887777');
const DATADOG = account('464622532012');
const DATADOG_AP1 = account('417141415827');
const REDSHIFT = account('193672423079');
const GITHUB = 'token.actions.githubusercontent.com';

const ROLE: EnteredRole = { account: OURS, path: '/', name: 'App' };
const SSO_ROLE: EnteredRole = {
  account: OURS,
  path: '/aws-reserved/sso.amazonaws.com/eu-west-1/',
  name: 'AWSReservedSSO_Admin_0123456789abcdef',
};
const SSO_PROVIDER = `arn:aws:iam::${OURS}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE`;

const KNOWN: OrganizationKnowledge = {
  organization: { id: organization('o-ours123456') },
  accounts: new Map([OURS, SIBLING].map((id) => [id, { id }])),
};
const NOTHING: OrganizationKnowledge = {};

const DECLARED = expectations(`
version: 1
parties:
  - { name: Datadog, kind: vendor, accounts: ["${DATADOG}"] }
  - { name: Bolt Studio, kind: partner, accounts: ["${STRANGER}"], expires: 2026-11-24 }
  - { name: Acme Labs, kind: own, accounts: ["333344445555"], expires: 2026-11-24 }
`);

function summary({ party, external }: PartyMatch): string {
  return `${external ? 'outsider' : 'insider'} ${party.kind} ${party.id} "${party.name}" by ${party.namedBy}`;
}

function guard(key: string, value: string): Guard {
  return { kind: 'other', strength: 'firm', key, operator: 'StringEquals', values: [value] };
}

describe('the party of an account', () => {
  const known = buildPartyBook(KNOWN);
  const unknown = buildPartyBook(NOTHING);
  const declared = buildPartyBook(KNOWN, DECLARED, '2026-11-24T23:00:00Z');
  const expired = buildPartyBook(KNOWN, DECLARED, '2026-11-25T00:00:00Z');

  it.each([
    [
      'the role’s own',
      known,
      OURS,
      'insider organization organization:o-ours123456 "own organization" by organization',
    ],
    [
      'a sibling',
      known,
      SIBLING,
      'insider organization organization:o-ours123456 "own organization" by organization',
    ],
    [
      'the role’s own, without a list',
      unknown,
      OURS,
      'insider organization organization:own "own organization" by organization',
    ],
    [
      'a sibling, without a list',
      unknown,
      SIBLING,
      'outsider unknown account:222233334444 "unknown account 222233334444" by none',
    ],
    [
      'a stranger',
      known,
      STRANGER,
      'outsider unknown account:999988887777 "unknown account 999988887777" by none',
    ],
    ['a catalogued vendor', known, DATADOG, 'outsider vendor vendor:datadog "Datadog" by catalogue'],
    [
      'one of AWS’s own',
      known,
      REDSHIFT,
      'outsider aws aws:amazon-redshift-audit-logs "Amazon Redshift audit logs" by catalogue',
    ],
    ['a declared vendor', declared, DATADOG, 'outsider vendor vendor:datadog "Datadog" by declared'],
    [
      'an undeclared account of a declared vendor',
      declared,
      DATADOG_AP1,
      'outsider vendor vendor:datadog/undeclared "Datadog (account not declared)" by catalogue',
    ],
    [
      'a partner on its last day',
      declared,
      STRANGER,
      'outsider partner partner:bolt-studio "Bolt Studio" by declared',
    ],
    [
      'a partner a day later',
      expired,
      STRANGER,
      'outsider unknown account:999988887777 "unknown account 999988887777" by none',
    ],
    [
      'a declared own one',
      declared,
      account('333344445555'),
      'insider organization own:acme-labs "Acme Labs" by declared',
    ],
    [
      'an own one whose declaration ended',
      expired,
      account('333344445555'),
      'outsider unknown account:333344445555 "unknown account 333344445555" by none',
    ],
  ])('is %s', (_, book, id, expected) => {
    expect(summary(partyOfAccount(book, id, OURS))).toBe(expected);
  });

  it('takes organization and accounts from the expectations where no export tells them', () => {
    const told = expectations(`{version: 1, organization: {id: o-ours123456, accounts: ["${SIBLING}"]}}`);
    const book = buildPartyBook(NOTHING, told);
    expect(partyOfAccount(book, SIBLING, OURS)).toEqual({ party: book.own, external: false });
    expect(book.own).toMatchObject({ id: 'organization:o-ours123456', accounts: [SIBLING] });
  });

  it.each([
    ['the management account', { managementAccountId: SIBLING }],
    ['a delegated administrator', { delegatedAdministrators: [SIBLING] }],
  ])('counts %s as ours though no list was read', (_, known) => {
    const book = buildPartyBook({ organization: { id: organization('o-ours123456'), ...known } });
    expect(partyOfAccount(book, SIBLING, OURS).external).toBe(false);
  });

  it('lets the list of our accounts win over a declaration as vendor', () => {
    const told = expectations(`{version: 1, parties: [{name: X, kind: vendor, accounts: ["${SIBLING}"]}]}`);
    expect(partyOfAccount(buildPartyBook(KNOWN, told), SIBLING, OURS).external).toBe(false);
  });

  it('has one description per party id, whichever account matched', () => {
    const book = buildPartyBook(KNOWN);
    expect(partyOfAccount(book, DATADOG, OURS)).toEqual(partyOfAccount(book, DATADOG_AP1, OURS));
    expect(partyOfAccount(book, DATADOG, OURS).party).toMatchObject({
      evidence: 'vendor',
      sources: expect.arrayContaining([expect.stringContaining('https://')]),
    });
  });

  it('keeps the catalogue’s links beside a declared name, and no evidence tier', () => {
    const { party } = partyOfAccount(declared, DATADOG, OURS);
    expect(party.accounts).toEqual([DATADOG]);
    expect(party.sources.length).toBeGreaterThan(0);
    expect(party.evidence).toBeUndefined();
  });
});

describe('the party of a grant’s caller', () => {
  const oidc = (issuer: string, ...subjects: string[]): Caller => ({
    kind: 'oidc',
    provider: `arn:aws:iam::${OURS}:oidc-provider/${issuer}`,
    account: OURS,
    issuer,
    subjects,
  });
  const role = (arn: string, id?: AccountId): Caller => ({
    kind: 'principal',
    type: 'role',
    arn,
    pattern: id === undefined,
    ...(id && { account: id }),
  });

  it.each<[string, Caller, string]>([
    ['anyone', { kind: 'anyone' }, 'outsider anyone anyone "anyone with an AWS account" by none'],
    [
      'an account',
      { kind: 'account', account: STRANGER },
      'outsider unknown account:999988887777 "unknown account 999988887777" by none',
    ],
    [
      'a role of a sibling',
      role(`arn:aws:iam::${SIBLING}:role/Ci`, SIBLING),
      'insider organization organization:o-ours123456 "own organization" by organization',
    ],
    [
      'a vendor’s role',
      role(`arn:aws:iam::${DATADOG}:role/X`, DATADOG),
      'outsider vendor vendor:datadog "Datadog" by catalogue',
    ],
    [
      'a role name in any account',
      role('arn:aws:iam::*:role/X'),
      'outsider anyone anyone "anyone with an AWS account" by none',
    ],
    [
      'our organization',
      { kind: 'organization', organization: 'o-ours123456' },
      'insider organization organization:o-ours123456 "own organization" by organization',
    ],
    [
      'another organization',
      { kind: 'organization', organization: 'o-theirs12345' },
      'outsider organization organization:o-theirs12345 "organization o-theirs12345" by none',
    ],
    [
      'any organization',
      { kind: 'organization', organization: 'o-*' },
      'outsider anyone anyone "anyone with an AWS account" by none',
    ],
    [
      'a unit of ours',
      { kind: 'organization-unit', organization: 'o-ours123456', path: 'o-ours123456/r-1/ou-1/*' },
      'insider organization organization:o-ours123456 "own organization" by organization',
    ],
    [
      'a unit of another',
      { kind: 'organization-unit', organization: 'o-theirs12345', path: 'o-theirs12345/r-1/*' },
      'outsider organization organization:o-theirs12345 "organization o-theirs12345" by none',
    ],
    [
      'a bare unique id',
      { kind: 'unique-id', uniqueId: 'AROAEXAMPLEEXAMPLE' },
      'insider unknown unique-id:AROAEXAMPLEEXAMPLE "principal AROAEXAMPLEEXAMPLE" by none',
    ],
    [
      'a canonical user',
      { kind: 'canonical-user', id: '79a59df9' },
      'outsider unknown canonical-user:79a59df9 "canonical user 79a59df9" by none',
    ],
    [
      'a SAML provider',
      { kind: 'saml', provider: `arn:aws:iam::${OURS}:saml-provider/Okta`, account: OURS },
      `outsider identity-provider saml:arn:aws:iam::${OURS}:saml-provider/Okta "SAML: Okta (provider in ${OURS})" by none`,
    ],
    [
      'a provider that is only named like Identity Center’s',
      { kind: 'saml', provider: SSO_PROVIDER, account: OURS },
      `outsider identity-provider saml:${SSO_PROVIDER} "SAML: AWSSSO_0123456789abcdef_DO_NOT_DELETE (provider in ${OURS})" by none`,
    ],
    [
      'a service',
      { kind: 'service', service: 'ec2.amazonaws.com' },
      'insider aws aws:ec2.amazonaws.com "ec2.amazonaws.com" by none',
    ],
    [
      'Roles Anywhere',
      { kind: 'service', service: 'rolesanywhere.amazonaws.com' },
      'outsider identity-provider roles-anywhere "IAM Roles Anywhere" by catalogue',
    ],
    [
      'a GitHub organization',
      oidc(GITHUB, 'repo:acme/app:*', 'repo:acme@1/web@2:*'),
      `outsider identity-provider oidc:${GITHUB}/acme "GitHub Actions: acme" by catalogue`,
    ],
    [
      'two GitHub organizations',
      oidc(GITHUB, 'repo:acme/*', 'repo:bolt/*'),
      `outsider identity-provider oidc:${GITHUB}/acme, bolt "GitHub Actions: acme, bolt" by catalogue`,
    ],
    [
      'look-alikes on GitHub',
      oidc(GITHUB, 'repo:acme*'),
      `outsider identity-provider oidc:${GITHUB}/acme* "GitHub Actions: acme*" by catalogue`,
    ],
    [
      'all of GitHub',
      oidc(GITHUB),
      `outsider identity-provider oidc:${GITHUB} "GitHub Actions: any customer" by catalogue`,
    ],
    [
      'an EKS cluster',
      oidc('oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE', 'system:serviceaccount:a:b'),
      'outsider identity-provider oidc:oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE "EKS cluster: EXAMPLE" by catalogue',
    ],
    [
      'a company’s own issuer',
      oidc('login.acme.example', 'x'),
      'outsider identity-provider oidc:login.acme.example "OIDC issuer: login.acme.example" by none',
    ],
    [
      'a Google service account',
      { kind: 'web-identity', issuer: 'accounts.google.com', subjects: ['123'] },
      'outsider identity-provider oidc:accounts.google.com/123 "Google: 123" by catalogue',
    ],
  ])('is told for %s', (_, caller, expected) => {
    expect(summary(partyOfCaller(buildPartyBook(KNOWN), caller, ROLE, []))).toBe(expected);
  });

  it('reads the customer from other claims as well', () => {
    const pool: Caller = { kind: 'web-identity', issuer: 'cognito-identity.amazonaws.com', subjects: [] };
    const guards = [guard('cognito-identity.amazonaws.com:aud', 'us-east-1:11-22')];
    expect(partyOfCaller(buildPartyBook(KNOWN), pool, ROLE, guards).party.name).toBe(
      'Amazon Cognito identity pool: us-east-1:11-22',
    );
  });

  it('says of an organization that it may be ours where our own id is not known', () => {
    const match = partyOfCaller(
      buildPartyBook(NOTHING),
      { kind: 'organization', organization: 'o-theirs12345' },
      ROLE,
      [],
    );
    expect(match).toMatchObject({
      external: true,
      party: { name: 'organization o-theirs12345 (may be ours)' },
    });
  });

  it.each([
    ['its own role and account', SSO_ROLE, SSO_PROVIDER, false],
    ['a provider of another account', SSO_ROLE, SSO_PROVIDER.replace(OURS, STRANGER), true],
    ['a provider of another name', SSO_ROLE, `arn:aws:iam::${OURS}:saml-provider/Okta`, true],
    ['an ordinary role', ROLE, SSO_PROVIDER, true],
    ['a role named so outside the reserved path', { ...SSO_ROLE, path: '/' }, SSO_PROVIDER, true],
  ])('takes the provider for Identity Center only with %s', (_, entered, provider, external) => {
    const match = partyOfCaller(buildPartyBook(KNOWN), { kind: 'saml', provider }, entered, []);
    expect([match.external, match.party.id === 'aws:identity-center']).toEqual([external, !external]);
  });
});

describe('the party of an observed caller', () => {
  const book = buildPartyBook(KNOWN);

  it.each<[string, ObservedCaller, AccountId | undefined, string]>([
    ['an account', { kind: 'aws', account: DATADOG, principalId: 'AROAX' }, OURS, 'outsider vendor:datadog'],
    [
      'an ARN alone',
      { kind: 'aws', arn: `arn:aws:iam::${SIBLING}:role/X` },
      OURS,
      'insider organization:o-ours123456',
    ],
    ['a unique id alone', { kind: 'aws', principalId: 'AROAX' }, OURS, 'outsider unknown'],
    [
      'the owner of a role that was not read',
      { kind: 'aws', account: STRANGER },
      STRANGER,
      'insider organization:o-ours123456',
    ],
    [
      'a caller of a role that is not told',
      { kind: 'aws', account: STRANGER },
      undefined,
      'outsider account:999988887777',
    ],
    [
      'a SAML user',
      { kind: 'saml', provider: `arn:aws:iam::${OURS}:saml-provider/Okta` },
      OURS,
      `outsider saml:arn:aws:iam::${OURS}:saml-provider/Okta`,
    ],
    ['a SAML user of a provider that is not told', { kind: 'saml' }, OURS, 'outsider saml'],
    [
      'a GitHub repository',
      { kind: 'oidc', issuer: GITHUB, tenant: 'acme/app' },
      OURS,
      `outsider oidc:${GITHUB}/acme`,
    ],
    [
      'a whole GitHub subject',
      { kind: 'oidc', issuer: GITHUB, tenant: 'repo:acme@1/app@2:ref:x' },
      OURS,
      `outsider oidc:${GITHUB}/acme`,
    ],
    [
      'a GitHub subject that names nobody',
      { kind: 'oidc', issuer: GITHUB, tenant: 'environment:prod' },
      OURS,
      `outsider oidc:${GITHUB}`,
    ],
    [
      'a GitLab project',
      { kind: 'oidc', issuer: 'gitlab.com', tenant: 'acme/web/shop' },
      OURS,
      'outsider oidc:gitlab.com/acme',
    ],
    [
      'a Terraform workspace',
      { kind: 'oidc', issuer: 'app.terraform.io', tenant: 'organization:acme:project:core' },
      OURS,
      'outsider oidc:app.terraform.io/acme',
    ],
    [
      'a pod',
      { kind: 'oidc', issuer: 'oidc.eks.us-east-1.amazonaws.com/id/E', tenant: 'system:serviceaccount:a:b' },
      OURS,
      'outsider oidc:oidc.eks.us-east-1.amazonaws.com/id/E',
    ],
    [
      'a Cognito pool',
      { kind: 'oidc', issuer: 'cognito-identity.amazonaws.com', tenant: 'us-east-1:11-22' },
      OURS,
      'outsider oidc:cognito-identity.amazonaws.com/us-east-1:11-22',
    ],
    [
      'an identity without subject',
      { kind: 'oidc', issuer: GITHUB, tenant: '' },
      OURS,
      `outsider oidc:${GITHUB}`,
    ],
    [
      'a service',
      { kind: 'service', service: 'lambda.amazonaws.com' },
      OURS,
      'insider aws:lambda.amazonaws.com',
    ],
    ['nobody that the record tells', { kind: 'unknown' }, OURS, 'outsider unknown'],
  ])('is told for %s', (_, caller, owner, expected) => {
    const { party, external } = partyOfUseCaller(book, caller, owner);
    expect(`${external ? 'outsider' : 'insider'} ${party.id}`).toBe(expected);
  });

  it('is Identity Center only where the entered role is one of its own', () => {
    const caller: ObservedCaller = { kind: 'saml', provider: SSO_PROVIDER };
    expect(partyOfUseCaller(book, caller, OURS).external).toBe(true);
    expect(partyOfUseCaller(book, caller, OURS, true)).toMatchObject({
      external: false,
      party: { id: 'aws:identity-center' },
    });
  });

  it('has the same party id as the grant that admits it', () => {
    const grant = partyOfCaller(
      book,
      { kind: 'oidc', provider: '', issuer: GITHUB, subjects: ['repo:acme/*'] },
      ROLE,
      [],
    );
    expect(partyOfUseCaller(book, { kind: 'oidc', issuer: GITHUB, tenant: 'acme/app' }, OURS)).toEqual(grant);
  });
});

function account(text: string): AccountId {
  const id = accountIdIn(text);
  if (id === undefined) throw new Error(`${text} is no account id`);
  return id;
}

function organization(text: string) {
  const id = organizationIdIn(text);
  if (id === undefined) throw new Error(`${text} is no organization id`);
  return id;
}

function expectations(text: string): Expectations {
  const parsed = parseExpectations(text, 'trust-atlas.yaml');
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.ok;
}
