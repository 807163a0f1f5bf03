import * as fc from 'fast-check';
import type { Grant } from '../../lib/model/grant';
import { propertyRuns } from '../support/property-runs';
import { type RandomStatement, randomStatement, randomStatements } from '../support/random-trust';
import { judge } from '../support/trust-role';

const idsOf = (statements: readonly unknown[]) => judge(statements).grants.map(({ id }) => id);

describe('ids of grants', () => {
  it.each([
    ['order of statements', (statements: readonly RandomStatement[]) => [...statements].reverse()],
    ['order of lists', (statements: readonly RandomStatement[]) => statements.map(reversed)],
    ['a list of one for a text', (statements: readonly RandomStatement[]) => statements.map(listed)],
    ['letter case of keys', (statements: readonly RandomStatement[]) => statements.map(shouted)],
    ['order of condition keys', (statements: readonly RandomStatement[]) => statements.map(turned)],
    ['letter case of actions', (statements: readonly RandomStatement[]) => statements.map(loudActions)],
    ['repetition in lists', (statements: readonly RandomStatement[]) => statements.map(repeated)],
    ['a statement written twice', (statements: readonly RandomStatement[]) => [...statements, ...statements]],
  ])('do not depend on the %s', (_, rewrite) => {
    fc.assert(
      fc.property(randomStatements, (statements) => {
        expect(idsOf(rewrite(statements))).toEqual(idsOf(statements));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it.each([
    ['principals', byPrincipal],
    ['actions', byAction],
  ])('do not depend on which statements list the %s', (_, split) => {
    fc.assert(
      fc.property(randomStatements, (statements) => {
        const [together, apart] = [judge(statements), judge(statements.flatMap(split))];
        fc.pre([...together.grants, ...apart.grants].every(({ verdict }) => verdict === 'admits'));
        expect(apart.grants.map(({ id }) => id)).toEqual(together.grants.map(({ id }) => id));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('do not depend on which statements list the values of a text', () => {
    fc.assert(
      fc.property(randomStatement('Allow'), randomStatement('Deny'), (allow, deny) => {
        fc.pre(!keysOf(deny).some((key) => keysOf(allow).includes(key)));
        const apart = judge([...byValue(allow), ...byValue(deny)]).grants;
        fc.pre(isAlikeThroughout(apart));
        expect(apart.map(({ id }) => id)).toEqual(idsOf([allow, deny]));
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  it('do not depend on which denies list the principals', () => {
    const allow = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
    const deny = (...accounts: readonly string[]) => ({
      Effect: 'Deny',
      Principal: { AWS: accounts },
      Action: 'sts:AssumeRole',
    });
    const accounts = ['444455556666', '555566667777', '666677778888'];
    const together = idsOf([allow, deny(...accounts)]);
    expect(together).toHaveLength(1);
    expect(idsOf([allow, ...accounts.map((account) => deny(account))])).toEqual(together);
  });

  it('tell a weak value in one statement from a firm one in another', () => {
    const allow = (id: string) => ({
      Effect: 'Allow',
      Principal: { AWS: '444455556666' },
      Action: 'sts:AssumeRole',
      Condition: { StringLike: { 'sts:ExternalId': id } },
    });
    const strengths = judge([allow('k7-prod-88'), allow('k7-*')]).grants.map(
      ({ guards }) => guards[0]?.strength,
    );
    expect(strengths.sort()).toEqual(['firm', 'weak']);
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

function repeated(statement: RandomStatement): unknown {
  return mapped(statement, (values) => [...values, ...values]);
}

function loudActions(statement: RandomStatement): unknown {
  return { ...statement, Action: asList(statement.Action).map((action) => action.toUpperCase()) };
}

function turned({ Condition, ...rest }: RandomStatement): unknown {
  const backwards = <T>(block: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(block).reverse());
  const operators = Object.entries(Condition).map(([operator, keys]) => [operator, backwards(keys)] as const);
  return { Condition: backwards(Object.fromEntries(operators)), ...rest };
}

/** One Allow for each principal. Of a Deny, a principal that nobody here can be is left out alone, and told in a list. */
function byPrincipal(statement: RandomStatement): readonly unknown[] {
  const { Principal, Effect } = statement;
  if (Principal === '*' || Effect === 'Deny') return [statement];
  return Object.entries(Principal).flatMap(([type, values]) =>
    asList(values).map((value) => ({ ...statement, Principal: { [type]: value } })),
  );
}

/** One statement for each action. */
function byAction(statement: RandomStatement): readonly unknown[] {
  return asList(statement.Action).map((Action) => ({ ...statement, Action }));
}

/** Whether no grant is undecided, and each key is guarded as well in one grant as in the other. */
function isAlikeThroughout(grants: readonly Grant[]): boolean {
  const strengths = new Map<string, string>();
  return grants.every(
    ({ verdict, guards }) =>
      verdict === 'admits' &&
      guards.every(({ key, strength, reason }) => {
        const found = `${strength} ${reason}`;
        const before = strengths.get(key) ?? found;
        strengths.set(key, before);
        return before === found;
      }),
  );
}

/** Keys that say who calls, and so close some ways and not others: their values are no mere alternatives. */
const OF_CALLER = /^aws:(Principal|userid|username)/;

const TEXT = /^(ForAnyValue:)?String(Equals|Like|EqualsIgnoreCase)(IfExists)?$/;

/** One statement for each value of the tests of text whose key nothing else tests: its values are alternatives. */
function byValue(statement: RandomStatement): readonly RandomStatement[] {
  const tests = Object.entries(statement.Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
  const keys = keysOf(statement);
  return tests
    .filter(
      ({ operator, key, values }) =>
        TEXT.test(operator) &&
        !OF_CALLER.test(key) &&
        keys.filter((each) => each === key).length === 1 &&
        // no request carries a star that is a plain character, and not every request what a variable names
        !values.some((value) => value.includes('$') || (value.includes('*') && !operator.includes('Like'))),
    )
    .reduce<readonly RandomStatement[]>(
      (split, { operator, key, values }) =>
        split.flatMap((each) =>
          values.map((value) => ({
            ...each,
            Condition: { ...each.Condition, [operator]: { ...each.Condition[operator], [key]: [value] } },
          })),
        ),
      [statement],
    );
}

function keysOf({ Condition }: RandomStatement): readonly string[] {
  return Object.values(Condition).flatMap((keys) => Object.keys(keys));
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
