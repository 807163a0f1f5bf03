import { judge } from '../support/trust-role';

const STAR = { AWS: '*' };
const FOREIGN = { AWS: '444455556666' };

/** The callers that a statement with these conditions admits. */
function callersOf(Principal: unknown, Condition: unknown) {
  return judge([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }])
    .grants.map(({ caller }) => caller)
    .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

const principal = (type: string, arn: string, account?: string) => ({
  kind: 'principal',
  type,
  arn,
  pattern: /[*?]/.test(arn),
  ...(account !== undefined && { account }),
});

describe('the caller of a grant', () => {
  it.each([
    [
      'an account',
      STAR,
      { StringEquals: { 'aws:PrincipalAccount': '444455556666' } },
      [{ kind: 'account', account: '444455556666' }],
    ],
    [
      'each of several accounts',
      STAR,
      { StringEquals: { 'aws:PrincipalAccount': ['444455556666', '555566667777'] } },
      [
        { kind: 'account', account: '444455556666' },
        { kind: 'account', account: '555566667777' },
      ],
    ],
    [
      'our organization',
      STAR,
      { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
      [{ kind: 'organization', organization: 'o-exampleorg1' }],
    ],
    [
      'the organization of all its paths',
      STAR,
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-foreignorg1/*' } },
      [{ kind: 'organization', organization: 'o-foreignorg1' }],
    ],
    [
      'a unit',
      STAR,
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-foreignorg1/r-ffff/ou-ffff-ffff0001/*' } },
      [
        {
          kind: 'organization-unit',
          organization: 'o-foreignorg1',
          path: 'o-foreignorg1/r-ffff/ou-ffff-ffff0001/*',
        },
      ],
    ],
    [
      'a role of the account',
      FOREIGN,
      { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/Ops' } },
      [principal('role', 'arn:aws:iam::444455556666:role/Ops', '444455556666')],
    ],
    [
      'roles by pattern, in the account that the principal names',
      FOREIGN,
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Ops*' } },
      [principal('role', 'arn:aws:iam::*:role/Ops*', '444455556666')],
    ],
    [
      'a role by its id',
      STAR,
      { StringLike: { 'aws:userid': 'AROAEXAMPLEROLE00009:*' } },
      [{ kind: 'unique-id', uniqueId: 'AROAEXAMPLEROLE00009' }],
    ],
    [
      'the role whose id is known',
      STAR,
      { StringLike: { 'aws:userid': 'AROAEXAMPLEROLE00002:*' } },
      [principal('role', 'arn:aws:iam::222233334444:role/Admin', '222233334444')],
    ],
    [
      'the organization rather than a name in any account',
      STAR,
      {
        StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' },
        ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Ops' },
      },
      [{ kind: 'organization', organization: 'o-exampleorg1' }],
    ],
    [
      'an account, though only where the key exists: it always does',
      STAR,
      { StringEqualsIfExists: { 'aws:PrincipalAccount': '444455556666' } },
      [{ kind: 'account', account: '444455556666' }],
    ],
  ])('is narrowed to %s', (_, Principal, Condition, expected) => {
    expect(callersOf(Principal, Condition)).toEqual(expected);
  });

  it.each([
    [
      'an organization that may be absent',
      { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
    ],
    ['all paths of nobody', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/*' } }],
    ['an excluded account', { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } }],
    ['a list in which one value is open', { StringLike: { 'aws:PrincipalAccount': ['444455556666', '*'] } }],
    ['an organization by pattern', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
    [
      'a value that the request fills in',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
      { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalTag/home}' } },
    ],
  ])('stays anyone under %s', (_, Condition) => {
    expect(callersOf(STAR, Condition)).toEqual([{ kind: 'anyone' }]);
  });

  it('keeps only the pairs of account and role that fit, without a remark on the others', () => {
    const roles = ['arn:aws:iam::444455556666:role/Ops', 'arn:aws:iam::555566667777:role/Ops'];
    const { grants, remarks } = judge([
      {
        Effect: 'Allow',
        Principal: { AWS: ['444455556666', '555566667777'] },
        Action: 'sts:AssumeRole',
        Condition: { ArnLike: { 'aws:PrincipalArn': roles } },
      },
    ]);
    expect(grants.map(({ caller }) => caller.kind === 'principal' && caller.arn).sort()).toEqual(roles);
    expect(remarks).toEqual([]);
  });

  it('remarks on a value that fits no principal', () => {
    const { grants, remarks } = judge([
      {
        Effect: 'Allow',
        Principal: FOREIGN,
        Action: 'sts:AssumeRole',
        Condition: {
          ArnLike: {
            'aws:PrincipalArn': ['arn:aws:iam::444455556666:role/Ops', 'arn:aws:iam::999988887777:role/Ops'],
          },
        },
      },
    ]);
    expect(grants).toHaveLength(1);
    expect(remarks).toEqual([
      {
        kind: 'never-true',
        statement: '0',
        message: 'a value of `aws:PrincipalArn` contradicts the principal',
        raw: 'arn:aws:iam::999988887777:role/Ops',
      },
    ]);
  });
});
