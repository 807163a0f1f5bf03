// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like this
import fc from 'fast-check';
import { evaluateCondition } from '../../lib/policy/condition';
import { CONDITION_OPERATORS } from '../../lib/policy/condition-operators';

const KEY = 'sts:ExternalId';

/** Operator, the policy's values, the request's values (none: absent), outcome, reason. */
type Row = readonly [
  operator: string,
  policy: readonly string[],
  request: readonly string[],
  kind: 'met' | 'unmet' | 'undecided',
  reason: string,
];

describe('one condition, one row of the documented table each', () => {
  it.each<Row>([
    ['StringEquals', ['a', 'b'], ['b'], 'met', 'value-fits'],
    ['StringEquals', ['a', 'b'], ['c'], 'unmet', 'value-does-not-fit'],
    ['StringNotEquals', ['a', 'b'], ['c'], 'met', 'value-fits'],
    ['StringNotEquals', ['a', 'b'], ['b'], 'unmet', 'value-does-not-fit'],
    ['StringEquals', ['a'], [], 'unmet', 'key-absent'],
    ['StringNotEquals', ['a'], [], 'met', 'key-absent'],
    ['NotIpAddress', ['10.0.0.0/8'], [], 'met', 'key-absent'],
    ['ArnNotLike', ['*'], [], 'met', 'key-absent'],
    ['NumericLessThan', ['1'], [], 'unmet', 'key-absent'],
    ['StringEqualsIfExists', ['a'], [], 'met', 'key-absent'],
    ['StringEqualsIfExists', ['a'], ['b'], 'unmet', 'value-does-not-fit'],
    ['StringNotEqualsIfExists', ['a'], [], 'met', 'key-absent'],
    ['BoolIfExists', ['true'], ['false'], 'unmet', 'value-does-not-fit'],
    ['Null', ['true'], [], 'met', 'key-absent'],
    ['Null', ['true'], ['a'], 'unmet', 'key-present'],
    ['Null', ['false'], [], 'unmet', 'key-absent'],
    ['Null', ['false'], ['a'], 'met', 'key-present'],
    ['Null', ['FALSE'], ['a'], 'met', 'key-present'],
    ['Null', ['true', 'false'], ['a'], 'met', 'key-present'],
    ['Null', [], ['a'], 'unmet', 'key-present'],
    ['Null', ['perhaps'], [], 'unmet', 'key-absent'],
    ['ForAllValues:Null', ['true'], ['a'], 'met', 'set-operator-on-null'],
    ['ForAnyValue:Null', ['true'], [], 'unmet', 'set-operator-on-null'],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'a'], 'met', 'value-fits'],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], 'unmet', 'value-does-not-fit'],
    ['ForAllValues:StringEquals', ['a'], [], 'met', 'key-absent'],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], 'met', 'value-fits'],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'a'], 'unmet', 'value-does-not-fit'],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], 'met', 'value-fits'],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], 'unmet', 'value-does-not-fit'],
    ['ForAnyValue:StringEquals', ['a'], [], 'unmet', 'key-absent'],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], 'met', 'value-fits'],
    ['ForAnyValue:StringNotEquals', ['a'], ['a'], 'unmet', 'value-does-not-fit'],
    ['ForAnyValue:StringNotEquals', ['a'], [], 'unmet', 'key-absent'],
    ['ForAnyValue:StringEqualsIfExists', ['a'], [], 'met', 'key-absent'],
    ['ForAllValues:StringEquals', [], ['a'], 'unmet', 'no-values'],
    ['ForAllValues:StringEquals', [], [], 'met', 'key-absent'],
    ['ForAnyValue:StringEquals', [], ['a'], 'unmet', 'no-values'],
    ['ForAnyValue:StringEquals', [], [], 'unmet', 'key-absent'],
    ['StringEqualsIfExists', [], ['a'], 'unmet', 'no-values'],
    ['StringEquals', [], ['a'], 'unmet', 'no-values'],
    ['StringEquals', ['a'], ['a', 'b'], 'undecided', 'several-values'],
    ['StringNotEquals', ['a'], ['b', 'c'], 'undecided', 'several-values'],
    ['StringMatches', ['a'], ['a'], 'undecided', 'operator-unknown'],
    ['NullIfExists', ['true'], [], 'undecided', 'operator-unknown'],
    ['StringLike', ['a', '${aws:username'], ['a'], 'undecided', 'variable-malformed'],
    ['StringLike', ['${aws:username'], ['a'], 'undecided', 'variable-malformed'],
    ['IpAddress', ['10.0.0.0/8', 'nonsense'], ['10.1.2.3'], 'met', 'value-fits'],
    ['IpAddress', ['nonsense'], ['10.1.2.3'], 'unmet', 'value-does-not-fit'],
    ['NotIpAddress', ['nonsense'], ['10.1.2.3'], 'met', 'value-fits'],
  ])('%s %j with a request of %j is %s: %s', (operator, values, request, kind, reason) => {
    const condition = { operator, key: KEY, values };
    const context = new Map(request.length > 0 ? [['sts:externalid', request]] : []);
    expect(evaluateCondition(condition, '2012-10-17', context)).toEqual({ kind, condition, reason });
  });

  it.each(['StringLike', 'StringNotLike', 'StringEqualsIfExists'])(
    'is undecided where %s without a set operator meets a key that can have several values',
    (operator) => {
      const condition = { operator, key: 'aws:PrincipalOrgPaths', values: ['o-exampleorg1/*'] };
      const context = new Map([['aws:principalorgpaths', ['o-exampleorg1/r-abcd/']]]);
      expect(evaluateCondition(condition, '2012-10-17', context)).toMatchObject({
        kind: 'undecided',
        reason: 'several-values',
      });
      expect(evaluateCondition(condition, '2012-10-17', new Map())).toMatchObject({ reason: 'key-absent' });
    },
  );

  it('finds keys whatever their letter case', () => {
    const condition = { operator: 'StringEquals', key: 'AWS:PrincipalORGID', values: ['o-exampleorg1'] };
    const context = new Map([['aws:principalorgid', ['o-exampleorg1']]]);
    expect(evaluateCondition(condition, '2012-10-17', context).kind).toBe('met');
  });
});

describe('variables in a condition', () => {
  const context = new Map([
    ['aws:username', ['alice']],
    ['sts:rolesessionname', ['alice']],
    ['aws:principaltag/any', ['*']],
  ]);

  it.each<[operator: string, value: string, version: '2012-10-17' | '2008-10-17', kind: string]>([
    ['StringEquals', '${aws:username}', '2012-10-17', 'met'],
    ['StringEquals', '${aws:username}', '2008-10-17', 'unmet'],
    ['StringLike', '${aws:username}*', '2012-10-17', 'met'],
    ['StringLike', '${aws:PrincipalTag/any}', '2012-10-17', 'unmet'],
    ['StringLike', '*', '2012-10-17', 'met'],
    ['StringLike', '${*}', '2012-10-17', 'unmet'],
    ['StringEquals', '${aws:PrincipalTag/none}', '2012-10-17', 'unmet'],
    ['StringNotEquals', '${aws:PrincipalTag/none}', '2012-10-17', 'met'],
    ['StringEquals', "${aws:PrincipalTag/none, 'alice'}", '2012-10-17', 'met'],
    ['NumericEquals', '${aws:username}', '2012-10-17', 'unmet'],
  ])('%s %s in version %s is %s', (operator, value, version, kind) => {
    const condition = { operator, key: 'sts:RoleSessionName', values: [value] };
    expect(evaluateCondition(condition, version, context).kind).toBe(kind);
  });
});

describe('laws of conditions', () => {
  const words = fc.array(
    fc.constantFrom('a', 'ab', '*', '1', '2026-01-01', 'true', '10.0.0.1', 'arn:aws:iam::4:user/a'),
  );
  const operators = CONDITION_OPERATORS.filter(({ name }) => name !== 'Null');

  it('a negated operator is met exactly where the plain one is not, for one carried value and some policy value', () => {
    const pairs = operators.flatMap(({ name }) => {
      const plain = name === 'NotIpAddress' ? 'IpAddress' : name.replace('Not', '');
      return plain === name ? [] : [[plain, name] as const];
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...pairs),
        words,
        fc.constantFrom('a', '1', '10.0.0.1'),
        ([plain, negated], values, one) => {
          fc.pre(values.length > 0);
          const outcome = (operator: string) =>
            evaluateCondition(
              { operator, key: KEY, values },
              '2012-10-17',
              new Map([['sts:externalid', [one]]]),
            ).kind;
          return outcome(plain) !== outcome(negated);
        },
      ),
    );
  });

  it('the order of values on either side, and their repetition, never matters', () => {
    const sets = fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:');
    fc.assert(
      fc.property(fc.constantFrom(...operators), sets, words, words, ({ name }, set, values, carried) => {
        const outcome = (policy: readonly string[], request: readonly string[]) =>
          evaluateCondition(
            { operator: `${set}${name}`, key: KEY, values: policy },
            '2012-10-17',
            new Map([['sts:externalid', request]]),
          ).kind;
        const repeated = set === '' ? carried : [...carried, ...carried];
        return (
          outcome(values, carried) === outcome([...values, ...values].reverse(), [...repeated].reverse())
        );
      }),
    );
  });
});
