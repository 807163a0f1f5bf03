import * as fc from 'fast-check';
import { propertyRuns } from '../support/property-runs';
import { type RandomStatement, randomStatements } from '../support/random-trust';
import { judge } from '../support/trust-role';

const idsOf = (statements: readonly unknown[]) => judge(statements).grants.map(({ id }) => id);

describe('ids of grants', () => {
  it.each([
    ['order of statements', (statements: readonly RandomStatement[]) => [...statements].reverse()],
    ['order of lists', (statements: readonly RandomStatement[]) => statements.map(reversed)],
    ['a list of one for a text', (statements: readonly RandomStatement[]) => statements.map(listed)],
    ['letter case of keys', (statements: readonly RandomStatement[]) => statements.map(shouted)],
    ['a statement written twice', (statements: readonly RandomStatement[]) => [...statements, ...statements]],
  ])('do not depend on the %s', (_, rewrite) => {
    fc.assert(
      fc.property(randomStatements, (statements) => {
        expect(idsOf(rewrite(statements))).toEqual(idsOf(statements));
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it.each([
    ['an account id and its root ARN', { AWS: '444455556666' }, { AWS: 'arn:aws:iam::444455556666:root' }],
    ['blanks around an ARN', { AWS: '444455556666' }, { AWS: ' 444455556666 ' }],
  ])('are the same for %s', (_, left, right) => {
    const allow = (Principal: unknown) => [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
    expect(idsOf(allow(left))).toEqual(idsOf(allow(right)));
  });

  it.each([
    [
      'ArnEquals and ArnLike',
      'ArnEquals',
      'ArnLike',
      'aws:PrincipalArn',
      'arn:aws:iam::444455556666:role/Ops',
    ],
    [
      'a pattern without a wildcard and the text',
      'StringLike',
      'StringEquals',
      'sts:ExternalId',
      'agreed-secret',
    ],
  ])('are the same for %s', (_, left, right, key, value) => {
    const allow = (operator: string) => [
      {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
        Condition: { [operator]: { [key]: value } },
      },
    ];
    expect(idsOf(allow(left))).toEqual(idsOf(allow(right)));
  });

  it('are the same for two accounts in one statement and in two, which are then both named', () => {
    const allow = (accounts: readonly string[]) => ({
      Effect: 'Allow',
      Principal: { AWS: accounts },
      Action: 'sts:AssumeRole',
    });
    const together = judge([allow(['444455556666', '555566667777'])]).grants;
    const apart = judge([allow(['444455556666']), allow(['555566667777', '444455556666'])]).grants;
    expect(apart.map(({ id }) => id)).toEqual(together.map(({ id }) => id));
    expect(apart.map(({ statements }) => statements)).toContainEqual(['0', '1']);
  });

  it('differ by external id, call, caller and what is denied', () => {
    const base = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:*',
      Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
    };
    const all = [
      ...idsOf([base]),
      ...idsOf([{ ...base, Condition: { StringEquals: { 'sts:ExternalId': 'agreed-1' } } }]),
      ...idsOf([{ ...base, Condition: { StringEquals: { 'sts:ExternalId': 'agreed-2' } } }]),
      ...idsOf([{ ...base, Principal: { AWS: '555566667777' } }]),
      ...idsOf([base, deny]),
    ];
    expect(new Set(all).size).toBe(5);
  });
});

const asList = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

function mapped(statement: RandomStatement, list: (values: readonly string[]) => readonly string[]): unknown {
  const { Principal } = statement;
  return {
    ...statement,
    Principal:
      Principal === '*'
        ? Principal
        : Object.fromEntries(Object.entries(Principal).map(([type, value]) => [type, list(asList(value))])),
    Action: list(asList(statement.Action)),
    Condition: Object.fromEntries(
      Object.entries(statement.Condition).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, list(values)])),
      ]),
    ),
  };
}

function reversed(statement: RandomStatement): unknown {
  return mapped(statement, (values) => [...values].reverse());
}

function listed(statement: RandomStatement): unknown {
  return mapped(statement, (values) => values);
}

function shouted(statement: RandomStatement): unknown {
  return {
    ...statement,
    Condition: Object.fromEntries(
      Object.entries(statement.Condition).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, values]) => [key.toUpperCase(), values])),
      ]),
    ),
  };
}
