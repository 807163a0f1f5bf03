import type { DeclaredUse } from '../../lib/parties/declaration';
import { expectedUseOf } from '../../lib/parties/expected-use';

const ROLE = 'arn:aws:iam::111122223333:role/team/Collector';

const expectedOf = (expect: readonly DeclaredUse[], role = ROLE) =>
  expectedUseOf({ name: 'Datadog', kind: 'vendor', accounts: [], expect }, role);

const ANY: DeclaredUse = {};
const EXACT: DeclaredUse = { roles: [ROLE] };
const LONG: DeclaredUse = { roles: ['arn:aws:iam::111122223333:role/team/*'] };
const SHORT: DeclaredUse = { roles: ['arn:aws:iam::111122223333:role/*'] };
const NAMED: DeclaredUse = { roles: ['arn:aws:iam::*:role/team/Collector'] };
const NAMED_ANY: DeclaredUse = { roles: ['arn:aws:iam::*:role/*'] };
const IN_ACCOUNT: DeclaredUse = { ...NAMED_ANY, accounts: ['111122223333'] };
const IN_ALL: DeclaredUse = { ...NAMED_ANY, accounts: ['*'] };

describe('the entry that decides', () => {
  it.each<[string, DeclaredUse, DeclaredUse]>([
    ['an exact ARN before a pattern', EXACT, LONG],
    ['the pattern that is literal for longer', LONG, SHORT],
    ['the pattern with more letters of its own', NAMED, NAMED_ANY],
    ['a pattern before an entry for every role', NAMED_ANY, ANY],
    ['listed accounts before all', IN_ACCOUNT, IN_ALL],
  ])('is %s, wherever it stands', (_, best, other) => {
    expect(expectedOf([other, best])?.use).toBe(best);
    expect(expectedOf([best, other])?.use).toBe(best);
    expect(expectedOf([other, best])?.overrode.join()).toMatch(
      /^entry 1 of `expect` .*, which is less specific$/,
    );
  });

  it('is the first of two that are alike, and the other one is told', () => {
    const again = { ...LONG };
    expect(expectedOf([LONG, again])?.use).toBe(LONG);
    expect(expectedOf([LONG, again])).toMatchObject({
      because: 'entry 1 of `expect` covers it by `arn:aws:iam::111122223333:role/team/*`',
      overrode: [
        'entry 2 of `expect` covers it by `arn:aws:iam::111122223333:role/team/*`, which is as specific and listed later',
      ],
    });
  });

  it('is judged by the best of its own patterns', () => {
    const both: DeclaredUse = { roles: ['*', ROLE] };
    expect(expectedOf([LONG, both])?.use).toBe(both);
  });

  it.each<[string, readonly DeclaredUse[]]>([
    ['no entry', []],
    ['another role', [{ roles: ['arn:aws:iam::*:role/Other'] }]],
    ['another account', [{ accounts: ['444455556666'] }]],
    ['the right role in another account', [{ ...EXACT, accounts: ['444455556666'] }]],
  ])('is none where there is %s', (_, expect_) => {
    expect(expectedOf(expect_)).toBeUndefined();
  });

  it('bears a role that is no ARN', () => {
    expect(expectedOf([ANY], 'nonsense')?.use).toBe(ANY);
    expect(expectedOf([IN_ACCOUNT], 'nonsense')).toBeUndefined();
  });
});
