import type { UseCaller } from '../../lib/activity/use';
import { findUniqueIdOwners } from '../../lib/graph/unique-id-owners';
import type { Guard } from '../../lib/model/guard';
import { type UniqueId, uniqueIdIn } from '../../lib/model/identifiers';
import type { AccountReading, Inventory } from '../../lib/model/inventory';
import { parseRole } from '../../lib/model/parse-role';
import { arnOf, MANAGEMENT, OURS, STRANGER } from '../support/graph-builder';

const ID = 'AROAGONE0000000001';
const WHOLE: AccountReading = { state: 'read', usersRead: true, providersRead: true };

function inventory(readings: readonly AccountReading[], listed = true): Inventory {
  const ids = [OURS, MANAGEMENT];
  return {
    ...(listed && { accounts: new Map(ids.map((id) => [id, { id }])) }),
    tree: new Map(),
    organizationPolicies: [],
    roles: new Map(),
    users: [],
    managedPolicies: new Map(),
    providers: new Map(),
    read: new Map(readings.map((reading, index) => [ids[index] ?? OURS, reading])),
    problems: [],
    unrecognised: [],
  };
}

/** A role of an export that has no ids, such as a table of ARNs. */
function withoutId(): Inventory['roles'] {
  const parsed = parseRole({ Arn: arnOf(), AssumeRolePolicyDocument: { Statement: [] } }, 'test');
  return new Map(parsed.kind === 'ok' ? [[arnOf(), parsed.value.value]] : []);
}

const live = (...ids: readonly string[]) =>
  new Map(ids.flatMap((id): [UniqueId, string][] => (uniqueIdIn(id) ? [[id as UniqueId, 'arn']] : [])));
const use = (caller: UseCaller) => ({ caller }) as never;
const BY_USER_ID: Guard = {
  kind: 'other',
  strength: 'firm',
  key: 'aws:userid',
  operator: 'StringLike',
  values: [`${ID}:*`],
};

const caller = { kind: 'unique-id', uniqueId: ID } as const;
const everything = inventory([WHOLE, WHOLE]);

describe('the owner of a unique id', () => {
  it.each([
    ['ours where a scanned principal has it', everything, live(ID), [], 'ours'],
    [
      'whom CloudTrail saw use it',
      everything,
      live(),
      [use({ kind: 'aws', account: STRANGER, principalId: ID })],
      'seen',
    ],
    ['deleted where every principal was read and nobody has it', everything, live(), [], 'deleted'],
    ['not told where an account was not read', inventory([WHOLE]), live(), [], 'cannot-tell'],
    [
      'not told where an account was read without its users',
      inventory([WHOLE, { ...WHOLE, usersRead: false }]),
      live(),
      [],
      'cannot-tell',
    ],
    [
      'not told where a user could not be read',
      { ...everything, problems: [{ code: 'user-invalid', at: 'users.json', message: 'expected a user' }] },
      live(),
      [],
      'cannot-tell',
    ],
    [
      'not told where an account that is on no list was read in part',
      {
        ...everything,
        read: new Map([...everything.read, [STRANGER, { ...WHOLE, state: 'stale' as const }]]),
      },
      live(),
      [],
      'cannot-tell',
    ],
    [
      'not told where the id of a role is missing',
      { ...everything, roles: withoutId() },
      live(),
      [],
      'cannot-tell',
    ],
    [
      'not told where only some accounts were listed',
      { ...everything, accountsIncomplete: true as const },
      live(),
      [],
      'cannot-tell',
    ],
    ['not told without an account list', inventory([WHOLE, WHOLE], false), live(), [], 'cannot-tell'],
  ])('is %s', (_, read, alive, uses, kind) => {
    expect(findUniqueIdOwners(read, alive, uses)({ caller, guards: [] })?.kind).toBe(kind);
  });

  it('may be any stranger where a condition names the id', () => {
    expect(findUniqueIdOwners(everything, live(), [])({ caller, guards: [BY_USER_ID] })?.kind).toBe(
      'stranger',
    );
  });

  it('is asked for unique ids only', () => {
    expect(
      findUniqueIdOwners(everything, live(), [])({ caller: { kind: 'anyone' }, guards: [] }),
    ).toBeUndefined();
  });
});
