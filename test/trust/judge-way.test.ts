import { judge } from '../support/trust-role';

const accounts = (count: number) => Array.from({ length: count }, (_, at) => String(444455550001 + at));

/** No likely id is left, and the pattern is longer than the search for another takes. */
const INTRICATE = ['example-external-id', `${'x'.repeat(4_001)}*`];

describe('a way of several callers', () => {
  const verdicts = (intricate: number) => {
    const allow = {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:PrincipalAccount': accounts(12) },
        Null: { 'sts:ExternalId': 'false' },
      },
    };
    const deny = {
      Effect: 'Deny',
      Principal: { AWS: accounts(intricate) },
      Action: 'sts:AssumeRole',
      Condition: { StringLike: { 'sts:ExternalId': INTRICATE } },
    };
    const { grants } = judge([allow, deny]);
    return grants.map(({ verdict }) => verdict).sort();
  };

  it('is decided for the others where one is too intricate', () => {
    expect(verdicts(1)).toEqual([...Array(11).fill('admits'), 'undecided']);
  });
  it.each([
    [9, 3],
    [10, 0],
  ])('is given up after some: with %i too intricate, %i are decided', (intricate, decided) => {
    const all = verdicts(intricate);
    expect(all).toHaveLength(12);
    expect(all.filter((verdict) => verdict === 'admits')).toHaveLength(decided);
  });
});

it('a value that contradicts the principal is told by the key as AWS spells it, wherever it is tested', () => {
  const allow = {
    Effect: 'Allow',
    Principal: { AWS: '444455556666' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } },
  };
  const roles = ['arn:aws:iam::444455556666:role/Ops', 'arn:aws:iam::555566667777:role/Ops'];
  const tagging = {
    Effect: 'Allow',
    Principal: '*',
    Action: 'sts:TagSession',
    Condition: { ArnLike: { 'aws:PrincipalArn': roles } },
  };
  const { grants, remarks } = judge([allow, tagging]);
  expect(grants.map(({ caller }) => caller)).toMatchObject([{ kind: 'principal', arn: roles[0] }]);
  expect(remarks).toEqual([
    {
      kind: 'never-true',
      statement: '0',
      message: 'a value of `aws:PrincipalArn` contradicts the principal',
      raw: roles[1],
    },
  ]);
});
