import type { RoleArn } from '../../../lib/model/arn';
import type { AssumeCall } from '../../../lib/model/assume-call';
import { externalIdFingerprint } from '../../../lib/model/fingerprint';
import type { OrganizationId } from '../../../lib/model/identifiers';
import type { OrganizationKnowledge } from '../../../lib/model/organization';
import { parsePolicyDocument } from '../../../lib/model/parse-policy-document';
import type { PolicyDocument } from '../../../lib/model/policy-document';
import type { Principal } from '../../../lib/model/principal';
import type { Decision } from '../../../lib/policy/request/decision';
import { evaluateAssumeRequest } from '../../../lib/policy/request/evaluate-assume-request';
import {
  cognito,
  github,
  lambda,
  OIDC_PROVIDER,
  OWN,
  ownRole,
  ownUser,
  ROLE,
  SAML_PROVIDER,
  saml,
  vendorFederated,
  vendorRole,
  vendorRoot,
} from '../callers';

const ORGANIZATION: OrganizationKnowledge = {
  organization: { id: 'o-exampleorg1' as OrganizationId },
  accounts: new Map([[OWN, { id: OWN, paths: ['o-exampleorg1/r-ab12/'] }]]),
};

const VENDOR = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
const WITH_ID = { ...VENDOR, Condition: { StringEquals: { 'sts:ExternalId': 's3cret' } } };
const OWN_ACCOUNT = { ...VENDOR, Principal: { AWS: '111122223333' } };
const OWN_BUILDER = { ...VENDOR, Principal: { AWS: ownRole.arn } };
const EVERYBODY = { ...VENDOR, Principal: { AWS: '*' } };
const DENY_OUTSIDE = {
  Sid: 'Perimeter',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sts:AssumeRole',
  Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
};

describe('who may call what', () => {
  it.each<[principal: Principal, call: AssumeCall, because: string]>([
    [saml, 'AssumeRole', 'a caller of kind saml enters a role by AssumeRoleWithSAML, never by AssumeRole'],
    [
      github,
      'AssumeRoleWithSAML',
      'a caller of kind oidc enters a role by AssumeRoleWithWebIdentity, never by AssumeRoleWithSAML',
    ],
    [
      cognito,
      'AssumeRole',
      'a caller of kind web-identity enters a role by AssumeRoleWithWebIdentity, never by AssumeRole',
    ],
    [
      vendorRole,
      'AssumeRoleWithWebIdentity',
      'a caller of kind role enters a role by AssumeRole, never by AssumeRoleWithWebIdentity',
    ],
    [
      lambda,
      'AssumeRoleWithSAML',
      'a caller of kind service enters a role by AssumeRole, never by AssumeRoleWithSAML',
    ],
  ])('%j by %s is refused', (principal, call, because) => {
    const everything = policy({
      Effect: 'Allow',
      Principal: { AWS: '*', Federated: '*', Service: '*' },
      Action: '*',
    });
    expect(ask(everything, principal, { call })).toEqual({
      decision: 'refused',
      because,
      statements: [],
      stoppedBy: because,
      missing: [],
    });
  });
});

describe('one request', () => {
  const FOREIGN =
    'account 444455556666 must also allow the caller sts:AssumeRole on this role, which is taken as given';
  const SALTED = externalIdFingerprint('o-exampleorg1', 's3cret');

  it.each<
    [name: string, statements: readonly object[], principal: Principal, context: Context, decision: Decision]
  >([
    [
      'of a principal whose account is trusted',
      [VENDOR],
      vendorRole,
      {},
      {
        decision: 'allowed',
        because: "statement `0` allows sts:AssumeRole to the caller's whole account",
        statements: ['0'],
        missing: [],
        alsoNeeds: FOREIGN,
      },
    ],
    [
      'with the external id',
      [WITH_ID],
      vendorRole,
      { 'sts:ExternalId': ['s3cret'] },
      {
        decision: 'allowed',
        because: "statement `0` allows sts:AssumeRole to the caller's whole account",
        statements: ['0'],
        missing: [],
        alsoNeeds: FOREIGN,
      },
    ],
    [
      'without the external id',
      [WITH_ID],
      vendorRole,
      {},
      {
        decision: 'refused',
        because: 'a condition of statement `0` is not met, and nothing else allows sts:AssumeRole',
        statements: ['0'],
        stoppedBy: `statement \`0\`: \`sts:ExternalId\` must be ${SALTED}, and the request does not carry it`,
        missing: [`\`sts:ExternalId\` must be ${SALTED}, and the request does not carry it`],
      },
    ],
    [
      'with another external id',
      [WITH_ID],
      vendorRole,
      { 'sts:ExternalId': ['wrong'] },
      {
        decision: 'refused',
        because: 'a condition of statement `0` is not met, and nothing else allows sts:AssumeRole',
        statements: ['0'],
        stoppedBy: `statement \`0\`: \`sts:ExternalId\` must be ${SALTED}`,
        missing: [`\`sts:ExternalId\` must be ${SALTED}`],
      },
    ],
    [
      'of a stranger',
      [OWN_ACCOUNT],
      vendorRole,
      {},
      {
        decision: 'refused',
        because: 'no statement that allows sts:AssumeRole names the caller',
        statements: [],
        stoppedBy: 'no statement that allows sts:AssumeRole names the caller',
        missing: [],
      },
    ],
    [
      'that only a companion action is allowed to',
      [{ ...VENDOR, Action: 'sts:TagSession' }],
      vendorRole,
      {},
      {
        decision: 'refused',
        because: 'no statement allows sts:AssumeRole',
        statements: [],
        stoppedBy: 'no statement allows sts:AssumeRole',
        missing: [],
      },
    ],
    [
      'of an empty policy',
      [],
      vendorRole,
      {},
      {
        decision: 'refused',
        because: 'no statement allows anything, so not sts:AssumeRole',
        statements: [],
        stoppedBy: 'no statement allows anything, so not sts:AssumeRole',
        missing: [],
      },
    ],
    [
      'from outside against a deny',
      [VENDOR, DENY_OUTSIDE],
      vendorRole,
      {},
      {
        decision: 'refused',
        because: 'statement `Perimeter` denies sts:AssumeRole to the caller',
        statements: ['Perimeter'],
        stoppedBy:
          'statement `Perimeter` denies sts:AssumeRole, since `aws:PrincipalOrgID` is not `o-exampleorg1`',
        missing: [],
      },
    ],
    [
      'from our organization past that deny',
      [EVERYBODY, DENY_OUTSIDE],
      ownRole,
      {},
      {
        decision: 'allowed',
        because: 'statement `0` allows sts:AssumeRole to every AWS principal',
        statements: ['0'],
        missing: [],
      },
    ],
    [
      'allowed twice',
      [VENDOR, { ...EVERYBODY, Sid: 'Open' }],
      vendorRole,
      {},
      {
        decision: 'allowed',
        because: "statements `0` and `Open` allow sts:AssumeRole to the caller's whole account",
        statements: ['0', 'Open'],
        missing: [],
        alsoNeeds: FOREIGN,
      },
    ],
    [
      'against a statement that cannot be read',
      [{ ...VENDOR, Effect: 'allow' }],
      vendorRole,
      {},
      {
        decision: 'undecided',
        because: 'statement `0` cannot be decided: expected `Effect` to be `Allow` or `Deny`, found `allow`',
        statements: ['0'],
        missing: [],
      },
    ],
    [
      'of a service',
      [{ ...VENDOR, Principal: { Service: 'lambda.amazonaws.com' } }],
      lambda,
      {},
      {
        decision: 'allowed',
        because: 'statement `0` allows sts:AssumeRole to the caller by name',
        statements: ['0'],
        missing: [],
      },
    ],
  ])('%s', (_, statements, principal, context, decision) => {
    expect(ask(policy(...statements), principal, { context })).toEqual(decision);
  });

  it.each<[principal: Principal, call: AssumeCall, provider: string]>([
    [github, 'AssumeRoleWithWebIdentity', OIDC_PROVIDER],
    [cognito, 'AssumeRoleWithWebIdentity', 'cognito-identity.amazonaws.com'],
    [saml, 'AssumeRoleWithSAML', SAML_PROVIDER],
  ])('of %j is allowed by its provider and its own call only', (principal, call, provider) => {
    const trust = (action: string) =>
      policy({ Effect: 'Allow', Principal: { Federated: provider }, Action: action });
    expect(ask(trust(`sts:${call}`), principal, { call }).decision).toBe('allowed');
    expect(ask(trust('sts:AssumeRole'), principal, { call }).decision).toBe('refused');
    expect(ask(trust(`sts:${call}`), principal, { call }).alsoNeeds).toBeUndefined();
  });

  it('counts the values that are too many to name', () => {
    const branches = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const trust = policy({ ...VENDOR, Condition: { StringLike: { 'aws:PrincipalTag/Team': branches } } });
    expect(ask(trust, vendorRole).missing).toEqual([
      '`aws:PrincipalTag/Team` must match `a` or `b` or `c` or `d` or `e` or one of 2 more, and the request does not carry it',
    ]);
  });

  it.each([
    [{ Null: { 'aws:TokenIssueTime': 'false' } }, '`aws:TokenIssueTime` must be sent'],
    [{ Null: { 'aws:PrincipalArn': 'true' } }, '`aws:PrincipalArn` must not be sent'],
    [
      { 'ForAnyValue:Null': { 'aws:PrincipalArn': 'true' } },
      '`ForAnyValue:Null` on `aws:PrincipalArn` never holds',
    ],
    [
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } },
      'a value of `aws:TagKeys` must be `x`, and the request does not carry it',
    ],
    [
      { StringEquals: { 'aws:PrincipalArn': [] } },
      '`aws:PrincipalArn` is compared with an empty list, which nothing fits',
    ],
    [
      { DateLessThan: { 'aws:CurrentTime': '2026-01-01' } },
      '`aws:CurrentTime` must be before `2026-01-01`, and the request does not carry it',
    ],
    [{ NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, '`aws:SourceIp` must not lie in `0.0.0.0/0`'],
  ])('that does not meet %j lacks: %s', (condition, missing) => {
    const trust = policy({ ...VENDOR, Condition: condition });
    const context = { 'aws:SourceIp': ['198.51.100.7'] };
    expect(ask(trust, vendorRole, { context })).toMatchObject({ decision: 'refused', missing: [missing] });
  });
});

describe('a principal whose calls STS itself refuses', () => {
  it.each([
    ['root user', vendorRoot, 'the root user of an account can never assume a role'],
    [
      'federated user',
      vendorFederated,
      'the session of a federated user may ask of STS only who it is, so it never assumes a role',
    ],
  ])('enters no role, whatever the policy says: %s', (_, principal, because) => {
    expect(ask(policy(EVERYBODY, VENDOR), principal)).toEqual({
      decision: 'refused',
      because,
      statements: [],
      stoppedBy: because,
      missing: [],
    });
  });
});

describe('what the own side must allow too', () => {
  const needs = (statement: object, principal: Principal) => ask(policy(statement), principal).alsoNeeds;

  it('is needed in the own account where only the account is named', () => {
    expect(needs(OWN_ACCOUNT, ownUser)).toBe(
      "the caller's own policies must also allow sts:AssumeRole on this role",
    );
  });

  it('is not needed in the own account where the caller or everybody is named', () => {
    expect(needs(OWN_BUILDER, ownRole)).toBeUndefined();
    expect(needs(EVERYBODY, ownUser)).toBeUndefined();
  });

  it.each([EVERYBODY, VENDOR])('is needed from another account, however it is named: %j', (statement) => {
    expect(needs(statement, vendorRole)).toContain('account 444455556666 must also allow');
  });

  it('covers the companions that are left to the account', () => {
    const trust = policy(OWN_BUILDER, { ...OWN_ACCOUNT, Action: 'sts:TagSession' });
    const { alsoNeeds } = ask(trust, ownRole, { context: { 'aws:TagKeys': ['team'] } });
    expect(alsoNeeds).toBe("the caller's own policies must also allow sts:TagSession on this role");
  });
});

describe('companions', () => {
  const tagged = { 'aws:RequestTag/team': ['x'], 'aws:TagKeys': ['team'] };

  it('must be allowed to a request that carries tags', () => {
    expect(ask(policy(VENDOR), vendorRole, { context: tagged })).toMatchObject({
      decision: 'refused',
      because: 'no statement allows sts:TagSession, which the request needs because it carries session tags',
    });
    const trust = policy({ ...VENDOR, Action: ['sts:AssumeRole', 'sts:TagSession'] });
    expect(ask(trust, vendorRole, { context: tagged }).decision).toBe('allowed');
  });

  it('that the request names count too', () => {
    expect(ask(policy(VENDOR), vendorRole, { context: { 'sts:sourceidentity': ['dana'] } }).because).toBe(
      'no statement allows sts:SetSourceIdentity, which the request needs because it sets a source identity',
    );
  });

  it('may be denied alone', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:TagSession' };
    const trust = policy({ ...VENDOR, Action: 'sts:*' }, deny);
    expect(ask(trust, vendorRole).decision).toBe('allowed');
    expect(ask(trust, vendorRole, { context: tagged })).toMatchObject({
      decision: 'refused',
      statements: ['1'],
    });
  });
});

describe('what cannot be decided', () => {
  const odd = { ...VENDOR, Sid: 'Odd', Condition: { StringMatches: { 'sts:ExternalId': 'x' } } };

  it.each<[name: string, statements: readonly object[], decision: string, deciding: readonly string[]]>([
    ['an Allow alone', [odd], 'undecided', ['Odd']],
    ['an Allow beside one that applies', [odd, VENDOR], 'allowed', ['1']],
    ['a Deny over an Allow', [VENDOR, { ...odd, Effect: 'Deny' }], 'undecided', ['Odd']],
    ['a Deny where nothing allows anyway', [{ ...odd, Effect: 'Deny' }], 'refused', []],
    [
      'a Deny beside one that applies',
      [VENDOR, { ...odd, Effect: 'Deny' }, { ...VENDOR, Effect: 'Deny' }],
      'refused',
      ['2'],
    ],
  ])('%s', (_, statements, decision, deciding) => {
    expect(ask(policy(...statements), vendorRole)).toMatchObject({ decision, statements: deciding });
  });

  it('may be a companion alone', () => {
    const trust = policy(VENDOR, { ...odd, Action: 'sts:TagSession' });
    const context = { 'aws:TagKeys': ['team'] };
    expect(ask(trust, vendorRole, { context })).toMatchObject({ decision: 'undecided', statements: ['Odd'] });
  });

  it.each<[string, object, string]>([
    ['no principal', { Principal: undefined }, 'names no principal'],
    ['a canonical user', { Principal: { CanonicalUser: '79a5' } }, 'a canonical user id'],
    ['an open variable', { Condition: { StringLike: { 'aws:userid': '${' } } }, 'has no end or no name'],
    [
      'several values',
      { Condition: { StringEquals: { 'aws:TagKeys': 'a' } } },
      '`StringEquals` compares one value, and a request may have several of `aws:TagKeys`',
    ],
  ])('has a reason of its own where the doubt is about %s', (_, change, reason) => {
    const trust = policy({ ...VENDOR, ...change, Action: 'sts:*' });
    const context = { 'aws:TagKeys': ['a', 'b'], 'aws:userid': ['x'] };
    expect(ask(trust, vendorRole, { context }).because).toContain(reason);
  });

  it('is said in words', () => {
    expect(ask(policy(odd), vendorRole).because).toBe(
      'statement `Odd` cannot be decided: `StringMatches` is no condition operator',
    );
  });
});

describe('a role that assumes itself', () => {
  const self: Principal = { ...ownRole, arn: ROLE };

  it('needs an Allow like everybody else', () => {
    expect(ask(policy(VENDOR), self)).toMatchObject({
      decision: 'refused',
      because:
        'no statement that allows sts:AssumeRole names the caller; a role must be allowed to assume itself, save a few from before 21 September 2022',
    });
    expect(ask(policy({ ...VENDOR, Principal: { AWS: ROLE } }), self).decision).toBe('allowed');
  });

  it('may get it through its account', () => {
    expect(ask(policy(OWN_ACCOUNT), self)).toMatchObject({
      decision: 'allowed',
      alsoNeeds: expect.stringContaining('own policies'),
    });
  });
});

describe('resource control policies', () => {
  const outside = { ...DENY_OUTSIDE, Sid: 'Outside', Resource: '*' };
  const decide = (principal: Principal, ...statements: readonly object[]) =>
    evaluateAssumeRequest(
      { call: 'AssumeRole', role: ROLE, principal, context: new Map(), roleTags: new Map([['Team', 'red']]) },
      policy(EVERYBODY),
      ORGANIZATION,
      [{ id: 'p-1', name: 'perimeter', document: policy(...statements) }],
    );

  it('bind every caller, and their Allow statements open nothing', () => {
    const allowAll = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    expect(decide(vendorRole, allowAll, outside).decision).toBe('refused');
    expect(decide(ownRole, allowAll, outside).decision).toBe('allowed');
    expect(decide(lambda, allowAll).decision).toBe('refused');
  });

  it('are named when they deny', () => {
    expect(decide(vendorRole, outside)).toMatchObject({
      because: 'resource control policy `perimeter` denies sts:AssumeRole to the caller',
      statements: ['perimeter/Outside'],
    });
  });

  it.each([
    ['the role', { Resource: ROLE }, 'refused'],
    ['roles of that name in any account', { Resource: ROLE.replace(/\d{12}/, '*') }, 'refused'],
    ['another role', { Resource: `${ROLE}2` }, 'allowed'],
    ['everything but the role', { NotResource: ROLE }, 'allowed'],
    ['everything but another role', { NotResource: `${ROLE}2` }, 'refused'],
    ['what a star beyond its component may reach', { Resource: 'arn:aws:iam*' }, 'undecided'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    ['what a variable tells', { Resource: 'arn:aws:iam::${aws:PrincipalAccount}:role/*' }, 'undecided'],
    ['nothing that could be read', { Resource: 7 }, 'undecided'],
    ['no resource at all', {}, 'undecided'],
    ['with an effect that is none', { Effect: 'deny', Resource: '*' }, 'undecided'],
  ])('about %s', (_, parts, decision) => {
    const { Resource: _all, ...rest } = outside;
    expect(decide(vendorRole, { ...rest, ...parts }).decision).toBe(decision);
  });

  it.each([
    ['its account', { StringEquals: { 'aws:ResourceAccount': ROLE.split(':')[4] } }, 'refused'],
    ['its organization', { StringNotEquals: { 'aws:ResourceOrgID': 'o-exampleorg1' } }, 'allowed'],
    [
      'a tag, whatever the letter case of its key',
      { StringEquals: { 'aws:ResourceTag/team': 'red' } },
      'refused',
    ],
    ['a tag that it has not', { Null: { 'iam:ResourceTag/open': 'false' } }, 'allowed'],
  ])('test of the role %s', (_, Condition, decision) => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*', Condition };
    expect(decide(vendorRole, deny).decision).toBe(decision);
  });
});

type Context = Readonly<Record<string, readonly string[]>>;

function ask(
  trust: PolicyDocument,
  principal: Principal,
  {
    call = 'AssumeRole',
    context = {},
    role = ROLE,
  }: {
    readonly call?: AssumeCall;
    readonly context?: Context;
    readonly role?: RoleArn;
  } = {},
): Decision {
  const request = { call, role, principal, context: new Map(Object.entries(context)) };
  return evaluateAssumeRequest(request, trust, ORGANIZATION);
}

function policy(...statements: readonly object[]): PolicyDocument {
  const parsed = parsePolicyDocument({ Version: '2012-10-17', Statement: statements }, 'test');
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return parsed.value;
}
