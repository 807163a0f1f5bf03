import type { Condition } from '../../lib/model/policy-document';
import type { ValueConstraint } from '../../lib/trust/constraint';
import { domainOf, type KeyDomain } from '../../lib/trust/key-domain';
import { readConditions } from '../../lib/trust/read-conditions';
import { isPassedByEveryValue, type KeyFacts, solveKey } from '../../lib/trust/solve-key';

type Row = readonly [operator: string, ...values: readonly string[]];

function constraintsOf(key: string, rows: readonly Row[]) {
  const conditions = rows.map(([operator, ...values]): Condition => ({ operator, key, values }));
  return readConditions({ conditions, unknown: [] }, '2012-10-17').constraints;
}

const KEY = 'sts:externalid';
const TAGS = 'aws:tagkeys';

function solve(rows: readonly Row[], facts: Partial<KeyFacts> = {}) {
  const key = facts.key ?? KEY;
  const usual = { presence: 'sometimes', multivalued: key === TAGS, hangsOnChoice: false } as const;
  const context = new Map([['aws:username', ['alice']]]);
  return solveKey(constraintsOf(key, rows), { ...usual, key, domain: domainOf(key), ...facts }, context);
}

const NONE = { kind: 'impossible', why: 'no-value' } as const;
const values = (...found: readonly string[]) => ({ kind: 'values', values: found });
const variable = (name: string) => `\${${name}}`;

describe('one key of a request', () => {
  it.each<[string, readonly Row[], Partial<KeyFacts>, unknown]>([
    ['stays absent where that passes', [['StringNotEquals', 'a1']], {}, { kind: 'absent' }],
    [
      'is there where it always is',
      [['StringNotEquals', 'a1']],
      { presence: 'always' },
      values('example-external-id'),
    ],
    ['has the value asked for', [['StringEquals', 'k7-prod-88']], {}, values('k7-prod-88')],
    [
      'has a likely value where it must only be there',
      [['Null', 'false']],
      {},
      values('example-external-id'),
    ],
    ['has what a variable stands for', [['StringEquals', variable('aws:username')]], {}, values('alice')],
    [
      'cannot be there where it never is',
      [['StringEquals', 'k7-prod-88']],
      { presence: 'never' },
      { kind: 'impossible', why: 'never-carried' },
    ],
    [
      'cannot be there and not be there',
      [
        ['Null', 'false'],
        ['Null', 'true'],
      ],
      {},
      NONE,
    ],
    [
      'cannot have two values',
      [
        ['StringEquals', 'k7-prod-88'],
        ['StringEquals', 'k7-prod-99'],
      ],
      {},
      NONE,
    ],
    [
      'is not known where another choice might help',
      [
        ['StringEquals', 'k7-prod-88'],
        ['StringEquals', 'k7-prod-99'],
      ],
      { hangsOnChoice: true },
      { kind: 'unknown' },
    ],
    [
      'is known though a choice is left, where a value is found',
      [['StringEquals', 'k7-prod-88']],
      { hangsOnChoice: true },
      values('k7-prod-88'),
    ],
    [
      'is not known where it may not exist',
      [['StringEquals', 'k7-prod-88']],
      { presence: 'unknown' },
      { kind: 'unknown', why: 'uncharted' },
    ],
    [
      'is impossible though it may not exist, where no value fits',
      [
        ['StringEquals', 'k7-prod-88'],
        ['StringEquals', 'k7-prod-99'],
      ],
      { presence: 'unknown' },
      NONE,
    ],
    [
      'keeps the value that the principal has',
      [['StringLike', 'k7-*']],
      { given: ['k7-prod-88'] },
      values('k7-prod-88'),
    ],
    ['cannot have another than the principal has', [['StringLike', 'b*']], { given: ['k7-prod-88'] }, NONE],
    [
      'may have another principal',
      [['StringEquals', variable('aws:PrincipalTag/Team')]],
      { given: ['k7-prod-88'], hangsOnChoice: true },
      { kind: 'unknown' },
    ],
  ])('%s', (_, rows, facts, solution) => {
    expect(solve(rows, facts)).toEqual(solution);
  });

  const SMALL: KeyDomain = { values: ['team', 'cost', 'open'], example: 'team' };

  it.each<[string, readonly Row[], unknown]>([
    [
      'one value that passes all tests',
      [
        ['ForAnyValue:StringEquals', 'cost'],
        ['ForAllValues:StringLike', 'c*'],
      ],
      values('cost'),
    ],
    [
      'a value for each test of any',
      [
        ['ForAnyValue:StringEquals', 'cost'],
        ['ForAnyValue:StringEquals', 'open'],
      ],
      values('cost', 'open'),
    ],
    [
      'a value once for two tests',
      [
        ['ForAnyValue:StringEquals', 'cost'],
        ['ForAnyValue:StringLike', 'c*'],
        ['ForAnyValue:StringEquals', 'open'],
      ],
      values('cost', 'open'),
    ],
    [
      'values that all pass the tests of all',
      [
        ['ForAnyValue:StringLike', '*o*'],
        ['ForAnyValue:StringLike', '*e*'],
        ['ForAllValues:StringNotEquals', 'open'],
      ],
      values('cost', 'team'),
    ],
    [
      'no value where one test has none',
      [
        ['ForAnyValue:StringEquals', 'cost'],
        ['ForAnyValue:StringEquals', 'none'],
      ],
      NONE,
    ],
    [
      'no value where the tests of all leave none for one',
      [
        ['ForAnyValue:StringEquals', 'cost'],
        ['ForAnyValue:StringEquals', 'open'],
        ['ForAllValues:StringEquals', 'open'],
      ],
      NONE,
    ],
    [
      'no value where those of all contradict',
      [
        ['ForAllValues:StringEquals', 'cost'],
        ['ForAllValues:StringEquals', 'open'],
      ],
      NONE,
    ],
  ])('of several values has %s', (_, rows, solution) => {
    expect(solve(rows, { key: TAGS, domain: SMALL, presence: 'always' })).toEqual(solution);
  });
});

describe('a test', () => {
  const passesAll = (key: string, row: Row, among?: Row) => {
    const [constraint, other] = constraintsOf(key, among ? [row, among] : [row]);
    const isValue = (each: typeof constraint): each is ValueConstraint => each?.kind === 'value';
    return (
      isValue(constraint) &&
      isPassedByEveryValue(constraint, domainOf(key), isValue(other) ? other : undefined)
    );
  };

  it.each<[string, string, Row, Row | undefined, boolean]>([
    ['by a star', KEY, ['StringLike', '*'], undefined, true],
    ['by what every such value is', KEY, ['StringLike', '??*'], undefined, true],
    ['by more than some values are', KEY, ['StringLike', '???*'], undefined, false],
    ['by every truth', 'aws:multifactorauthpresent', ['StringLike', 'true', 'false'], undefined, true],
    ['by one truth', 'aws:multifactorauthpresent', ['Bool', 'true'], undefined, false],
    [
      'by a time that has come',
      'aws:currenttime',
      ['DateGreaterThan', '2020'],
      ['DateGreaterThan', '2026'],
      true,
    ],
    [
      'by a time that has not come',
      'aws:currenttime',
      ['DateGreaterThan', '2030'],
      ['DateGreaterThan', '2026'],
      false,
    ],
    ['by what only the request tells', KEY, ['StringLike', `${variable('aws:username')}*`], undefined, false],
  ])('is passed %s: %s %j among %j, %s', (_, key, row, among, expected) => {
    expect(passesAll(key, row, among)).toBe(expected);
  });
});
