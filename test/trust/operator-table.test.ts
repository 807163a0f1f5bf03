/**
 * Every condition operator with every modifier, under Allow and under Deny, against the rows of AWS's user guide: what an
 * absent key, a value that fits and one that does not come to.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
import { CONDITION_OPERATORS } from '../../lib/policy/condition-operators';
import { judge } from '../support/trust-role';

const ROLE = 'arn:aws:iam::444455556666:role/ops/Deploy';

/** Never carried by principals of an account. */
const ABSENT = 'aws:SourceArn';

/** By family, a key that every call of the role carries, a value that fits what it holds, and one that does not. */
const FAMILIES: readonly (readonly [name: RegExp, key: string, fits: string, fitsNot: string])[] = [
  [/^String(Not)?Equals$/, 'aws:PrincipalArn', ROLE, 'arn:aws:iam::444455556666:role/ops/*'],
  [/^String.*IgnoreCase$/, 'aws:PrincipalArn', ROLE.toUpperCase(), `${ROLE}?`],
  [/^String(Not)?Like$/, 'aws:PrincipalArn', '*role/ops/*', '*ROLE*'],
  [/^Arn/, 'aws:PrincipalArn', 'arn:aws:iam::*:role/*', 'arn:aws:*:role/*'],
  [/^Numeric(Not)?Equals$/, 'aws:PrincipalAccount', '444455556666.0', '1'],
  [/^NumericLess/, 'aws:PrincipalAccount', '5e11', '4e11'],
  [/^NumericGreater/, 'aws:PrincipalAccount', '4e11', '5e11'],
  [/^DateLess/, 'aws:CurrentTime', '999999999999', '2020-01-01'],
  [/^DateGreater/, 'aws:CurrentTime', '2020-01-01', '999999999999'],
  [/^Bool/, 'aws:SecureTransport', 'TRUE', 'false'],
];

const MODIFIERS = ['', 'ForAnyValue:', 'ForAllValues:'].flatMap((set) =>
  ['', 'IfExists'].map((suffix) => ({ set, suffix })),
);

const OPERATORS = CONDITION_OPERATORS.filter(({ name }) => name !== 'Null').flatMap(({ name, negated }) =>
  MODIFIERS.map(({ set, suffix }) => ({ operator: `${set}${name}${suffix}`, name, negated, set, suffix })),
);

const ALLOW = { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'sts:AssumeRole' };

/** Whether the role gets in where the condition is asked by its Allow, and by a Deny beside. */
function entry(operator: string, key: string, value: string) {
  const Condition = { [operator]: { [key]: value } };
  const admits = (...statements: readonly object[]) =>
    judge(statements).grants.some(({ verdict }) => verdict === 'admits');
  return {
    allow: admits({ ...ALLOW, Condition }),
    deny: admits(ALLOW, { ...ALLOW, Effect: 'Deny', Principal: '*', Condition }),
  };
}

describe('every operator with every modifier', () => {
  it.each(OPERATORS)('$operator meets an absent key as it should', ({ operator, negated, set, suffix }) => {
    const holds = suffix === 'IfExists' || set === 'ForAllValues:' || (negated && set !== 'ForAnyValue:');
    expect(entry(operator, ABSENT, '1')).toEqual({ allow: holds, deny: !holds });
  });

  it.each(
    OPERATORS.flatMap((row) =>
      FAMILIES.filter(([family]) => family.test(row.name)).map(([, key, fits, fitsNot]) => ({
        ...row,
        key,
        fits,
        fitsNot,
      })),
    ),
  )('$operator compares $key', ({ operator, key, fits, fitsNot, negated }) => {
    expect(entry(operator, key, fits)).toEqual({ allow: !negated, deny: negated });
    expect(entry(operator, key, fitsNot)).toEqual({ allow: negated, deny: !negated });
  });

  it('is compared, save dates that are exact, addresses and bytes, which no call must carry', () => {
    const left = OPERATORS.filter(({ name }) => !FAMILIES.some(([family]) => family.test(name)));
    expect([...new Set(left.map(({ name }) => name))]).toEqual([
      'DateEquals',
      'DateNotEquals',
      'BinaryEquals',
      'IpAddress',
      'NotIpAddress',
    ]);
  });

  it.each([
    ['Null', 'true', true, false],
    ['Null', 'false', false, true],
    ['ForAnyValue:Null', 'true', false, false],
    ['ForAnyValue:Null', 'false', false, false],
    ['ForAllValues:Null', 'true', true, true],
    ['ForAllValues:Null', 'false', true, true],
  ])('%s of %s meets an absent key: %s, and one that is there: %s', (operator, value, absent, present) => {
    expect(entry(operator, ABSENT, value)).toEqual({ allow: absent, deny: !absent });
    expect(entry(operator, 'aws:PrincipalArn', value)).toEqual({ allow: present, deny: !present });
  });

  it.each(OPERATORS)(
    '$operator without values meets an absent key only',
    ({ operator, negated, set, suffix }) => {
      const holds = suffix === 'IfExists' || set === 'ForAllValues:' || (negated && set !== 'ForAnyValue:');
      const admits = (key: string) =>
        judge([{ ...ALLOW, Condition: { [operator]: { [key]: [] } } }]).grants.length > 0;
      expect(admits(ABSENT)).toBe(holds);
      expect(admits('aws:PrincipalArn')).toBe(false);
    },
  );
});
