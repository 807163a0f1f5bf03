import * as fc from 'fast-check';
import type { Condition, Statement } from '../../lib/model/policy-document';
import { evaluateCondition } from '../../lib/policy/condition';
import { complementOf, holdsFor, readConditions } from '../../lib/trust/constraint';
import { propertyRuns } from '../support/property-runs';

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
    carried: ['4', '5', '6', '8'],
  },
  {
    operators: ['DateLessThan', 'DateGreaterThanEquals', 'DateEquals', 'DateNotEquals'],
    values: ['2026-01-01T00:00:00Z', '2027-01-01'],
    carried: ['2025-06-01T00:00:00Z', '2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z'],
  },
  { operators: ['Bool'], values: ['true', 'False', 'perhaps'], carried: ['true', 'false'] },
  {
    operators: ['IpAddress', 'NotIpAddress'],
    values: ['203.0.113.0/24', '::1'],
    carried: ['203.0.113.9', '198.51.100.1', '::1'],
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
