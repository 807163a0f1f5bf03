import type { Guard } from '../../lib/model/guard';
import { mergeUnless } from '../../lib/trust/merge-alternatives';
import { judge } from '../support/trust-role';

const GITHUB = 'token.actions.githubusercontent.com';
const ACCOUNT = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
const OIDC = {
  Effect: 'Allow',
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
  Action: 'sts:AssumeRoleWithWebIdentity',
};

const waysOf = (statement: object, ...conditions: readonly object[]) =>
  judge(conditions.map((Condition) => ({ ...statement, Condition }))).grants;

/** The guards of each grant, of one statement for each condition. */
function guardsOf(...conditions: readonly object[]): readonly string[] {
  return waysOf(ACCOUNT, ...conditions)
    .map(({ guards }) => guards.map(({ operator, values }) => `${operator} ${values.join()}`).join('; '))
    .sort();
}

const test = (operator: string, key: string, ...values: readonly string[]) => ({
  [operator]: { [key]: values },
});
const id = (...values: readonly string[]) => test('StringEquals', 'sts:ExternalId', ...values);
const name = (operator: string, value: string) => test(operator, 'sts:RoleSessionName', value);

describe('ways that differ in the values of one guard', () => {
  it.each<[string, readonly object[], string]>([
    ['of texts', [id('k7-prod-88'), id('k7-prod-99', 'k7-prod-88')], 'StringEquals k7-prod-88,k7-prod-99'],
    [
      'of patterns that pass without the key',
      ['k7-*', 'k8-*'].map((value) => test('StringLikeIfExists', 'sts:ExternalId', value)),
      'StringLikeIfExists k7-*,k8-*',
    ],
    ['of a text and a pattern', [name('StringEquals', 'bob'), name('StringLike', 'a*')], 'StringLike a*,bob'],
    ['of a pattern and a text', [name('StringLike', 'a*'), name('StringEquals', 'bob')], 'StringLike a*,bob'],
    [
      'and of another one in turn',
      ['k7-prod-88', 'k7-prod-99'].flatMap((external) =>
        ['vpc-1', 'vpc-2'].map((vpc) => ({
          StringEquals: { 'sts:ExternalId': external, 'aws:SourceVpc': vpc },
        })),
      ),
      'StringEquals vpc-1,vpc-2; StringEquals k7-prod-88,k7-prod-99',
    ],
  ])('%s are one', (_, conditions, expected) => {
    expect(guardsOf(...conditions)).toEqual([expected]);
  });

  it.each<[string, readonly object[]]>([
    ['two guards differ', [id('k7-prod-88'), test('StringEquals', 'aws:SourceVpc', 'vpc-1')]],
    [
      'the values of two guards differ',
      ['1', '2'].map((digit) => ({
        StringEquals: { 'sts:ExternalId': `k7-prod-8${digit}`, 'aws:SourceVpc': `vpc-${digit}` },
      })),
    ],
    [
      'one passes without the key',
      [id('k7-prod-88'), test('StringEqualsIfExists', 'sts:ExternalId', 'k7-1')],
    ],
    ['one keeps out less', [id('k7-prod-88'), id('admin')]],
    ['they keep out less for other reasons', [id('Target'), id('123')]],
    [
      'a star is a plain character to one',
      [
        test('StringEquals', 'aws:PrincipalTag/team', 'red', 'a*'),
        test('StringLike', 'aws:PrincipalTag/team', 'b*'),
      ],
    ],
    ['letter case matters to one', [name('StringEquals', 'bob'), name('StringEqualsIgnoreCase', 'amy')]],
    [
      'nothing would be asked of both',
      ['true', 'false'].map((value) => test('Bool', 'aws:MultiFactorAuthPresent', value)),
    ],
    [
      'they are ranges',
      ['203.0.113.0/25', '203.0.113.128/25'].map((range) => test('IpAddress', 'aws:SourceIp', range)),
    ],
    [
      'they are what is excluded',
      ['eu', 'us'].map((value) => test('StringNotEquals', 'aws:SourceVpc', value)),
    ],
    [
      'every value must fit',
      ['team', 'cost'].map((value) => test('ForAllValues:StringEquals', 'aws:TagKeys', value)),
    ],
  ])('stay two where %s', (_, conditions) => {
    expect(waysOf({ ...ACCOUNT, Action: 'sts:*' }, ...conditions)).toHaveLength(2);
  });

  it('have the statements of both, and a witness', () => {
    const [grant, ...others] = waysOf(ACCOUNT, id('k7-prod-88'), id('k7-prod-99'));
    expect(others).toEqual([]);
    expect(grant).toMatchObject({ statements: ['0', '1'], verdict: 'admits', witness: expect.anything() });
  });

  it.each<[string, readonly [object, object, object]]>([
    ['ways that are proven and one that is not', [{}, {}, { Unread: '' }]],
    ['ways that are not proven and one that is', [{ Unread: '' }, { Unread: '' }, {}]],
  ])(
    'are one with a statement that lists both values, and its witness stays: %s',
    (_, [one, other, both]) => {
      const { grants } = judge([
        { ...ACCOUNT, ...one, Condition: id('k7-prod-88') },
        { ...ACCOUNT, ...other, Condition: id('k7-prod-99') },
        { ...ACCOUNT, ...both, Condition: id('k7-prod-88', 'k7-prod-99') },
      ]);
      expect(grants).toMatchObject([
        { statements: ['0', '1', '2'], verdict: 'admits', witness: expect.anything() },
      ]);
      expect(grants[0]).not.toHaveProperty('reason');
    },
  );

  it('stay two where only one is proven, each with its witness or reason', () => {
    const { grants } = judge([
      { ...ACCOUNT, Condition: id('k7-prod-88') },
      { ...ACCOUNT, Unread: '', Condition: id('k7-prod-99') },
    ]);
    const told = new Map(grants.map(({ verdict, witness, reason }) => [verdict, [!!witness, !!reason]]));
    expect(told).toEqual(
      new Map([
        ['admits', [true, false]],
        ['undecided', [false, true]],
      ]),
    );
  });

  it('have the subjects of both', () => {
    const subject = (value: string) => test('StringLike', `${GITHUB}:sub`, value);
    const grants = waysOf(OIDC, subject('repo:acme/b:*'), subject('repo:acme/a:*'));
    expect(grants).toMatchObject([{ caller: { subjects: ['repo:acme/a:*', 'repo:acme/b:*'] } }]);
  });

  it('stay two where their callers differ', () => {
    const statements = ['444455556666', '555566667777'].map((AWS, index) => ({
      ...ACCOUNT,
      Principal: { AWS },
      Condition: id(`k7-prod-${index}`),
    }));
    expect(judge(statements).grants).toHaveLength(2);
  });
});

describe('what denies refuse', () => {
  it('is one list where the lists differ in the values of one guard', () => {
    const deny = (vpc: string) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:*',
      Condition: { StringEquals: { 'aws:SourceVpc': vpc, 'aws:RequestedRegion': 'eu-west-1' } },
    });
    const [grant] = judge([ACCOUNT, deny('vpc-2'), deny('vpc-1')]).grants;
    expect(grant?.unless.map((list) => list.map(({ values }) => values))).toEqual([
      [['eu-west-1'], ['vpc-1', 'vpc-2']],
    ]);
  });

  it.each([
    ['of one policy stays its own', 'perimeter', 'perimeter', 'perimeter'],
    ['of two policies is told of neither', 'perimeter', 'regions', undefined],
    ['of the trust policy and another one is told of neither', undefined, 'regions', undefined],
  ])('%s', (_, one, other, expected) => {
    const guardOf = (value: string, policy: string | undefined): Guard => ({
      kind: 'source-vpc',
      strength: 'firm',
      key: 'aws:SourceVpc',
      operator: 'StringEquals',
      values: [value],
      ...(policy !== undefined && { policy }),
    });
    const [list, ...others] = mergeUnless([[guardOf('vpc-1', one)], [guardOf('vpc-2', other)]]);
    expect(others).toEqual([]);
    expect(list).toStrictEqual([{ ...guardOf('vpc-1', expected), values: ['vpc-1', 'vpc-2'] }]);
  });
});
