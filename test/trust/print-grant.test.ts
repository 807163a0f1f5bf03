import * as fc from 'fast-check';
import type { Caller } from '../../lib/model/caller';
import type { Grant } from '../../lib/model/grant';
import type { Guard } from '../../lib/model/guard';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { type PrintedStatement, printGrant } from '../../lib/trust/print-grant';
import { coversRequest } from '../support/covers-request';
import { account } from '../support/graph-builder';
import { propertyRuns } from '../support/property-runs';
import {
  ENTERED,
  KNOWLEDGE,
  randomControl,
  randomRequest,
  randomStatements,
  WORLD,
} from '../support/random-trust';
import { documentOf, judge, roleTrusting } from '../support/trust-role';

describe('a grant that is printed', () => {
  it('is the same when it is judged again', () => {
    fc.assert(
      fc.property(
        randomStatements,
        fc.option(randomControl),
        fc.array(randomRequest, { minLength: 12, maxLength: 12 }),
        (statements, control, requests) => {
          const resourceControl = { kind: 'in-force' as const, policies: control ? [control] : [] };
          const hasDenies = control !== null || statements.some(({ Effect }) => Effect === 'Deny');
          const role = roleTrusting(documentOf(...statements));
          for (const grant of judgeTrust(role, { ...KNOWLEDGE, resourceControl }).grants) {
            if (!grant.witness) continue;
            const printed = printGrant(grant);
            const again = judge(printed).grants;
            // what denies leave may be said shorter where all of it is known from the start; a second test of a key
            // is printed as one
            if (!hasDenies && printed.length === 1) expect(again.map(({ id }) => id)).toEqual([grant.id]);
            const ownRequest = { call: grant.call, ...ENTERED, ...grant.witness };
            for (const request of [ownRequest, ...requests]) {
              const covers = again.some((each) => coversRequest(each, request, WORLD));
              expect(covers).toBe(coversRequest(grant, request, WORLD));
            }
          }
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  const ALLOW = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
  const vpc = (...values: readonly string[]) => ({ StringEquals: { 'aws:SourceVpc': values } });

  it.each<[string, readonly object[], readonly object[]]>([
    ['is an Allow', [ALLOW], [ALLOW]],
    [
      'names the actions that its tags need',
      [
        {
          ...ALLOW,
          Action: 'sts:*',
          Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } },
        },
      ],
      [
        {
          ...ALLOW,
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: { StringEquals: { 'aws:RequestTag/team': ['red'] } },
        },
      ],
    ],
    [
      'has a Deny for what is refused',
      [ALLOW, { ...ALLOW, Effect: 'Deny', Condition: vpc('vpc-1') }],
      [ALLOW, { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: vpc('vpc-1') }],
    ],
    [
      'has a Deny for a second test that one Allow cannot hold',
      [
        { ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
        {
          ...ALLOW,
          Effect: 'Deny',
          Condition: { NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/25' } },
        },
      ],
      [
        { ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } } },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:AssumeRole',
          Condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/25'] } },
        },
      ],
    ],
  ])('%s', (_, statements, printed) => {
    const { grants } = judge(statements);
    expect(grants.map(printGrant)).toEqual([printed]);
    expect(judge(printed).grants.map(({ id }) => id)).toEqual(grants.map(({ id }) => id));
  });
});

const GRANT: Grant = {
  id: 'g',
  role: roleTrusting(documentOf()).arn,
  call: 'AssumeRole',
  caller: { kind: 'anyone' },
  verdict: 'admits',
  guards: [],
  unless: [],
  statements: ['0'],
};

describe('a grant of any kind', () => {
  it.each<[Caller, PrintedStatement['Principal']]>([
    [{ kind: 'anyone' }, { AWS: '*' }],
    [{ kind: 'account', account: account('444455556666') }, { AWS: '444455556666' }],
    [
      { kind: 'principal', type: 'role', arn: 'arn:aws:iam::444455556666:role/*', pattern: true },
      { AWS: '*' },
    ],
    [
      {
        kind: 'principal',
        type: 'role',
        arn: 'arn:aws:iam::444455556666:role/*',
        pattern: true,
        account: account('444455556666'),
      },
      { AWS: '444455556666' },
    ],
    [
      { kind: 'principal', type: 'role', arn: 'arn:aws:iam::444455556666:role/A', pattern: false },
      { AWS: 'arn:aws:iam::444455556666:role/A' },
    ],
    [{ kind: 'organization', organization: 'o-exampleorg1' }, { AWS: '*' }],
    [{ kind: 'organization-unit', organization: 'o-exampleorg1', path: 'o-exampleorg1/*' }, { AWS: '*' }],
    [{ kind: 'unique-id', uniqueId: 'AROAEXAMPLEUNIQUEID1' }, { AWS: 'AROAEXAMPLEUNIQUEID1' }],
    [
      { kind: 'saml', provider: 'arn:aws:iam::111122223333:saml-provider/Okta' },
      { Federated: 'arn:aws:iam::111122223333:saml-provider/Okta' },
    ],
    [
      { kind: 'web-identity', issuer: 'accounts.google.com', subjects: [] },
      { Federated: 'accounts.google.com' },
    ],
    [{ kind: 'service', service: 'lambda.amazonaws.com' }, { Service: 'lambda.amazonaws.com' }],
    [{ kind: 'canonical-user', id: 'a'.repeat(64) }, { CanonicalUser: 'a'.repeat(64) }],
  ])('names its caller: %j', (caller, Principal) => {
    expect(printGrant({ ...GRANT, caller })).toEqual([
      { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' },
    ]);
  });

  const KEY = { 'aws:Example': ['b'] };

  /** Of two tests of a key by one operator, the Allow has room for the first only. */
  const twice = (operator: string): readonly Guard[] =>
    ['a', 'b'].map((value) => ({
      kind: 'other',
      strength: 'firm',
      key: 'aws:Example',
      operator,
      values: [value],
    }));

  it.each<[string, PrintedStatement['Condition']]>([
    ['StringEquals', { StringNotEquals: KEY }],
    ['StringNotEquals', { StringEquals: KEY }],
    ['StringEqualsIgnoreCase', { StringNotEqualsIgnoreCase: KEY }],
    ['StringNotEqualsIgnoreCase', { StringEqualsIgnoreCase: KEY }],
    ['StringLike', { StringNotLike: KEY }],
    ['StringNotLike', { StringLike: KEY }],
    ['ArnLike', { ArnNotLike: KEY }],
    ['ArnNotLike', { ArnLike: KEY }],
    ['NumericEquals', { NumericNotEquals: KEY }],
    ['NumericNotEquals', { NumericEquals: KEY }],
    ['DateEquals', { DateNotEquals: KEY }],
    ['DateNotEquals', { DateEquals: KEY }],
    ['IpAddress', { NotIpAddress: KEY }],
    ['NotIpAddress', { IpAddress: KEY }],
    // a request without the key does not meet them, and a Deny has to say so
    ['NumericLessThan', { NumericGreaterThanEqualsIfExists: KEY }],
    ['NumericLessThanEquals', { NumericGreaterThanIfExists: KEY }],
    ['NumericGreaterThan', { NumericLessThanEqualsIfExists: KEY }],
    ['NumericGreaterThanEquals', { NumericLessThanIfExists: KEY }],
    ['DateLessThan', { DateGreaterThanEqualsIfExists: KEY }],
    ['DateGreaterThanEquals', { DateLessThanIfExists: KEY }],
    // a request without the key meets them, and a negated Deny would refuse it
    ['StringEqualsIfExists', { StringNotEquals: KEY, Null: { 'aws:Example': ['false'] } }],
    ['StringNotEqualsIfExists', { StringEquals: KEY }],
    ['IpAddressIfExists', { NotIpAddress: KEY, Null: { 'aws:Example': ['false'] } }],
    ['NumericLessThanIfExists', { NumericGreaterThanEquals: KEY }],
    ['ForAnyValue:StringEquals', { 'ForAllValues:StringNotEquals': KEY }],
    ['ForAllValues:StringEquals', { 'ForAnyValue:StringNotEquals': KEY }],
    ['ForAllValues:StringNotLike', { 'ForAnyValue:StringLike': KEY }],
    [
      'ForAnyValue:StringLikeIfExists',
      { 'ForAllValues:StringNotLike': KEY, Null: { 'aws:Example': ['false'] } },
    ],
  ])('refuses what does not meet a second %s of a key', (operator, Condition) => {
    expect(printGrant({ ...GRANT, guards: twice(operator) })).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
        Condition: { [operator]: { 'aws:Example': ['a'] } },
      },
      { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition },
    ]);
  });
});

it('keeps the tests of two keys, and of one key by two operators, in one Allow', () => {
  const test = (operator: string, key: string): Guard => ({
    kind: 'other',
    strength: 'firm',
    key,
    operator,
    values: ['a'],
  });
  const guards = [
    test('StringEquals', 'aws:One'),
    test('StringLike', 'aws:One'),
    test('StringEquals', 'aws:Two'),
  ];
  const [allow, ...denies] = printGrant({ ...GRANT, guards });
  expect(denies).toEqual([]);
  expect(allow?.Condition).toEqual({
    StringEquals: { 'aws:One': ['a'], 'aws:Two': ['a'] },
    StringLike: { 'aws:One': ['a'] },
  });
});

it.each([
  ['StringNotEquals', ['a', 'b', 'c']],
  ['StringEquals', ['b']],
])('says two tests of a key by %s, that are refused together, as one', (operator, values) => {
  const test = (...texts: readonly string[]): Guard => ({
    kind: 'other',
    strength: 'firm',
    key: 'aws:Example',
    operator,
    values: texts,
  });
  const [, deny] = printGrant({ ...GRANT, unless: [[test('a', 'b'), test('b', 'c')]] });
  expect(deny?.Condition).toEqual({ [operator]: { 'aws:Example': values } });
});
