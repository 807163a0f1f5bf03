import * as fc from 'fast-check';
import type { Condition, Statement } from '../../lib/model/policy-document';
import { evaluateCondition } from '../../lib/policy/condition';
import { complementOf } from '../../lib/trust/canonical-constraint';
import { hasOpenVariables, hasWildcard, holdsFor, variablesOf } from '../../lib/trust/constraint';
import { readConditions } from '../../lib/trust/read-conditions';
import { propertyRuns } from '../support/property-runs';
import { toldConstraint } from '../support/told-constraint';

const statementOf = (...conditions: readonly Condition[]): Statement => ({
  index: 0,
  effect: 'Allow',
  conditions,
  unknown: [],
});

const constraintOf = (condition: Condition) =>
  readConditions(statementOf(condition), '2012-10-17').constraints[0];

const ROWS: readonly {
  readonly operators: readonly string[];
  readonly values: readonly string[];
  readonly carried: readonly string[];
}[] = [
  {
    operators: [
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'StringEqualsIgnoreCase',
      'StringNotEqualsIgnoreCase',
    ],
    values: ['red', 'r*', 'RED', 'blue', '?'],
    carried: ['red', 'RED', 'blue', 'r'],
  },
  {
    operators: [
      'NumericEquals',
      'NumericNotEquals',
      'NumericLessThan',
      'NumericLessThanEquals',
      'NumericGreaterThan',
      'NumericGreaterThanEquals',
    ],
    values: ['5', '7', 'many'],
    carried: ['4', '5', '6', '8', 'none'],
  },
  {
    operators: ['DateLessThan', 'DateGreaterThanEquals', 'DateEquals', 'DateNotEquals'],
    values: ['2026-01-01T00:00:00Z', '2027-01-01'],
    carried: ['2025-06-01T00:00:00Z', '2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z', 'never'],
  },
  { operators: ['Bool'], values: ['true', 'False', 'perhaps'], carried: ['true', 'false', 'perhaps', 'no'] },
  {
    operators: ['IpAddress', 'NotIpAddress'],
    values: ['203.0.113.0/24', '::1'],
    carried: ['203.0.113.9', '198.51.100.1', '::1', 'nowhere'],
  },
];

const condition = fc.constantFrom(...ROWS).chain(({ operators, values, carried }) =>
  fc.record({
    operator: fc
      .tuple(
        fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'),
        fc.constantFrom(...operators),
        fc.constantFrom('', 'IfExists'),
      )
      .map((parts) => parts.join('')),
    values: fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 }),
    carried: fc.uniqueArray(fc.constantFrom(...carried), { maxLength: 3 }),
  }),
);

const nullCondition = fc.record({
  operator: fc.constantFrom('Null', 'ForAnyValue:Null', 'ForAllValues:Null'),
  values: fc.uniqueArray(fc.constantFrom('true', 'false', 'maybe'), { maxLength: 2 }),
  carried: fc.uniqueArray(fc.constant('x')),
});

describe('a condition in normal form', () => {
  it('holds where the evaluator says so, and its complement where it does not', () => {
    fc.assert(
      fc.property(fc.oneof(condition, nullCondition), ({ operator, values, carried }) => {
        const written = { operator, key: 'aws:RequestTag/Team', values };
        const constraint = constraintOf(written);
        if (!constraint) throw new Error('expected a constraint');
        const context = new Map([['aws:requesttag/team', carried]]);
        const { kind } = evaluateCondition(written, '2012-10-17', context);
        if (kind === 'undecided') return;
        expect(holdsFor(constraint, context)).toBe(kind === 'met');
        expect(holdsFor(complementOf(constraint), context)).toBe(kind !== 'met');
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  it.each([
    [
      'an operator that is none',
      'StringMatches',
      'x',
      '`StringMatches` is no operator of the policy language',
    ],
    [
      'a variable without end',
      'StringEquals',
      '${aws:username',
      'a variable in the values of `sts:ExternalId` has no end',
    ],
  ])('is a doubt for %s, which never quotes the value', (_, operator, value, doubt) => {
    const read = readConditions(
      statementOf({ operator, key: 'sts:ExternalId', values: [value] }),
      '2012-10-17',
    );
    expect(read).toEqual({ constraints: [], doubts: [doubt] });
  });

  it('is plain text in the old version, where variables mean nothing', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    const text = '${aws:username}';
    const old = readConditions(
      statementOf({ operator: 'StringEquals', key: 'sts:RoleSessionName', values: [text] }),
      '2008-10-17',
    );
    const [constraint] = old.constraints;
    const context = new Map([
      ['sts:rolesessionname', [text]],
      ['aws:username', ['alice']],
    ]);
    expect(constraint && holdsFor(constraint, context)).toBe(true);
  });
});

describe('equal meanings', () => {
  const shapeOn =
    (key: string) =>
    (operator: string, ...values: readonly string[]) => {
      const constraint = constraintOf({ operator, key, values });
      if (!constraint) throw new Error('expected a constraint');
      return constraint;
    };
  const shapeOf = shapeOn('aws:RequestTag/Team');
  const truth = shapeOn('aws:MultiFactorAuthPresent');
  const number = shapeOn('aws:MultiFactorAuthAge');
  const moment = shapeOn('aws:CurrentTime');
  const second = shapeOn('aws:EpochTime');

  it.each([
    ['a pattern without wildcards and a text', shapeOf('StringLike', 'red'), shapeOf('StringEquals', 'red')],
    [
      'ARNs compared by either operator',
      shapeOf('ArnEquals', 'a:b:c:d:e:*'),
      shapeOf('ArnLike', 'a:b:c:d:e:*'),
    ],
    ['letter cases of a truth', shapeOf('Bool', 'TRUE'), shapeOf('Bool', 'true')],
    ['a truth among nonsense', shapeOf('Bool', 'true', 'perhaps', 'true'), shapeOf('Bool', 'true')],
    ['letter cases of an operator', shapeOf('stringequals', 'red'), shapeOf('StringEquals', 'red')],
  ])('are one constraint: %s', (_, left, right) => {
    expect(toldConstraint(left)).toEqual(toldConstraint(right));
  });

  it.each([
    ['not true and false', truth('Bool', 'true'), truth('BoolIfExists', 'false')],
    ['not false and true', truth('Bool', 'false'), truth('BoolIfExists', 'true')],
    [
      'not less and at least',
      number('NumericLessThan', '5'),
      number('NumericGreaterThanEqualsIfExists', '5'),
    ],
    ['not more and at most', number('NumericGreaterThan', '5'), number('NumericLessThanEqualsIfExists', '5')],
    [
      'not at least and less',
      moment('DateGreaterThanEquals', '2026'),
      moment('DateLessThanIfExists', '2026'),
    ],
    ['not at most and more', moment('DateLessThanEquals', '2026'), moment('DateGreaterThanIfExists', '2026')],
    [
      'none of two upper bounds and above the higher',
      moment('DateLessThan', '2027', '2026', 'soon'),
      moment('DateGreaterThanEqualsIfExists', '2027'),
    ],
    [
      'none of two lower bounds and below the lower',
      number('NumericGreaterThan', '9', '5', '7'),
      number('NumericLessThanEqualsIfExists', '5'),
    ],
    [
      'numbers that would be years, compared as numbers',
      number('NumericLessThan', '2026', '99999'),
      number('NumericGreaterThanEqualsIfExists', '99999'),
    ],
    [
      'not before a second and since',
      second('DateLessThan', '1600000000'),
      second('DateGreaterThanEqualsIfExists', '1600000000'),
    ],
    [
      'not a second below and since',
      second('NumericLessThan', '1600000000'),
      second('NumericGreaterThanEqualsIfExists', '1600000000'),
    ],
    ['both truths and a key that must be left out', truth('Bool', 'true', 'false'), truth('Null', 'true')],
    ['not a null and a value', shapeOf('Null', 'true'), shapeOf('Null', 'false')],
  ])('are one complement: %s', (_, constraint, complement) => {
    expect(toldConstraint(complementOf(constraint))).toEqual(toldConstraint(complement));
  });

  it.each([
    ['no bound at all', number('NumericLessThan', 'many')],
    ['no truth at all', truth('Bool', 'perhaps')],
  ])('of %s are those of a key that must be left out', (_, constraint) => {
    const carried = new Map([[constraint.key, ['5']]]);
    expect(holdsFor(constraint, carried)).toBe(false);
    expect(holdsFor(complementOf(constraint), carried)).toBe(true);
    expect(complementOf(constraint)).toMatchObject({ kind: 'presence', whenPresent: true, whenAbsent: true });
  });

  it.each([
    ['of a tag', shapeOf('Bool', 'true'), 'perhaps'],
    ['both of a tag', shapeOf('Bool', 'true', 'false'), 'perhaps'],
    ['of a tag in numbers', shapeOf('NumericLessThan', '5'), 'many'],
    ['of a tag in moments', shapeOf('DateLessThan', '2026'), 'soon'],
    ['of a moment in numbers', moment('NumericLessThan', '5'), '2026-01-01T00:00:00Z'],
  ])('are not those of its opposite where a key holds other texts: %s', (_, constraint, text) => {
    const carried = new Map([[constraint.key, [text]]]);
    expect(holdsFor(constraint, carried)).toBe(false);
    expect(holdsFor(complementOf(constraint), carried)).toBe(true);
  });
});

describe('a value', () => {
  const variable = (inside: string) => `\${${inside}}`;
  const read = (operator: string, ...values: readonly string[]) =>
    constraintOf({ operator, key: 'aws:RequestTag/Team', values });

  it.each([
    ['a*', true],
    ['a?', true],
    ['plain', false],
    [`a${variable('*')}b`, false],
    [`a${variable('?')}b`, false],
    [`a${variable('*')}b*`, true],
    [`a${variable('aws:username')}`, false],
  ])('%s has a wildcard: %s', (value, expected) => {
    expect(hasWildcard(value)).toBe(expected);
  });

  it.each([
    ['StringEquals', ['red', variable(' aws:PrincipalTag/Team ')], ['aws:principaltag/team']],
    [
      'StringLike',
      [`${variable('aws:username')}-${variable("aws:PrincipalTag/x, 'none'")}`],
      ['aws:username', 'aws:principaltag/x'],
    ],
    ['StringEquals', ['red', variable('*')], []],
    ['NumericEquals', [variable('aws:username')], []],
  ])('of %s %j names the keys %j', (operator, values, keys) => {
    const constraint = read(operator, ...values);
    expect(constraint && variablesOf(constraint)).toEqual(keys);
    expect(constraint && hasOpenVariables(constraint)).toBe(keys.length > 0);
  });

  it('of a truth may be left to the request, beside plain ones', () => {
    const constraint = read('Bool', variable('aws:PrincipalTag/open'), 'True');
    expect(constraint).toMatchObject({ kind: 'value', operator: { name: 'Bool' } });
  });

  it('without an end is a doubt, also among others', () => {
    const conditions = {
      operator: 'StringEquals',
      key: 'aws:RequestTag/Team',
      values: ['red', variable('x').slice(0, -1)],
    };
    expect(readConditions(statementOf(conditions), '2012-10-17').doubts).toHaveLength(1);
  });

  it('under an operator of endless name is a doubt of bounded length', () => {
    const conditions = { operator: 'x'.repeat(500), key: 'aws:RequestTag/Team', values: ['red'] };
    expect(readConditions(statementOf(conditions), '2012-10-17').doubts).toEqual([
      `\`${'x'.repeat(60)}\` is no operator of the policy language`,
    ]);
  });
});
