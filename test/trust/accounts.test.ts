import { type AccountId, accountIdIn } from '../../lib/model/identifiers';
import { excludesAll, firstOf, isOfAccounts } from '../../lib/trust/accounts';
import { complementOf } from '../../lib/trust/canonical-constraint';
import { type Constraint, mustBePresent, mustFit } from '../../lib/trust/constraint';

const ids = (...texts: readonly string[]) =>
  new Map<AccountId, undefined>(
    texts.flatMap((text) => accountIdIn(text) ?? []).map((id) => [id, undefined]),
  );

const OURS = { ids: ids('111122223333', '222233334444'), negated: false };
const OTHERS = { ...OURS, negated: true };

describe('accounts', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/Ops', true, false],
    ['arn:aws:iam::444455556666:role/Ops', false, true],
    ['arn:aws:iam::*:role/Ops', false, true],
    ['no ARN', false, true],
  ])('%s is of ours: %s, of all others: %s', (arn, ours, others) => {
    expect(isOfAccounts(arn, OURS)).toBe(ours);
    expect(isOfAccounts(arn, OTHERS)).toBe(others);
    expect(isOfAccounts(arn, undefined)).toBe(true);
  });

  const ofAccount = (...values: readonly string[]) => mustFit('aws:principalaccount', 'StringEquals', values);
  const ofArn = (...accounts: readonly string[]) =>
    mustFit(
      'aws:principalarn',
      'StringEquals',
      accounts.map((id) => `arn:aws:iam::${id}:role/Ops`),
    );

  it.each<[string, readonly Constraint[], boolean, boolean]>([
    ['nothing is asked', [], false, false],
    ['one of ours is named', [ofAccount('111122223333')], false, true],
    ['another one is named', [ofAccount('444455556666')], true, false],
    ['one of ours is named among others', [ofAccount('444455556666', '111122223333')], false, false],
    ['an ARN of ours is named', [ofArn('222233334444')], false, true],
    ['an ARN of another one is named', [ofArn('444455556666')], true, false],
    ['one of two ARNs is of ours', [ofArn('444455556666', '111122223333')], false, false],
    ['one of two tests names ours', [ofAccount('444455556666'), ofArn('111122223333')], true, true],
    ['one is only excluded', [complementOf(ofAccount('444455556666'))], false, false],
    ['it must only be there', [mustBePresent('aws:principalaccount')], false, false],
    ['a variable names it', [ofAccount(`\${aws:PrincipalTag/Home}`)], false, false],
    ['it is named by a pattern', [mustFit('aws:principalaccount', 'StringLike', ['4*'])], false, false],
    [
      'another key has such a value',
      [mustFit('sts:externalid', 'StringEquals', ['444455556666'])],
      false,
      false,
    ],
  ])('are ruled out where %s', (_, constraints, ours, others) => {
    expect(excludesAll(constraints, OURS)).toBe(ours);
    expect(excludesAll(constraints, OTHERS)).toBe(others);
  });

  it('are named up to a count, in their order', () => {
    expect(firstOf(OURS.ids, 1)).toEqual(['111122223333']);
    expect(firstOf(OURS.ids, 2)).toEqual(['111122223333', '222233334444']);
    expect(firstOf(OURS.ids, 9)).toEqual(['111122223333', '222233334444']);
    expect(firstOf(OURS.ids, 0)).toEqual([]);
  });
});
