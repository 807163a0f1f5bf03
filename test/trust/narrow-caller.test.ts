import type { Caller } from '../../lib/model/caller';
import { type AccountId, accountIdIn, uniqueIdIn } from '../../lib/model/identifiers';
import { narrowCaller, tellsCaller } from '../../lib/trust/narrow-caller';
import { readConditions } from '../../lib/trust/read-conditions';
import type { Way } from '../../lib/trust/way';
import { KNOWLEDGE } from '../support/random-trust';
import { documentOf, judge, roleTrusting, trustOf } from '../support/trust-role';

const STAR = { AWS: '*' };
const FOREIGN = { AWS: '444455556666' };

/** The callers that a statement with these conditions admits. */
function callersOf(Principal: unknown, Condition: unknown) {
  return judge([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }])
    .grants.map(({ caller }) => caller)
    .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

const principal = (type: string, arn: string, account?: string) => ({
  kind: 'principal',
  type,
  arn,
  pattern: /[*?]/.test(arn),
  ...(account !== undefined && { account }),
});

describe('the caller of a grant', () => {
  it.each([
    [
      'an account',
      STAR,
      { StringEquals: { 'aws:PrincipalAccount': '444455556666' } },
      [{ kind: 'account', account: '444455556666' }],
    ],
    [
      'each of several accounts',
      STAR,
      { StringEquals: { 'aws:PrincipalAccount': ['444455556666', '555566667777'] } },
      [
        { kind: 'account', account: '444455556666' },
        { kind: 'account', account: '555566667777' },
      ],
    ],
    [
      'our organization',
      STAR,
      { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
      [{ kind: 'organization', organization: 'o-exampleorg1' }],
    ],
    [
      'the organization of all its paths',
      STAR,
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-foreignorg1/*' } },
      [{ kind: 'organization', organization: 'o-foreignorg1' }],
    ],
    [
      'a unit',
      STAR,
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-foreignorg1/r-ffff/ou-ffff-ffff0001/*' } },
      [
        {
          kind: 'organization-unit',
          organization: 'o-foreignorg1',
          path: 'o-foreignorg1/r-ffff/ou-ffff-ffff0001/*',
        },
      ],
    ],
    [
      'a role of the account',
      FOREIGN,
      { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/Ops' } },
      [principal('role', 'arn:aws:iam::444455556666:role/Ops', '444455556666')],
    ],
    [
      'the account whose id is compared as a number',
      STAR,
      { NumericEquals: { 'aws:PrincipalAccount': 444455556666 } },
      [{ kind: 'account', account: '444455556666' }],
    ],
    [
      'the account whose id begins with a zero, compared as a number',
      STAR,
      { NumericEquals: { 'aws:PrincipalAccount': 12345678901 } },
      [{ kind: 'account', account: '012345678901' }],
    ],
    [
      'roles by pattern, in the account that the principal names',
      FOREIGN,
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Ops*' } },
      [principal('role', 'arn:aws:iam::*:role/Ops*', '444455556666')],
    ],
    [
      'a role by its id',
      STAR,
      { StringLike: { 'aws:userid': 'AROAEXAMPLEROLE00009:*' } },
      [{ kind: 'unique-id', uniqueId: 'AROAEXAMPLEROLE00009' }],
    ],
    [
      'the role whose id is known',
      STAR,
      { StringLike: { 'aws:userid': 'AROAEXAMPLEROLE00002:*' } },
      [principal('role', 'arn:aws:iam::222233334444:role/Admin', '222233334444')],
    ],
    [
      'the organization rather than a name in any account',
      STAR,
      {
        StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' },
        ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Ops' },
      },
      [{ kind: 'organization', organization: 'o-exampleorg1' }],
    ],
    [
      'an account, though only where the key exists: it always does',
      STAR,
      { StringEqualsIfExists: { 'aws:PrincipalAccount': '444455556666' } },
      [{ kind: 'account', account: '444455556666' }],
    ],
  ])('is narrowed to %s', (_, Principal, Condition, expected) => {
    expect(callersOf(Principal, Condition)).toEqual(expected);
  });

  it.each([
    [
      'an organization that may be absent',
      { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
    ],
    ['all paths of nobody', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/*' } }],
    ['an excluded account', { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } }],
    ['a list in which one value is open', { StringLike: { 'aws:PrincipalAccount': ['444455556666', '*'] } }],
    ['an organization by pattern', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
    [
      'a value that the request fills in',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
      { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalTag/home}' } },
    ],
  ])('stays anyone under %s', (_, Condition) => {
    expect(callersOf(STAR, Condition)).toEqual([{ kind: 'anyone' }]);
  });

  it('keeps only the pairs of account and role that fit, without a remark on the others', () => {
    const roles = ['arn:aws:iam::444455556666:role/Ops', 'arn:aws:iam::555566667777:role/Ops'];
    const { grants, remarks } = judge([
      {
        Effect: 'Allow',
        Principal: { AWS: ['444455556666', '555566667777'] },
        Action: 'sts:AssumeRole',
        Condition: { ArnLike: { 'aws:PrincipalArn': roles } },
      },
    ]);
    expect(grants.map(({ caller }) => caller.kind === 'principal' && caller.arn).sort()).toEqual(roles);
    expect(remarks).toEqual([]);
  });

  it('remarks on a value that fits no principal', () => {
    const { grants, remarks } = judge([
      {
        Effect: 'Allow',
        Principal: FOREIGN,
        Action: 'sts:AssumeRole',
        Condition: {
          ArnLike: {
            'aws:PrincipalArn': ['arn:aws:iam::444455556666:role/Ops', 'arn:aws:iam::999988887777:role/Ops'],
          },
        },
      },
    ]);
    expect(grants).toHaveLength(1);
    expect(remarks).toEqual([
      {
        kind: 'never-true',
        statement: '0',
        message: 'a value of `aws:PrincipalArn` contradicts the principal',
        raw: 'arn:aws:iam::999988887777:role/Ops',
      },
    ]);
  });
});

const ANYONE: Caller = { kind: 'anyone' };
const account = (text: string) => ({ kind: 'account' as const, account: accountOf(text) });
const organization = (id: string) => ({ kind: 'organization' as const, organization: id });
const unit = (path: string) => ({ kind: 'organization-unit', organization: path.split('/')[0], path });
const uniqueId = (text: string): Caller => ({ kind: 'unique-id', uniqueId: uniqueIdIn(text) ?? '' });

function accountOf(text: string): AccountId {
  const id = accountIdIn(text);
  if (id === undefined) throw new Error(`${text} is no account id`);
  return id;
}

/** What a condition block asks, in normal form. */
function constraintsOf(Condition: unknown) {
  const role = roleTrusting(documentOf({ Effect: 'Allow', Principal: '*', Action: '*', Condition }));
  const { statements, version } = trustOf(role);
  return { role, constraints: statements.flatMap((each) => readConditions(each, version).constraints) };
}

/** The same, block by block. */
const constraintsInOrder = (blocks: readonly unknown[]) =>
  blocks.flatMap((block) => constraintsOf(block).constraints);

function wayOf(caller: Caller, Condition: unknown): Way {
  const call =
    caller.kind === 'oidc' || caller.kind === 'web-identity' ? 'AssumeRoleWithWebIdentity' : 'AssumeRole';
  return { ...constraintsOf(Condition), call, caller, who: [], unless: [], doubts: [], choices: [] };
}

const narrowed = (caller: Caller, Condition: unknown) =>
  narrowCaller(wayOf(caller, Condition), KNOWLEDGE).ways;
const narrowedCallers = (caller: Caller, Condition: unknown) =>
  narrowed(caller, Condition).map((way) => way.caller);

describe('a caller that a condition tells', () => {
  it.each([
    ['arn:aws:iam::444455556666:root', 'root'],
    ['arn:aws:sts::444455556666:root', 'any'],
    ['arn:aws:iam::444455556666:role/Ops', 'role'],
    ['arn:aws:sts::444455556666:role/Ops', 'any'],
    ['arn:aws:iam::444455556666:user/alice', 'user'],
    ['arn:aws:s3::444455556666:user/alice', 'any'],
    ['arn:aws:iam::444455556666:group/admins', 'any'],
    ['arn:aws:sts::444455556666:federated-user/bob', 'federated-user'],
    ['arn:aws:iam::444455556666:federated-user/bob', 'any'],
    ['arn:aws:sts::444455556666:assumed-role/Ops/bob', 'any'],
  ])('by the ARN %s is a principal of type %s', (arn, type) => {
    expect(narrowedCallers(ANYONE, { StringEquals: { 'aws:PrincipalArn': arn } })).toEqual([
      { kind: 'principal', type, arn, pattern: false, account: '444455556666' },
    ]);
  });

  it.each([
    [
      'StringLike',
      'arn:aws:iam::444455556666:role/*',
      { type: 'role', pattern: true, account: '444455556666' },
    ],
    ['StringLike', 'arn:aws:iam::4444*:role/Ops', { type: 'any', pattern: true }],
    ['ArnLike', 'arn:aws:iam::4444*:role/Ops', { type: 'role', pattern: true }],
    [
      'StringEquals',
      'arn:aws:iam::444455556666:role/*',
      { type: 'role', pattern: false, account: '444455556666' },
    ],
  ])('by %s %s is as certain as its stars leave it', (operator, arn, rest) => {
    expect(narrowedCallers(ANYONE, { [operator]: { 'aws:PrincipalArn': arn } })).toEqual([
      { kind: 'principal', arn, ...rest },
    ]);
  });

  it('by an organization in any letter case is that organization', () => {
    const ignoringCase = { StringEqualsIgnoreCase: { 'aws:PrincipalOrgID': 'O-ExampleOrg1' } };
    expect(narrowedCallers(ANYONE, ignoringCase)).toEqual([organization('o-exampleorg1')]);
  });

  it.each<[string, Caller, unknown]>([
    [
      'by an organization in the wrong letter case',
      ANYONE,
      { StringEquals: { 'aws:PrincipalOrgID': 'O-ExampleOrg1' } },
    ],
    [
      'by a path of any organization',
      ANYONE,
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/r-abcd/*' } },
    ],
    [
      'by an ARN in any letter case',
      account('444455556666'),
      { StringEqualsIgnoreCase: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/ops' } },
    ],
    ['by an id in another key', ANYONE, { StringEquals: { 'sts:ExternalId': 'AROAEXAMPLEROLE00002' } }],
    ['by what must only be there', ANYONE, { Null: { 'aws:PrincipalOrgID': 'false' } }],
    [
      'by the account of a principal whose id is known',
      uniqueId('AROAEXAMPLEROLE00009'),
      { StringEquals: { 'aws:PrincipalAccount': '444455556666' } },
    ],
  ])('%s stays as wide as it was', (_, caller, Condition) => {
    expect(narrowedCallers(caller, Condition)).toEqual([caller]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    [
      'account of an organization',
      { 'aws:PrincipalOrgID': 'o-foreignorg1', 'aws:PrincipalAccount': '444455556666' },
      account('444455556666'),
    ],
    [
      'account of a unit',
      { 'aws:PrincipalOrgPaths': 'o-foreignorg1/r-a/', 'aws:PrincipalAccount': '444455556666' },
      account('444455556666'),
    ],
    [
      'unit of an organization',
      { 'aws:PrincipalOrgID': 'o-foreignorg1', 'aws:PrincipalOrgPaths': 'o-foreignorg1/r-a/' },
      unit('o-foreignorg1/r-a/'),
    ],
    [
      'role of an account',
      { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/Ops', 'aws:PrincipalAccount': '444455556666' },
      principal('role', 'arn:aws:iam::444455556666:role/Ops', '444455556666'),
    ],
    [
      'role of an organization',
      { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/Ops', 'aws:PrincipalOrgID': 'o-foreignorg1' },
      principal('role', 'arn:aws:iam::444455556666:role/Ops', '444455556666'),
    ],
    [
      'roles of an account by pattern',
      { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/*', 'aws:PrincipalAccount': '444455556666' },
      principal('role', 'arn:aws:iam::444455556666:role/*', '444455556666'),
    ],
    [
      'organization of an id',
      { 'aws:userid': 'AROAEXAMPLEROLE00009:*', 'aws:PrincipalOrgID': 'o-foreignorg1' },
      organization('o-foreignorg1'),
    ],
    [
      'id of a pattern',
      { 'aws:userid': 'AROAEXAMPLEROLE00009:*', 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/*' },
      uniqueId('AROAEXAMPLEROLE00009'),
    ],
    [
      'ARN of an id',
      { 'aws:userid': 'AROAEXAMPLEROLE00009:*', 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/Ops' },
      principal('role', 'arn:aws:iam::444455556666:role/Ops', '444455556666'),
    ],
  ])('is the %s, in whatever order they are told', (_, keys, expected) => {
    const conditions = Object.entries(keys).map(([key, value]) => ({
      [key.endsWith('Paths') ? 'ForAnyValue:StringLike' : 'StringLike']: { [key]: value },
    }));
    for (const blocks of [conditions, [...conditions].reverse()]) {
      const way = { ...wayOf(ANYONE, {}), constraints: constraintsInOrder(blocks) };
      expect(narrowCaller(way, KNOWLEDGE).ways.map(({ caller }) => caller)).toEqual([expected]);
    }
  });

  it('by one of two values is held to that value alone', () => {
    const ways = narrowed(ANYONE, {
      StringEquals: {
        'aws:PrincipalAccount': ['444455556666', '555566667777'],
        'sts:ExternalId': ['k7-prod-88', 'k7-prod-99'],
      },
    });
    expect(
      ways.map(({ constraints }) => constraints.map((each) => each.kind === 'value' && each.values)),
    ).toEqual([
      [['444455556666'], ['k7-prod-88', 'k7-prod-99']],
      [['555566667777'], ['k7-prod-88', 'k7-prod-99']],
    ]);
  });

  it('by the id of a role that was read is held to its ARN as well', () => {
    const [way] = narrowed(ANYONE, { StringLike: { 'aws:userid': 'AROAEXAMPLEROLE00002:*' } });
    expect(way?.who).toMatchObject([
      { key: 'aws:principalarn', values: ['arn:aws:iam::222233334444:role/Admin'] },
    ]);
  });

  it('by more values than can be told apart stays as wide as it was', () => {
    const accounts = (count: number) =>
      Array.from({ length: count }, (_, at) => String(444_400_000_000 + at));
    const roles = Array.from({ length: 26 }, (_, at) => `arn:aws:iam::*:role/Ops${at}`);
    const callersFor = (values: readonly string[]) =>
      narrowedCallers(ANYONE, { StringEquals: { 'aws:PrincipalAccount': values } });
    expect(callersFor(accounts(1_000))).toHaveLength(1_000);
    expect(callersFor(accounts(1_001))).toEqual([ANYONE]);
    const both = narrowedCallers(ANYONE, {
      StringEquals: { 'aws:PrincipalAccount': accounts(40) },
      ArnLike: { 'aws:PrincipalArn': roles },
    });
    expect(both).toEqual(accounts(40).map(account));
  });
});

describe('whether a test tells who calls', () => {
  const PATTERN: Caller = {
    kind: 'principal',
    type: 'role',
    arn: 'arn:aws:iam::444455556666:role/*',
    pattern: true,
  };
  const OURS = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } };

  it.each<[string, Caller, unknown, boolean]>([
    ['anyone', ANYONE, OURS, true],
    ['roles by pattern', PATTERN, OURS, true],
    ['one role, which is told already', { ...PATTERN, pattern: false }, OURS, false],
    ['one id, which is told already', uniqueId('AROAEXAMPLEROLE00009'), OURS, false],
    [
      'anyone by a list in which one value is open',
      ANYONE,
      { StringLike: { 'aws:PrincipalOrgID': ['o-exampleorg1', 'o-*'] } },
      false,
    ],
    ['anyone by an external id', ANYONE, { StringEquals: { 'sts:ExternalId': 'k7-prod-88' } }, false],
    [
      'anyone by an organization that may be absent',
      ANYONE,
      { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
      false,
    ],
  ])('of %s', (_, caller, Condition, expected) => {
    const [constraint] = constraintsOf(Condition).constraints;
    expect(constraint && tellsCaller(constraint, wayOf(caller, {}), KNOWLEDGE)).toBe(expected);
  });

  it('may hang on another test of the same key', () => {
    const [constraint] = constraintsOf({
      StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg1' },
    }).constraints;
    const way = wayOf(ANYONE, { Null: { 'aws:PrincipalOrgID': 'false' } });
    expect(constraint && tellsCaller(constraint, way, KNOWLEDGE)).toBe(true);
  });
});

describe('the subjects of a provider', () => {
  const github: Caller = {
    kind: 'oidc',
    provider: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
    issuer: 'token.actions.githubusercontent.com',
    subjects: [],
  };
  const builtIn = (issuer: string): Caller => ({ kind: 'web-identity', issuer, subjects: [] });
  const SUB = 'token.actions.githubusercontent.com:sub';

  it.each<[string, Caller, unknown, readonly string[]]>([
    [
      'those tested, sorted and each once',
      github,
      { StringEquals: { [SUB]: ['repo:b', 'repo:a', 'repo:b'] } },
      ['repo:a', 'repo:b'],
    ],
    [
      'none where the token itself says which',
      github,
      { StringEquals: { [SUB]: ['repo:a', `\${aws:RequestTag/subject}`] } },
      [],
    ],
    ['none where others are only excluded', github, { StringNotEquals: { [SUB]: 'repo:a' } }, []],
    [
      'none where another claim is tested',
      github,
      { StringEquals: { 'token.actions.githubusercontent.com:aud': 'x' } },
      [],
    ],
    [
      'of several tests those with the fewest patterns',
      github,
      {
        StringLike: { [SUB]: 'repo:acme/application:*' },
        StringEquals: { [SUB]: ['repo:a', 'repo:b', 'repo:c'] },
      },
      ['repo:a', 'repo:b', 'repo:c'],
    ],
    [
      'of several patterns the one that leaves least open',
      github,
      { StringLike: { [SUB]: 'repo:*/*/*/x' }, StringLikeIfExists: { [SUB]: 'repo:acme/app:*' } },
      ['repo:acme/app:*'],
    ],
    [
      'the user ids of Facebook',
      builtIn('graph.facebook.com'),
      { StringEquals: { 'graph.facebook.com:id': '7' } },
      ['7'],
    ],
    [
      'the user ids of Amazon, in any letter case',
      builtIn('WWW.Amazon.com'),
      { StringEquals: { 'www.amazon.com:user_id': 'amzn1' } },
      ['amzn1'],
    ],
    [
      'the subjects of Google',
      builtIn('accounts.google.com'),
      { StringEquals: { 'accounts.google.com:sub': '9' } },
      ['9'],
    ],
    [
      'no other claim of Facebook',
      builtIn('graph.facebook.com'),
      { StringEquals: { 'graph.facebook.com:sub': '7' } },
      [],
    ],
    [
      'the subjects of a provider object, whatever its name',
      { ...github, issuer: 'www.amazon.com' },
      { StringEquals: { 'www.amazon.com:sub': '7' } },
      ['7'],
    ],
  ])('are %s', (_, caller, Condition, subjects) => {
    expect(narrowedCallers(caller, Condition)).toEqual([{ ...caller, subjects }]);
  });
});
