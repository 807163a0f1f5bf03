import { findLateRoles } from '../../../lib/activity/sessions/find-late-roles';
import type { Assumption } from '../../../lib/model/assumption';
import { accountIdIn } from '../../../lib/model/identifiers';

const account = (id: string) => {
  const found = accountIdIn(id);
  if (!found) throw new Error(`${id} is no account id`);
  return found;
};
const [OURS, VENDORS] = [account('111122223333'), account('444455556666')];

/** From one role to another, both by their unique ids. */
function entry(from: string, to: string, time: string, more: Partial<Assumption> = {}): Assumption {
  return {
    eventId: `${from} ${to} ${time}`,
    call: 'AssumeRole',
    time,
    outcome: 'success',
    role: `arn:aws:iam::${OURS}:role/${to}`,
    caller: { kind: 'aws', account: from.startsWith('AROAVENDOR') ? VENDORS : OURS, principalId: from },
    externalId: 'not-sent',
    assumedRoleId: `${to}:job`,
    ...more,
  };
}

const isOutside = ({ caller }: Assumption) => caller.kind === 'aws' && caller.account === VENDORS;

const find = (calls: readonly Assumption[], followed: readonly string[] = []) =>
  findLateRoles(calls, new Set(followed), isOutside);
const ids = (calls: readonly Assumption[], followed?: readonly string[]) =>
  find(calls, followed).map(({ id }) => id);

describe('roles that turn up on the way', () => {
  it('are those that outsiders entered, with the account and the first time', () => {
    const calls = [entry('AROAVENDOR1', 'AROAA', '2026-11-02'), entry('AROAVENDOR1', 'AROAA', '2026-11-01')];
    expect(find(calls)).toEqual([{ id: 'AROAA', account: OURS, since: '2026-11-01' }]);
  });

  it.each<[string, readonly Assumption[], readonly string[], readonly string[]]>([
    ['nobody entered', [entry('AROAOWN', 'AROAA', '2026-11-01')], [], []],
    ['a followed session went on to', [entry('AROAA', 'AROAB', '2026-11-01')], ['AROAA'], ['AROAB']],
    ['are followed already', [entry('AROAVENDOR1', 'AROAA', '2026-11-01')], ['AROAA'], []],
    [
      'come after several hops, in whatever order they are told',
      [
        entry('AROAC', 'AROAD', '2026-11-04'),
        entry('AROAA', 'AROAB', '2026-11-02'),
        entry('AROAB', 'AROAC', '2026-11-03'),
        entry('AROAVENDOR1', 'AROAA', '2026-11-01'),
      ],
      [],
      ['AROAA', 'AROAB', 'AROAC', 'AROAD'],
    ],
    [
      'enter each other',
      [entry('AROAA', 'AROAB', '2026-11-01'), entry('AROAB', 'AROAA', '2026-11-02')],
      ['AROAA'],
      ['AROAB'],
    ],
    ['were refused', [entry('AROAVENDOR1', 'AROAA', '2026-11-01', { outcome: 'refused' })], [], []],
    [
      'are not named by their id',
      [entry('AROAVENDOR1', 'AROAA', '2026-11-01', { assumedRoleId: undefined })],
      [],
      [],
    ],
    [
      'a followed key went on to',
      [
        entry('AROAOWN', 'AROAB', '2026-11-01', {
          caller: { kind: 'aws', account: OURS, accessKeyId: 'ASIAEXAMPLEKEY00001' },
        }),
      ],
      ['ASIAEXAMPLEKEY00001'],
      ['AROAB'],
    ],
  ])('which %s', (_, calls, followed, expected) => {
    expect(ids(calls, followed)).toEqual(expected);
  });

  it('are the root sessions of accounts, by their key', () => {
    const root = entry('AROAVENDOR1', 'AROAA', '2026-11-01', {
      call: 'AssumeRoot',
      role: undefined,
      assumedRoleId: undefined,
      enteredAccount: OURS,
      accessKeyId: 'ASIAEXAMPLEROOT0001',
    });
    expect(find([root])).toEqual([{ id: 'ASIAEXAMPLEROOT0001', account: OURS, since: '2026-11-01' }]);
  });
});
