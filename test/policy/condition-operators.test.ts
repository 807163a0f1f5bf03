import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { patternOf } from '../../lib/model/wildcard';
import { CONDITION_OPERATORS, conditionOperator } from '../../lib/policy/condition-operators';

const ROLE = 'arn:aws:iam::444455556666:role/Ops';

/** Operator, the policy's value, the request's value, whether they fit. */
const FITS: readonly [operator: string, policy: string, request: string, fits: boolean][] = [
  ['StringEquals', 'a*', 'a*', true],
  ['StringEquals', 'a*', 'ab', false],
  ['StringEquals', 'a', 'A', false],
  ['StringEqualsIgnoreCase', 'Prod', 'pROD', true],
  ['StringEqualsIgnoreCase', 'p*', 'prod', false],
  ['StringLike', 'repo:acme/*', 'repo:acme/app', true],
  ['StringLike', 'repo:acme/*', 'repo:Acme/app', false],
  ['ArnEquals', 'arn:aws:iam::*:role/Ops', ROLE, true],
  ['ArnLike', 'arn:aws:iam::*:role/Ops', ROLE, true],
  ['ArnLike', 'arn:aws:iam::*', ROLE, false],
  ['NumericEquals', '10', '10.0', true],
  ['NumericEquals', 'ten', '10', false],
  ['NumericEquals', '10', 'ten', false],
  ['NumericEquals', '', '0', false],
  ['NumericEquals', '10', '11', false],
  ['NumericEquals', '.25', '0.25', true],
  ['NumericEquals', '1e-3', '0.001', true],
  ['NumericEquals', '1e12', '1000000000000', true],
  ['NumericLessThan', '3600', '3599', true],
  ['NumericLessThan', '3600', '3600', false],
  ['NumericLessThanEquals', '3600', '3600', true],
  ['NumericLessThanEquals', '3600', '3601', false],
  ['NumericGreaterThan', '-1', '0', true],
  ['NumericGreaterThan', '0', '0', false],
  ['NumericGreaterThan', '1', '0', false],
  ['NumericGreaterThanEquals', '1000', '999', false],
  ['NumericGreaterThanEquals', '1e3', '1000', true],
  ['NumericGreaterThanEquals', '0x10', '20', false],
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', true],
  ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
  ['DateEquals', '2026', '2026-01-01', true],
  ['DateEquals', '2026-01-01T00:00:00', '2026-01-01T00:00:00.000Z', true],
  ['DateEquals', '2026-01-01T05:30:00+0530', '2026-01-01', true],
  ['DateEquals', '2026-01-01t00:00z', '2026-01-01', true],
  ['DateEquals', '2026-01-01', '2026-01-02', false],
  ['DateEquals', '1970-01-01T00:01:40Z', '100', true],
  ['DateEquals', '1970-01-01T00:00:00.250Z', '0.25', true],
  ['DateEquals', '2026-01', '2026-01-01', true],
  ['DateEquals', 'tomorrow', 'tomorrow', false],
  ['DateLessThan', '2026-01-01', '2025-12-31T23:59:59Z', true],
  ['DateLessThan', '2026-01-01', '2026-01-01', false],
  ['DateLessThan', '2026-01-01', '2026-01-02', false],
  ['DateLessThan', '2026-13-01', '2025-12-31', false],
  ['DateLessThan', 'Jan 1 2026', '2020', false],
  ['DateLessThan', '2026-01-01 00:00 GMT', '2020', false],
  ['DateLessThanEquals', '2026-01-01', '2026-01-01', true],
  ['DateLessThanEquals', '2026-01-01', '2026-01-02', false],
  ['DateGreaterThan', '2026-01-01', '2026-01-01T00:00:00.001Z', true],
  ['DateGreaterThan', '2026-01-01', '2026-01-01', false],
  ['DateGreaterThan', '2026-01-02', '2026-01-01', false],
  ['DateGreaterThanEquals', '2026-01-01', '2026-01-01', true],
  ['DateGreaterThanEquals', '2026-01-01', '2025', false],
  ['Bool', 'true', 'True', true],
  ['Bool', 'false', 'true', false],
  ['Bool', 'yes', 'yes', false],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['BinaryEquals', 'QmluYXJ5', 'qmluYXJ5', false],
  ['BinaryEquals', 'QQ==', 'QQ==', true],
  ['BinaryEquals', 'QUI=', 'QUI=', true],
  ['BinaryEquals', 'QUJDR', 'QUJDR', false],
  ['BinaryEquals', 'not base64', 'not base64', false],
  ['IpAddress', '203.0.113.0/24', '203.0.113.77', true],
  ['IpAddress', '203.0.113.77', '203.0.113.77', true],
  ['IpAddress', '203.0.113.77', '203.0.113.78', false],
  ['IpAddress', '203.0.113.0/24', '203.0.112.255', false],
  ['IpAddress', '203.0.113.1/8', '203.255.255.255', true],
  ['IpAddress', '0.0.0.0/0', '198.51.100.1', true],
  ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
  ['IpAddress', '2001:db8::/32', '2001:0db8:0000::7', true],
  ['IpAddress', '2001:db8::1', '2001:db8::1', true],
  ['IpAddress', '203.0.113.0/33', '203.0.113.0', false],
  ['IpAddress', '203.0.113.0/', '203.0.113.0', false],
  ['IpAddress', '203.0.113', '203.0.113.0', false],
  ['IpAddress', '0xCB.0.113.7', '203.0.113.7', false],
  ['IpAddress', '203.0.113.*', '203.0.113.7', false],
  ['IpAddress', '203.0.113.0/24', 'somewhere', false],
  ['Null', 'true', '', false],
];

describe('condition operators', () => {
  it.each(FITS)('%s of %j with a request of %j fits: %s', (name, policy, request, fits) => {
    const operator = conditionOperator(name)?.operator;
    expect(operator?.test({ text: policy, pattern: patternOf(policy) }, request)).toBe(fits);
  });

  it.each([
    ['StringNotEquals', 'StringEquals'],
    ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
    ['StringNotLike', 'StringLike'],
    ['ArnNotEquals', 'ArnEquals'],
    ['ArnNotLike', 'ArnLike'],
    ['NumericNotEquals', 'NumericEquals'],
    ['DateNotEquals', 'DateEquals'],
    ['NotIpAddress', 'IpAddress'],
  ])('%s negates the test of %s', (negated, plain) => {
    const [no, yes] = [conditionOperator(negated)?.operator, conditionOperator(plain)?.operator];
    expect([no?.negated, yes?.negated]).toEqual([true, false]);
    for (const [name, policy, request, fits] of FITS.filter(([operator]) => operator === plain)) {
      expect([name, no?.test({ text: policy, pattern: patternOf(policy) }, request)]).toEqual([name, fits]);
    }
  });

  it('take variables in string, ARN and Bool conditions only', () => {
    const takers = CONDITION_OPERATORS.filter(({ takesVariables }) => takesVariables).map(({ name }) => name);
    expect(takers.filter((name) => !/^(String|Arn|Bool)/.test(name))).toEqual([]);
    expect(takers).toHaveLength(11);
  });

  it.each([
    ['negated', /Not/],
    ['takesWildcards', /Arn|Like/],
  ] as const)('are %s where their name is like %s', (flag, pattern) => {
    const having = CONDITION_OPERATORS.filter((operator) => operator[flag]).map(({ name }) => name);
    expect(having).toEqual(CONDITION_OPERATORS.map(({ name }) => name).filter((name) => pattern.test(name)));
  });

  it.each([
    ['IpAddress', '203.0.113', 'an IP address or a range such as 203.0.113.0/24'],
    ['NumericLessThan', 'x', 'a number'],
    ['DateLessThan', '', 'an ISO 8601 date or epoch seconds'],
    ['Bool', '1', '`true` or `false`'],
    ['Null', 'absent', '`true` or `false`'],
    ['BinaryEquals', '=', 'base64'],
    ['ArnLike', 'arn:aws', 'an ARN of six parts'],
    ['StringLike', '', undefined],
    ['NumericLessThan', '5', undefined],
    ['DateLessThan', '2026', undefined],
    ['Bool', 'TRUE', undefined],
    ['Null', 'false', undefined],
    ['IpAddress', '::/0', undefined],
  ])('%s says of %j what was expected: %s', (name, text, expected) => {
    expect(conditionOperator(name)?.operator.expected({ text, pattern: patternOf(text) })).toBe(expected);
  });

  it('have one file each', () => {
    const files = readdirSync(resolve(__dirname, '../../lib/policy/operators')).map((file) =>
      file.slice(0, -3),
    );
    const shared = ['date', 'numeric', 'ordered'];
    const kebab = (name: string) => name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
    expect(files.filter((file) => !shared.includes(file)).sort()).toEqual(
      CONDITION_OPERATORS.map(({ name }) => kebab(name)).sort(),
    );
  });
});

describe('an operator as written', () => {
  it.each([
    ['StringEquals', { name: 'StringEquals', ifExists: false }],
    ['stringequals', { name: 'StringEquals', ifExists: false }],
    ['StringLikeIfExists', { name: 'StringLikeIfExists', ifExists: true }],
    ['ForAnyValue:Stringlike', { name: 'ForAnyValue:StringLike', set: 'any', ifExists: false }],
    [
      'forallvalues:stringnotequalsifexists',
      { name: 'ForAllValues:StringNotEqualsIfExists', set: 'all', ifExists: true },
    ],
    ['ForAllValues:Null', { name: 'ForAllValues:Null', set: 'all', ifExists: false }],
  ])('%s is read', (text, use) => {
    expect(conditionOperator(text)).toMatchObject(use);
    expect(conditionOperator(text)?.set).toBe('set' in use ? use.set : undefined);
  });

  it.each([
    '',
    'NullIfExists',
    'ForAnyValue:NullIfExists',
    'ForAnyValue',
    'ForSomeValue:StringEquals',
    'StringEquals ',
    'StringMatches',
    '__proto__',
    'constructor',
  ])('%j is none', (text) => {
    expect(conditionOperator(text)).toBeUndefined();
  });
});
