import { complementOf } from '../../lib/trust/canonical-constraint';
import { mustFit } from '../../lib/trust/constraint';
import { exactTexts, namedAccounts } from '../../lib/trust/exact-principal';
import { findPrincipal } from '../../lib/trust/find-principal';
import { judge } from '../support/trust-role';

const NOTHING = new Map<string, readonly string[]>();
const OPS = 'arn:aws:iam::444455556666:role/Ops';
const OTHER = 'arn:aws:iam::555566667777:role/Other';
const arnFits = (operator: string, ...arns: readonly string[]) => mustFit('aws:principalarn', operator, arns);
const accountIs = (...ids: readonly string[]) => mustFit('aws:principalaccount', 'StringEquals', ids);

describe('texts that a test names letter by letter', () => {
  it.each([
    ['a test of equal text', [arnFits('StringEquals', OPS, OTHER)], [OPS, OTHER]],
    ['an ARN without wildcards', [arnFits('ArnLike', OPS)], [OPS]],
    ['the one that does, beside a pattern', [arnFits('ArnLike', '*'), arnFits('StringEquals', OPS)], [OPS]],
    [
      'none where one of the values is a pattern',
      [arnFits('ArnLike', OPS, 'arn:aws:iam::*:role/x')],
      undefined,
    ],
    ['none where letter case is left open', [arnFits('StringEqualsIgnoreCase', OPS)], undefined],
    ['none where the text is what is excluded', [complementOf(arnFits('StringEquals', OPS))], undefined],
    ['none where another key is tested', [accountIs('444455556666')], undefined],
  ])('are those of %s', (_, constraints, texts) => {
    const values = constraints.flatMap((each) => (each.kind === 'value' ? [each] : []));
    expect(exactTexts(values, 'aws:principalarn', NOTHING)).toEqual(texts);
  });

  it('are, of accounts, those that all tests pass and that are account ids', () => {
    const tests = [accountIs('444455556666', '555566667777', 'ops'), accountIs('555566667777', 'ops')];
    expect(namedAccounts(tests, NOTHING)).toEqual(['555566667777']);
  });
});

describe('a principal whose ARN is named', () => {
  it.each([
    [
      'is the one of the account named',
      [arnFits('StringEquals', OPS, OTHER), accountIs('555566667777')],
      OTHER,
    ],
    [
      'is the one that a pattern leaves',
      [arnFits('StringEquals', OPS, OTHER), arnFits('ArnLike', 'arn:*:iam::*:role/Oth*')],
      OTHER,
    ],
    [
      'is the one that no exclusion names',
      [arnFits('StringEquals', OPS, OTHER), complementOf(arnFits('ArnLike', OPS))],
      OTHER,
    ],
    [
      'is nobody where the account is another',
      [arnFits('StringEquals', OPS), accountIs('555566667777')],
      undefined,
    ],
    [
      'is nobody where it is of another kind',
      [arnFits('StringEquals', 'arn:aws:iam::444455556666:user/amy')],
      undefined,
    ],
    [
      'is nobody where it is of another partition',
      [arnFits('StringEquals', 'arn:aws-cn:iam::444455556666:role/Ops')],
      undefined,
    ],
  ])('%s', (_, constraints, arn) => {
    const found = findPrincipal('role', constraints, 'aws', undefined, NOTHING);
    expect(found.kind === 'found' ? found.principal : found.kind).toEqual(
      arn === undefined ? 'impossible' : expect.objectContaining({ arn }),
    );
  });
});

describe('a user whose ARN is named', () => {
  const named = arnFits(
    'StringEquals',
    'arn:aws:iam::444455556666:user/amy',
    'arn:aws:iam::444455556666:user/bob',
  );
  const nameIs = mustFit('aws:username', 'StringEquals', ['bob']);

  it('is the one of the name asked for', () => {
    expect(findPrincipal('user', [named, nameIs], 'aws', undefined, NOTHING)).toMatchObject({
      principal: { arn: 'arn:aws:iam::444455556666:user/bob' },
    });
  });

  it('is asked for no name where it is a role', () => {
    expect(
      findPrincipal('role', [arnFits('StringEquals', OPS), nameIs], 'aws', undefined, NOTHING),
    ).toMatchObject({
      principal: { arn: OPS },
    });
  });
});

/** What a policy of thousands of texts must never come to: nobody, where the last of them is somebody. */
describe('a trust of very many texts', () => {
  const ids = [...Array(1_500).keys()].map((n) => String(300_000_000_000 + n));
  const arns = ids.map((id) => `arn:aws:iam::${id}:role/Ops`);
  const anyone = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
  const deny = { ...anyone, Effect: 'Deny' };

  it('admits the only role that its exclusions leave', () => {
    const { grants } = judge([
      { ...anyone, Condition: { StringEquals: { 'aws:PrincipalArn': arns } } },
      { ...deny, Condition: { StringEquals: { 'aws:PrincipalAccount': ids.slice(1) } } },
    ]);
    expect(grants.map(({ verdict, witness }) => [verdict, witness?.principal])).toContainEqual([
      'admits',
      expect.objectContaining({ arn: arns[0] }),
    ]);
  });

  it('admits nobody where the exclusions name them all', () => {
    const { grants } = judge([
      { ...anyone, Condition: { StringEquals: { 'aws:PrincipalArn': arns.slice(0, 200) } } },
      { ...deny, Condition: { StringEquals: { 'aws:PrincipalArn': arns.slice(0, 200) } } },
    ]);
    expect(grants).toEqual([]);
  });
});

describe('a trust whose demands can be met by very many statements together', () => {
  const giver = (Action: string, n: number) => ({
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action,
    Condition: { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${Action.slice(4)}-${n}-*` } },
  });
  const opener = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'aws:RequestTag/team': 'red', 'sts:SourceIdentity': 'amy' },
      Null: { 'sts:RequestContext/idc:a': 'false' },
    },
  };

  it('is undecided beyond the bound, and never taken to admit nobody', () => {
    const statements = ['sts:TagSession', 'sts:SetSourceIdentity', 'sts:SetContext'].flatMap((action) =>
      [...Array(20).keys()].map((n) => giver(action, n)),
    );
    const { grants } = judge([opener, ...statements]);
    expect(grants.length).toBeGreaterThan(0);
    expect(grants.every(({ verdict }) => verdict === 'undecided')).toBe(true);
    expect(grants[0]?.reason).toContain('too many statements allow');
  });
});
