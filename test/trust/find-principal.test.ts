import { type AccountId, accountIdIn } from '../../lib/model/identifiers';
import { complementOf } from '../../lib/trust/canonical-constraint';
import { mustBePresent, mustFit, type ValueConstraint } from '../../lib/trust/constraint';
import { findPrincipal } from '../../lib/trust/find-principal';

const NOTHING = new Map<string, readonly string[]>();

function accounts(negated: boolean, ...texts: readonly string[]) {
  const ids = new Map<AccountId, undefined>(
    texts.flatMap((text) => accountIdIn(text) ?? []).map((id) => [id, undefined]),
  );
  expect(ids.size).toBe(texts.length);
  return { ids, negated };
}

function not(constraint: ValueConstraint) {
  return complementOf(constraint);
}

const arnLike = (...arns: readonly string[]) => mustFit('aws:principalarn', 'ArnLike', arns);
const arnIs = (arn: string) => mustFit('aws:principalarn', 'StringEquals', [arn]);
const accountIs = (...ids: readonly string[]) => mustFit('aws:principalaccount', 'StringEquals', ids);
const nameLike = (name: string) => mustFit('aws:username', 'StringLike', [name]);

describe('a principal that meets all tests', () => {
  it.each([
    ['a role where nothing is asked', 'role', [], 'arn:aws:iam::123456789012:role/Example'],
    ['a user where nothing is asked', 'user', [], 'arn:aws:iam::123456789012:user/example'],
    ['of the account named', 'role', [accountIs('444455556666')], 'arn:aws:iam::444455556666:role/Example'],
    [
      'the role named',
      'role',
      [arnIs('arn:aws:iam::444455556666:role/Ops')],
      'arn:aws:iam::444455556666:role/Ops',
    ],
    [
      'the role of a pattern',
      'role',
      [arnLike('arn:aws:iam::444455556666:role/Ops*')],
      'arn:aws:iam::444455556666:role/OpsExample',
    ],
    [
      'the role of a pattern over accounts, in the account named',
      'role',
      [arnLike('arn:aws:iam::*:role/*/Ops'), accountIs('444455556666')],
      'arn:aws:iam::444455556666:role/Example/Ops',
    ],
    [
      'the role of a pattern over accounts',
      'role',
      [arnLike('arn:aws:iam::*:role/Ops')],
      'arn:aws:iam::123456789012:role/Ops',
    ],
    ['the user named', 'user', [nameLike('alice')], 'arn:aws:iam::123456789012:user/alice'],
    ['the user of a pattern', 'user', [nameLike('al*')], 'arn:aws:iam::123456789012:user/alexample'],
    [
      'the user named, of the account named',
      'user',
      [nameLike('alice'), accountIs('444455556666')],
      'arn:aws:iam::444455556666:user/alice',
    ],
    [
      'the user named, of the account of a pattern',
      'user',
      [nameLike('alice'), arnLike('arn:aws:iam::444455556666:user/*')],
      'arn:aws:iam::444455556666:user/alice',
    ],
    [
      'of no account that is excluded',
      'role',
      [not(accountIs('123456789012', '210987654321'))],
      'arn:aws:iam::135791357913:role/Example',
    ],
  ] as const)('is %s', (_, kind, constraints, arn) => {
    expect(findPrincipal(kind, constraints, 'aws', undefined, NOTHING)).toMatchObject({
      kind: 'found',
      principal: { kind, arn },
    });
  });

  it('is of the partition', () => {
    expect(findPrincipal('role', [], 'aws-cn', undefined, NOTHING)).toMatchObject({
      principal: { arn: 'arn:aws-cn:iam::123456789012:role/Example' },
    });
  });

  it('is one that only the search by patterns finds', () => {
    const constraints = [arnLike('arn:aws:iam::*:role/a*'), arnLike('arn:aws:iam::*:role/*b')];
    expect(findPrincipal('role', constraints, 'aws', undefined, NOTHING)).toMatchObject({
      principal: { arn: expect.stringMatching(/^arn:aws:iam::\d{12}:role\/a.*b$/) },
    });
  });

  it('carries what its id tells', () => {
    const id = (text: string) => [mustFit('aws:userid', 'StringEquals', [text])];
    expect(findPrincipal('role', id('AROAEXAMPLEROLE00009:dana'), 'aws', undefined, NOTHING)).toMatchObject({
      principal: { uniqueId: 'AROAEXAMPLEROLE00009', sessionName: 'dana' },
    });
    expect(findPrincipal('user', id('AIDAEXAMPLEUSER00009'), 'aws', undefined, NOTHING)).toMatchObject({
      principal: { uniqueId: 'AIDAEXAMPLEUSER00009' },
    });
    expect(findPrincipal('role', [], 'aws', undefined, NOTHING)).toEqual({
      kind: 'found',
      principal: {
        kind: 'role',
        arn: 'arn:aws:iam::123456789012:role/Example',
        account: '123456789012',
        sessionName: 'example-session',
      },
    });
  });

  it('takes what a value leaves open from what is decided', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    const constraint = arnIs('arn:aws:iam::444455556666:role/${aws:PrincipalTag/team}');
    const context = new Map([['aws:principaltag/team', ['red']]]);
    expect(findPrincipal('role', [constraint], 'aws', undefined, context)).toMatchObject({
      principal: { arn: 'arn:aws:iam::444455556666:role/red' },
    });
  });

  it.each([
    ['of one of the accounts', accounts(false, '111122223333', '222233334444'), [], '111122223333'],
    [
      'of the second, if the first is excluded',
      accounts(false, '111122223333', '222233334444'),
      [not(accountIs('111122223333'))],
      '222233334444',
    ],
    ['of none of the accounts', accounts(true, '123456789012', '210987654321'), [], '135791357913'],
    [
      'of one, by a pattern over accounts',
      accounts(false, '111122223333'),
      [arnLike('arn:aws:iam::*:role/Ops')],
      '111122223333',
    ],
  ] as const)('is %s', (_, known, constraints, account) => {
    expect(findPrincipal('role', constraints, 'aws', known, NOTHING)).toMatchObject({
      kind: 'found',
      principal: { account },
    });
  });

  const many = Array.from({ length: 60 }, (_, at) => String(333_300_000_000 + at));

  it('is of one of many accounts, or of none of them', () => {
    expect(findPrincipal('role', [], 'aws', accounts(false, ...many), NOTHING)).toMatchObject({
      principal: { account: many[0] },
    });
    expect(findPrincipal('role', [], 'aws', accounts(true, ...many, '123456789012'), NOTHING)).toMatchObject({
      principal: { account: '210987654321' },
    });
  });

  it.each([
    ['found where the accounts are few', many.slice(0, 9), 'found'],
    ['not known where they are too many to look through', many, 'unknown'],
  ])('of the last account alone is %s', (_, listed, kind) => {
    const last = mustFit('aws:principalaccount', 'StringLike', [`*${listed.at(-1)?.slice(-4)}`]);
    expect(findPrincipal('role', [last], 'aws', accounts(false, ...listed), NOTHING).kind).toBe(kind);
  });
});

describe('that no principal meets all tests is proven', () => {
  const absent = (key: string) => complementOf(mustBePresent(key));
  const twoAccounts = [accountIs('444455556666'), accountIs('555566667777')];

  it.each([
    [
      'by an account that is not its ARN',
      'role',
      [accountIs('555566667777'), arnIs('arn:aws:iam::444455556666:role/Ops')],
      'aws:principalarn',
    ],
    ['by two accounts', 'role', twoAccounts, 'aws:principalaccount'],
    ['by a name and an ARN', 'user', [arnLike('arn:aws:iam::*:user/bob'), nameLike('alice')], 'aws:username'],
    ['by the ARN of a user', 'role', [arnIs('arn:aws:iam::444455556666:user/alice')], 'aws:principalarn'],
    ['by the id of a user', 'role', [mustFit('aws:userid', 'StringLike', ['AIDA*'])], 'aws:userid'],
    ['without an ARN', 'role', [absent('aws:principalarn')], 'aws:principalarn'],
    ['without an account', 'user', [absent('aws:principalaccount')], 'aws:principalaccount'],
    ['without a name', 'user', [absent('aws:username')], 'aws:username'],
  ] as const)('%s', (_, kind, constraints, key) => {
    expect(findPrincipal(kind, constraints, 'aws', undefined, NOTHING)).toEqual({ kind: 'impossible', key });
  });

  it.each([
    ['a role, which has no name', 'role', [absent('aws:username')]],
    ['a key that is no part of a principal', 'role', [absent('sts:externalid')]],
  ] as const)('not by the absence from %s', (_, kind, constraints) => {
    expect(findPrincipal(kind, constraints, 'aws', undefined, NOTHING).kind).toBe('found');
  });

  it('not where another value might be filled in', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    const open = arnIs('arn:aws:iam::444455556666:role/${aws:PrincipalTag/team}');
    expect(findPrincipal('role', [open, ...twoAccounts], 'aws', undefined, NOTHING)).toEqual({
      kind: 'unknown',
    });
  });
});
