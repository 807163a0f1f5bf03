import type { PolicyDocument } from '../../lib/model/policy-document';
import { mustBePresent, mustFit } from '../../lib/trust/constraint';
import { effortFor, spend, TOO_LARGE } from '../../lib/trust/effort';
import { judge } from '../support/trust-role';

const ACCOUNTS = Array.from({ length: 3_000 }, (_, at) => String(100_000_000_000 + at));
const ALLOW = { Effect: 'Allow', Principal: { AWS: ACCOUNTS }, Action: 'sts:AssumeRole' };
const MANY = Object.fromEntries(ACCOUNTS.map((id) => [`aws:RequestTag/${id}`, 'x']));

describe('the effort for one role', () => {
  const document: PolicyDocument = { version: '2012-10-17', statements: [] };
  const statement = { index: 0, effect: 'Deny' as const, unknown: [] };
  const condition = { operator: 'StringLike', key: 'sts:ExternalId', values: ['a*', 'b*'] };

  const spentOn = (
    policy: PolicyDocument,
    denies: Parameters<typeof effortFor>[1],
    constraints: Parameters<typeof spend>[1] = [],
  ) => {
    const effort = effortFor(policy, denies);
    const before = effort.left;
    expect(spend(effort, constraints)).toBe(true);
    return before - effort.left;
  };
  const denyBy = (conditions: readonly (typeof condition)[]) => ({ statement: { ...statement, conditions } });
  const costOf = (conditions: readonly (typeof condition)[], ...constraints: Parameters<typeof spend>[1]) =>
    spentOn(document, [denyBy(conditions)], constraints);
  const policyOf = (...conditions: readonly (typeof condition)[]): PolicyDocument => ({
    ...document,
    statements: [{ ...statement, effect: 'Allow', conditions }],
  });
  const key = 'sts:externalid';

  it.each([
    ['constraints', costOf([], mustBePresent(key)), costOf([])],
    [
      'values',
      costOf([], mustFit(key, 'StringEquals', ['a', 'b'])),
      costOf([], mustFit(key, 'StringEquals', ['a'])),
    ],
    [
      'patterns',
      costOf([], mustFit(key, 'StringLike', ['a*'])),
      costOf([], mustFit(key, 'StringLike', ['a'])),
    ],
    ['denies', costOf([condition]), costOf([])],
    ['statements of the policy', spentOn(policyOf(), []), spentOn(document, [])],
    ['values in the policy', spentOn(policyOf(condition), []), spentOn(policyOf(), [])],
    [
      'values beside denies than one by one',
      spentOn(policyOf(condition), [denyBy([condition])]),
      spentOn(policyOf(), [denyBy([condition])]),
    ],
  ])('is spent sooner on more %s', (_, more, less) => {
    expect(more).toBeGreaterThan(less);
  });

  it('grows faster than the tests of a deny, since the values of each are weighed against all', () => {
    const ten = Array.from({ length: 10 }, () => condition);
    expect(costOf(ten)).toBeGreaterThan(10 * costOf([condition]));
  });

  it('counts what a way asks for once for each question of the denies', () => {
    const many = mustFit(key, 'StringEquals', ACCOUNTS.slice(0, 100));
    const alone = spentOn(document, [], [many]);
    expect(spentOn(document, [denyBy([])], [many])).toBeGreaterThan(2.5 * alone);
    expect(spentOn(document, [denyBy([condition, condition])], [many])).toBeGreaterThan(4.5 * alone);
  });

  it('ends', () => {
    const effort = effortFor(document, []);
    let spent = 0;
    for (let before = effort.left; spend(effort, []); before = effort.left) spent = before - effort.left;
    expect(spent).toBeGreaterThan(0);
    expect(spend({ ...effort, left: spent }, [])).toBe(true);
    expect(spend({ ...effort, left: spent - 1 }, [])).toBe(false);
  });

  it('is enough for more principals than a policy can hold', () => {
    const verdicts = judge([{ ...ALLOW, Principal: { AWS: ACCOUNTS.slice(0, 600) } }]).grants.map(
      ({ verdict }) => verdict,
    );
    expect(new Set(verdicts)).toEqual(new Set(['admits']));
    expect(verdicts).toHaveLength(600);
  });

  it.each([
    ['conditions', [{ ...ALLOW, Condition: { StringEqualsIfExists: MANY } }]],
    ['principals and denies of each', [ALLOW, { ...ALLOW, Effect: 'Deny' }]],
    [
      'statements and denies of each',
      [
        ...ACCOUNTS.map((id) => ({ ...ALLOW, Principal: { AWS: id } })),
        ...ACCOUNTS.map((id) => ({
          ...ALLOW,
          Effect: 'Deny',
          Principal: { AWS: id },
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        })),
      ],
    ],
    [
      'principals and patterns',
      [
        {
          ...ALLOW,
          Condition: { ArnLike: { 'aws:PrincipalArn': ACCOUNTS.map((id) => `*${id}*:a:b:c:d:*`) } },
        },
      ],
    ],
    [
      'patterns against patterns',
      [
        {
          ...ALLOW,
          Principal: { AWS: '*' },
          Condition: {
            StringLike: { 'sts:ExternalId': ACCOUNTS.map((id) => `*${id}*a*`) },
            StringNotLike: { 'sts:ExternalId': ACCOUNTS.map((id) => `*${id}*`) },
          },
        },
      ],
    ],
  ])('that thousands of %s ask for is not spent: what is left is undecided', (_, statements) => {
    const { grants } = judge(statements);
    const unweighed = grants.filter(({ reason }) => reason === TOO_LARGE);
    expect(unweighed.length).toBeGreaterThan(0);
    expect(unweighed.every(({ verdict, guards }) => verdict === 'undecided' && guards.length === 0)).toBe(
      true,
    );
  });
});
