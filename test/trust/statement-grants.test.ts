import { judge } from '../support/trust-role';

const ALLOW = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
const roles = (...arns: readonly string[]) => ({ ArnLike: { 'aws:PrincipalArn': arns } });
const OPS = 'arn:aws:iam::444455556666:role/Ops';
const FOREIGN_OPS = 'arn:aws:iam::555566667777:role/Ops';
const OTHER_OPS = 'arn:aws:iam::666677778888:role/Ops';

describe('the remarks on a statement', () => {
  it.each<[string, unknown, readonly unknown[]]>([
    ['none where all of it admits somebody', { ...ALLOW, Condition: roles(OPS) }, []],
    [
      'none on pairs that do not fit, where each value fits a principal',
      { ...ALLOW, Principal: { AWS: ['444455556666', '555566667777'] }, Condition: roles(OPS, FOREIGN_OPS) },
      [],
    ],
    [
      'the value that fits no principal',
      { ...ALLOW, Sid: 'Vendor', Condition: roles(OPS, FOREIGN_OPS) },
      [
        {
          kind: 'never-true',
          statement: 'Vendor',
          message: 'a value of `aws:PrincipalArn` contradicts the principal',
          raw: FOREIGN_OPS,
        },
      ],
    ],
    [
      'one on a principal that gets nothing, however much contradicts it',
      {
        ...ALLOW,
        Condition: { ...roles(FOREIGN_OPS, OTHER_OPS), StringEquals: { 'sts:ExternalId': 'k7-prod-88' } },
      },
      [
        {
          kind: 'never-true',
          statement: '0',
          message: 'a value of `aws:PrincipalArn` contradicts the principal',
          raw: FOREIGN_OPS,
        },
      ],
    ],
    [
      'what does nothing beside what admits somebody',
      { ...ALLOW, Principal: { AWS: ' 444455556666 ' } },
      [
        {
          kind: 'hint',
          statement: '0',
          message: 'blanks around a principal are left out',
          raw: ' 444455556666 ',
        },
      ],
    ],
    [
      'a principal that is none, once',
      { ...ALLOW, Principal: { AWS: ['444455556666', 'nobody', 'nobody'] } },
      [
        {
          kind: 'invalid',
          statement: '0',
          message: 'expected `*`, an account id, an ARN or a unique id',
          raw: 'nobody',
        },
      ],
    ],
    [
      'no hint where nobody is admitted anyway',
      { ...ALLOW, Principal: { AWS: ' 444455556666 ' }, Condition: roles(FOREIGN_OPS) },
      [
        {
          kind: 'never-true',
          statement: '0',
          message: 'a value of `aws:PrincipalArn` contradicts the principal',
          raw: FOREIGN_OPS,
        },
      ],
    ],
    [
      'the whole statement without a value, where it names no principal',
      { ...ALLOW, Principal: {} },
      [{ kind: 'invalid', statement: '0', message: 'it names no principal' }],
    ],
  ])('are %s', (_, statement, remarks) => {
    expect(judge([statement]).remarks).toStrictEqual(remarks);
  });
});

describe('a bare star', () => {
  const STAR = { ...ALLOW, Principal: '*' };

  it('admits the principals of accounts where somebody of them can meet the conditions', () => {
    expect(judge([STAR]).grants.map(({ caller, verdict }) => [caller.kind, verdict])).toEqual([
      ['anyone', 'admits'],
    ]);
  });

  it('may admit a service where only a service can meet them', () => {
    const Condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    expect(judge([{ ...STAR, Condition }]).grants).toMatchObject([
      {
        caller: { kind: 'service', service: '*' },
        verdict: 'undecided',
        reason: 'AWS does not say whether a bare star means services and the users of identity providers',
      },
    ]);
  });

  it('admits nobody where nobody can meet them', () => {
    const Condition = { StringEquals: { 's3:prefix': 'x' } };
    expect(judge([{ ...STAR, Condition }])).toMatchObject({ grants: [], remarks: [{ kind: 'never-true' }] });
  });

  it('has a reason where a Deny takes all whom it could mean', () => {
    const statements = [
      { ...STAR, Action: 'sts:AssumeRoleWithSAML' },
      { Sid: 'Shut', Effect: 'Deny', Principal: '*', Action: 'sts:*' },
    ];
    expect(judge(statements)).toMatchObject({
      grants: [],
      remarks: [{ kind: 'denied', statement: '0', message: 'statement `Shut` denies all of it' }],
    });
  });
});
