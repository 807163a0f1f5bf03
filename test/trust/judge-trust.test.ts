import * as fc from 'fast-check';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { propertyRuns } from '../support/property-runs';
import { KNOWLEDGE, ROLE_ARN } from '../support/random-trust';
import { judge, roleTrusting } from '../support/trust-role';

const ALLOW = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
const SECRET = 'k7-prod-88';

describe('a trust policy', () => {
  it('that cannot be read is one undecided grant to anyone', () => {
    expect(judgeTrust(roleTrusting('{"Statement": [,]}'), KNOWLEDGE).grants).toMatchObject([
      { caller: { kind: 'anyone' }, verdict: 'undecided', reason: expect.stringContaining('line 1') },
    ]);
  });

  it('whatever it holds, is judged without an exception, and names the role', () => {
    const odd = fc.jsonValue({ maxDepth: 6 });
    const oddStatement = fc.record(
      {
        Effect: fc.oneof(fc.constant('Allow'), fc.constant('Deny'), odd),
        Principal: fc.oneof(
          fc.constant('*'),
          fc.record({ AWS: odd }),
          fc.record({ Federated: fc.string() }),
          odd,
        ),
        Action: fc.oneof(fc.constant('sts:*'), odd),
        Condition: fc.oneof(
          fc.dictionary(
            fc.constantFrom('StringLike', 'Null', 'ArnLike', 'x'),
            fc.dictionary(fc.string(), odd),
          ),
          odd,
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(odd, fc.record({ Version: odd, Statement: fc.array(oddStatement) })),
        (document) => {
          expect(judgeTrust(roleTrusting(document), KNOWLEDGE).role).toBe(ROLE_ARN);
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('lists its grants by id', () => {
    const ids = judge([
      { ...ALLOW, Principal: { AWS: ['444455556666', '555566667777', '666677778888'] } },
    ]).grants.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toHaveLength(3);
  });
});

describe('a statement that admits nobody', () => {
  it.each([
    [
      'a wildcard inside a principal',
      { ...ALLOW, Principal: { AWS: 'arn:aws:iam::444455556666:role/*' } },
      'invalid',
      'a wildcard inside a principal is not allowed, so it names nobody',
    ],
    [
      'a principal of another partition',
      { ...ALLOW, Principal: { AWS: 'arn:aws-cn:iam::444455556666:root' } },
      'invalid',
      'a principal of partition `aws-cn` can never reach a role of another',
    ],
    [
      'a service named as an account',
      { ...ALLOW, Principal: { AWS: 'ec2.amazonaws.com' } },
      'invalid',
      'expected `*`, an account id, an ARN or a unique id',
    ],
    [
      'a group',
      { ...ALLOW, Principal: { AWS: 'arn:aws:iam::444455556666:group/All' } },
      'invalid',
      'expected an account, a role, a user or a session; nothing else can be a principal',
    ],
    [
      'an account of eleven digits',
      { ...ALLOW, Principal: { AWS: 'arn:aws:iam::44445555666:root' } },
      'invalid',
      'expected an account id of 12 digits in the ARN',
    ],
    ['no principal in its element', { ...ALLOW, Principal: {} }, 'invalid', 'it names no principal'],
    [
      'an account with a SAML call',
      { ...ALLOW, Action: 'sts:AssumeRoleWithSAML' },
      'mismatch',
      'a principal of type AWS such as this enters by `sts:AssumeRole`, which the statement does not allow',
    ],
    [
      'a key that such a call never carries',
      { ...ALLOW, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } },
      'never-true',
      '`aws:SourceAccount` is never in such an AssumeRole call, so its test cannot be met',
    ],
    [
      'a star that is taken literally',
      { ...ALLOW, Condition: { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/*' } } },
      'never-true',
      '`StringEquals` takes the wildcard in a value of `aws:PrincipalArn` as a plain character, which no request carries; `StringLike` may have been meant',
    ],
    [
      'the ARN of a session as that of its role',
      {
        ...ALLOW,
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:sts::444455556666:assumed-role/Ops/*' } },
      },
      'never-true',
      '`aws:PrincipalArn` holds the ARN of the role, never that of its session, so this test cannot be met',
    ],
    [
      'the root user, which the ARN means in a condition',
      { ...ALLOW, Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:root' } } },
      'never-true',
      'the root user of an account can never assume a role',
    ],
    [
      'a federated user',
      { ...ALLOW, Principal: { AWS: 'arn:aws:sts::444455556666:federated-user/dana' } },
      'never-true',
      'the session of a federated user may ask of STS only who it is, so it never assumes a role',
    ],
    [
      'the user id of the root user',
      { ...ALLOW, Condition: { StringEquals: { 'aws:userid': '444455556666' } } },
      'never-true',
      'no request of this caller carries a `aws:userid` that meets the test',
    ],
    [
      'addresses that no call comes from',
      { ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', 'fd00::/8'] } } },
      'never-true',
      '`aws:SourceIp` holds public addresses only, and none of these is; addresses within a VPC are in `aws:VpcSourceIp`',
    ],
    [
      'two external ids at once',
      {
        ...ALLOW,
        Condition: {
          StringEquals: { 'sts:ExternalId': SECRET },
          StringLike: { 'sts:ExternalId': 'other-*' },
        },
      },
      'never-true',
      'the tests of `sts:ExternalId` contradict one another',
    ],
    [
      'an organization and a path of another',
      {
        ...ALLOW,
        Condition: {
          StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-foreignorg1' },
          'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-otherorgan1/*' },
        },
      },
      'never-true',
      'no request of this caller carries a `aws:PrincipalOrgPaths` that meets the test',
    ],
    [
      'a time that is over',
      { ...ALLOW, Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } } },
      'expired',
      'the time that `aws:CurrentTime` allows is over',
    ],
    [
      'epoch seconds that are over',
      { ...ALLOW, Condition: { NumericLessThan: { 'aws:EpochTime': '1600000000' } } },
      'expired',
      'the time that `aws:EpochTime` allows is over',
    ],
    [
      'a source identity without its companion action',
      { ...ALLOW, Condition: { StringLike: { 'sts:SourceIdentity': '*' } } },
      'never-true',
      '`sts:SourceIdentity` must be sent, which needs `sts:SetSourceIdentity`, and no statement allows that',
    ],
  ])('because of %s says so', (_, statement, kind, message) => {
    const { grants, remarks } = judge([statement]);
    expect(grants).toEqual([]);
    expect(remarks.map((remark) => [remark.kind, remark.message])).toEqual([[kind, message]]);
    expect(JSON.stringify(remarks)).not.toContain(SECRET);
  });

  it('because it is only about tags is not remarked on', () => {
    expect(judge([{ ...ALLOW, Action: 'sts:TagSession' }])).toMatchObject({ grants: [], remarks: [] });
  });
});

describe('a statement that cannot be decided', () => {
  it.each([
    [
      'a canonical user',
      { ...ALLOW, Principal: { CanonicalUser: '79a59df900b949e5' } },
      'a canonical user id stands for an account',
    ],
    [
      'any provider',
      { ...ALLOW, Principal: { Federated: '*' }, Action: 'sts:AssumeRoleWithSAML' },
      'AWS does not say what a star means',
    ],
    ['any service', { ...ALLOW, Principal: { Service: '*' } }, 'AWS does not say what a star means'],
    ['an effect in lower case', { ...ALLOW, Effect: 'allow' }, 'expected `Effect` to be `Allow` or `Deny`'],
    ['no principal', { Effect: 'Allow', Action: 'sts:AssumeRole' }, 'names no principal'],
    [
      'an operator that is none',
      { ...ALLOW, Condition: { StringMatches: { 'sts:ExternalId': SECRET } } },
      '`StringMatches` is no operator',
    ],
    [
      'a key of several values without a set operator',
      { ...ALLOW, Condition: { StringLike: { 'aws:PrincipalOrgPaths': 'o-exampleorg1/*' } } },
      '`aws:PrincipalOrgPaths` can have several values, and AWS does not say how they are compared',
    ],
    [
      'a key of AWS that we have not heard of',
      { ...ALLOW, Condition: { StringEquals: { 'aws:BrandNew': 'x' } } },
      'it is not known whether such a call ever carries `aws:BrandNew`',
    ],
  ])('because of %s is an undecided grant with the reason', (_, statement, reason) => {
    expect(judge([statement]).grants).toMatchObject([
      { verdict: 'undecided', reason: expect.stringContaining(reason) },
    ]);
  });
});

describe('a witness', () => {
  const GITHUB = 'token.actions.githubusercontent.com';
  const subjectOf = (operator: string, ...values: readonly string[]) => {
    const [grant] = judge([
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { [operator]: { [`${GITHUB}:sub`]: values } },
      },
    ]).grants;
    return grant?.witness?.context.get(`${GITHUB}:sub`);
  };

  it.each([
    ['StringLike', '*', 'repo:example/example:ref:refs/heads/main'],
    ['StringLike', 'repo:acme/*', 'repo:acme/example'],
    ['ForAllValues:ArnLike', '*', 'repo:example/example:ref:refs/heads/main:example:example'],
    ['ArnLike', 'repo:*:*:*:*:*', 'repo:example:example:example:example:example'],
  ])('of GitHub under %s %s has a plausible subject', (operator, value, subject) => {
    expect(subjectOf(operator, value)).toEqual([subject]);
  });

  it('of our organization is of one of its accounts', () => {
    const [grant] = judge([
      {
        ...ALLOW,
        Principal: { AWS: '*' },
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
      },
    ]).grants;
    expect(grant?.witness?.principal).toMatchObject({ account: '111122223333' });
  });

  it('of another organization is of none of them', () => {
    const [grant] = judge([
      {
        ...ALLOW,
        Principal: { AWS: '*' },
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-foreignorg1' } },
      },
    ]).grants;
    expect(grant?.witness?.principal).not.toMatchObject({
      account: expect.stringMatching('111122223333|222233334444'),
    });
    expect(grant?.witness?.context.get('aws:PrincipalOrgID')).toEqual(['o-foreignorg1']);
  });

  it('is a user where the session name must be the name of the user', () => {
    const [grant] = judge([
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
      { ...ALLOW, Condition: { StringLike: { 'sts:RoleSessionName': '${aws:username}' } } },
    ]).grants;
    expect(grant?.witness?.principal).toMatchObject({
      kind: 'user',
      arn: 'arn:aws:iam::444455556666:user/example',
    });
    expect(grant?.witness?.context).toEqual(new Map([['sts:RoleSessionName', ['example']]]));
  });

  it('carries one value for each of several tests of a set', () => {
    const Condition = {
      'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' },
      'ForAnyValue:StringLike': { 'aws:TagKeys': 'cost-*' },
    };
    const [grant] = judge([{ ...ALLOW, Action: ['sts:AssumeRole', 'sts:TagSession'], Condition }]).grants;
    expect(grant?.witness?.context.get('aws:TagKeys')).toHaveLength(2);
  });

  it('is a session by its name, and the role by its id', () => {
    const session = 'arn:aws:sts::444455556666:assumed-role/Ops/alice';
    expect(judge([{ ...ALLOW, Principal: { AWS: session } }]).grants[0]?.witness?.principal).toMatchObject({
      arn: 'arn:aws:iam::444455556666:role/Ops',
      sessionName: 'alice',
    });
    expect(
      judge([{ ...ALLOW, Principal: { AWS: 'AIDAEXAMPLEUSER00007' } }]).grants[0]?.witness?.principal,
    ).toMatchObject({
      kind: 'user',
      uniqueId: 'AIDAEXAMPLEUSER00007',
    });
  });

  it('meets the conditions of the statement that gives the companion action', () => {
    const tagging = {
      ...ALLOW,
      Action: 'sts:TagSession',
      Condition: { StringEquals: { 'aws:RequestTag/team': ['red', 'blue'] } },
    };
    const [grant] = judge([
      { ...ALLOW, Condition: { StringLike: { 'aws:RequestTag/team': 'b*' } } },
      tagging,
    ]).grants;
    expect(grant?.witness?.context.get('aws:RequestTag/team')).toEqual(['blue']);
    expect(grant?.statements).toEqual(['0']);
  });
});

describe('an outside account that must be of our organization', () => {
  const statement = { ...ALLOW, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } } };

  it('admits nobody where all our accounts are known', () => {
    expect(judge([statement])).toMatchObject({ grants: [], remarks: [{ kind: 'never-true' }] });
  });

  it('may be one of ours where only some accounts were listed', () => {
    const organization = { ...KNOWLEDGE.organization, accountsIncomplete: true as const };
    expect(judge([statement], { ...KNOWLEDGE, organization }).grants).toMatchObject([{ verdict: 'admits' }]);
  });
});
