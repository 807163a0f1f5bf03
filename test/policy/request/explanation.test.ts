import type { AssumeRequest } from '../../../lib/model/assume-request';
import { parsePolicyDocument } from '../../../lib/model/parse-policy-document';
import type { PolicyDocument } from '../../../lib/model/policy-document';
import type { Principal } from '../../../lib/model/principal';
import { assumeCallOf } from '../../../lib/policy/request/assume-call-of';
import { evaluateAssumeRequest } from '../../../lib/policy/request/evaluate-assume-request';
import { cognito, github, lambda, ROLE, vendorRole } from '../callers';

const VENDOR = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
const EVERYBODY = { ...VENDOR, Principal: { AWS: '*' } };
const DENY = { Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*' };
const NEVER = { Condition: { StringEquals: { 'aws:PrincipalAccount': '777788889999' } } };

interface Asked {
  readonly statements: readonly object[];
  readonly principal?: Principal;
  readonly context?: AssumeRequest['context'];
  /** of resource control policies, by name */
  readonly controls?: Readonly<Record<string, readonly object[]>>;
}

function ask({ statements, principal = vendorRole, context = new Map(), controls = {} }: Asked) {
  const call = assumeCallOf(principal.kind);
  const policies = Object.entries(controls).map(([name, each]) => ({
    id: `p-${name}`,
    name,
    document: policy(each),
  }));
  return evaluateAssumeRequest({ call, role: ROLE, principal, context }, policy(statements), {}, policies);
}

function policy(statements: readonly object[]): PolicyDocument {
  const parsed = parsePolicyDocument({ Version: '2012-10-17', Statement: statements }, 'test');
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return parsed.value;
}

describe('the reason of an answer', () => {
  it.each<[string, Asked, string]>([
    [
      'names the closest of the ways in which the caller is named',
      { statements: [EVERYBODY, { ...VENDOR, Principal: { AWS: vendorRole.arn }, Sid: 'Deploy' }, VENDOR] },
      'statements `0` and `Deploy` and `2` allow sts:AssumeRole to the caller by name',
    ],
    [
      'names the account before everybody',
      { statements: [EVERYBODY, VENDOR] },
      "statements `0` and `1` allow sts:AssumeRole to the caller's whole account",
    ],
    [
      'names the kind where all of it are let in',
      { statements: [{ ...VENDOR, Principal: { Service: '*' } }], principal: lambda },
      'statement `0` allows sts:AssumeRole to every caller of its kind',
    ],
    [
      'names each statement that denies',
      { statements: [VENDOR, DENY, { ...DENY, Sid: 'Perimeter' }] },
      'statements `1` and `Perimeter` deny sts:AssumeRole to the caller',
    ],
    [
      'names each policy that denies once',
      { statements: [VENDOR, DENY], controls: { perimeter: [DENY, DENY], network: [DENY] } },
      'statement `1` and resource control policy `perimeter` and resource control policy `network` deny sts:AssumeRole to the caller',
    ],
    [
      'names a policy that alone denies',
      { statements: [VENDOR], controls: { perimeter: [DENY, DENY] } },
      'resource control policy `perimeter` denies sts:AssumeRole to the caller',
    ],
    [
      'names the statements whose conditions are not met',
      {
        statements: [
          { ...VENDOR, ...NEVER },
          { ...VENDOR, ...NEVER, Sid: 'Old' },
        ],
      },
      'a condition of statements `0` and `Old` is not met, and nothing else allows sts:AssumeRole',
    ],
    [
      'tells what the request asks for besides',
      { statements: [VENDOR], context: new Map([['sts:RequestContextProviders', ['x']]]) },
      'no statement allows sts:SetContext, which the request needs because it carries a provided context',
    ],
    [
      'tells it where the caller is not named either',
      {
        statements: [VENDOR, { ...VENDOR, Principal: { AWS: '777788889999' }, Action: 'sts:TagSession' }],
        context: new Map([['aws:TagKeys', ['team']]]),
      },
      'no statement that allows sts:TagSession names the caller, which the request needs because it carries session tags',
    ],
    [
      'joins several doubts, each once',
      {
        statements: [
          { ...VENDOR, Condition: { StringMatches: { 'sts:ExternalId': 'x' } } },
          { ...VENDOR, Condition: { StringMatches: { 'sts:ExternalId': 'y' } } },
          { ...VENDOR, Condition: { StringIs: { 'sts:ExternalId': 'y' }, StringHas: { 'aws:userid': 'z' } } },
        ],
      },
      'statements `0` and `1` and `2` cannot be decided: `StringMatches` is no condition operator; `StringIs` is no condition operator; `StringHas` is no condition operator',
    ],
  ])('%s', (_, asked, because) => {
    expect(ask(asked).because).toBe(because);
  });

  it.each<[string, Asked, string]>([
    [
      'what the policy language does not have',
      { statements: [{ ...VENDOR, Effect: 'allow' }] },
      'expected `Effect` to be `Allow` or `Deny`, found `allow`',
    ],
    ['a missing principal', { statements: [{ ...VENDOR, Principal: undefined }] }, 'it names no principal'],
    [
      'a canonical user',
      { statements: [{ ...VENDOR, Principal: { CanonicalUser: '79a5' } }] },
      'it names a canonical user id, and whose account that is cannot be known',
    ],
    [
      'a bare star for a service',
      { statements: [{ ...VENDOR, Principal: '*' }], principal: lambda },
      'whether a bare `*` lets in more than AWS principals is not documented',
    ],
    [
      'a Deny of all of a kind',
      {
        statements: [
          { ...VENDOR, Principal: { Federated: github.provider }, Action: 'sts:*' },
          { ...DENY, Principal: { Federated: '*' } },
        ],
        principal: github,
      },
      'what a `*` as service or provider denies is not documented',
    ],
    [
      'a principal that is only excluded',
      {
        statements: [{ Effect: 'Allow', NotPrincipal: { AWS: '777788889999' }, Action: '*' }],
        principal: cognito,
      },
      '`NotPrincipal` has no place in a trust policy',
    ],
    [
      'a resource that only the request tells',
      {
        statements: [VENDOR],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
        controls: { perimeter: [{ ...DENY, Resource: '${aws:userid}' }] },
      },
      'it is not known whether its `Resource` covers the role',
    ],
  ])('says what cannot be decided about %s', (_, asked, doubt) => {
    const answer = ask(asked);
    expect(answer.decision).toBe('undecided');
    expect(answer.because.split(' cannot be decided: ')[1]).toBe(doubt);
  });
});

it('what a request lacked is told once, of the statements alone that name the caller', () => {
  const Condition = {
    Null: { 'aws:TokenIssueTime': 'false' },
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
  };
  const statements = [
    { ...VENDOR, Condition },
    { ...EVERYBODY, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    { ...VENDOR, Principal: { AWS: '777788889999' }, Condition: { Null: { 'aws:SourceVpc': 'false' } } },
  ];
  expect(ask({ statements }).missing).toEqual([
    '`aws:TokenIssueTime` must be sent',
    '`aws:MultiFactorAuthPresent` must be `true`, and the request does not carry it',
  ]);
});

describe('what stops a request first', () => {
  const VPC = { StringEquals: { 'aws:SourceVpc': 'vpc-1', 'sts:ExternalId': 'agreed' } };
  it.each<[string, Asked, string | undefined]>([
    ['is nothing of one that is allowed', { statements: [VENDOR] }, undefined],
    [
      'is the first condition of the first statement that names the caller',
      {
        statements: [
          { ...VENDOR, Condition: VPC },
          { ...VENDOR, ...NEVER },
        ],
      },
      'statement `0`: `aws:SourceVpc` must be `vpc-1`, and the request does not carry it',
    ],
    ['is the Deny of everybody', { statements: [VENDOR, DENY] }, 'statement `1` denies sts:AssumeRole'],
    [
      'is the Deny with what it met',
      { statements: [VENDOR, { ...DENY, Condition: { Null: { 'aws:SourceVpc': 'true' } } }] },
      'statement `1` denies sts:AssumeRole, since `aws:SourceVpc` is not sent',
    ],
    [
      'is the statement of a resource control policy',
      { statements: [VENDOR], controls: { perimeter: [DENY] } },
      'resource control policy `perimeter`, statement `0` denies sts:AssumeRole',
    ],
    [
      'is that nobody names the caller',
      { statements: [VENDOR], principal: lambda },
      'no statement that allows sts:AssumeRole names the caller',
    ],
  ])('%s', (_, asked, expected) => {
    expect(ask(asked).stoppedBy).toBe(expected);
  });
});
