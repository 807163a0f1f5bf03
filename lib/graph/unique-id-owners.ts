/**
 * Owners of unique ids: what a bare `AROA…` or `AIDA…` in a trust policy comes to.
 *
 * As a principal, IAM shows the raw id once its owner is gone, and ids are never reused, so the grant is normally
 * dead. Dead is claimed only where every account of the organization was read with its users and nobody was seen
 * using the id. In a condition on `aws:userid` the id is plain text: its owner may be alive anywhere.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import type { Use, UseCaller } from '../activity/use';
import type { Grant } from '../model/grant';
import { type UniqueId, uniqueIdIn } from '../model/identifiers';
import type { Inventory } from '../model/inventory';

export type UniqueIdOwner =
  /** a principal that was read has it */
  | { readonly kind: 'ours' }
  /** CloudTrail shows this caller use it */
  | { readonly kind: 'seen'; readonly caller: UseCaller }
  | { readonly kind: 'deleted' }
  /** alive, perhaps, in an account that was not read */
  | { readonly kind: 'cannot-tell' }
  /** named in a condition, and nobody of ours: alive, perhaps, in any account of the world */
  | { readonly kind: 'stranger' };

/** Answers for the grants whose caller is a unique id; undefined for every other caller. */
export type OwnerOf = (grant: Pick<Grant, 'caller' | 'guards'>) => UniqueIdOwner | undefined;

/**
 * Gathers once what the answers need.
 * @param live ARNs by unique id of everything scanned
 */
export function findUniqueIdOwners(
  inventory: Inventory,
  live: ReadonlyMap<UniqueId, string>,
  uses: readonly Use[],
): OwnerOf {
  const seen = new Map<string, UseCaller>();
  for (const { caller } of uses) {
    if (caller.kind === 'aws' && caller.principalId !== undefined) seen.set(caller.principalId, caller);
  }
  const allRead = everyPrincipalWasRead(inventory);
  return ({ caller, guards }) => {
    if (caller.kind !== 'unique-id') return undefined;
    const uniqueId = uniqueIdIn(caller.uniqueId);
    if (uniqueId !== undefined && live.has(uniqueId)) return { kind: 'ours' };
    const user = seen.get(caller.uniqueId);
    if (user) return { kind: 'seen', caller: user };
    if (guards.some(({ key }) => key.toLowerCase() === 'aws:userid')) return { kind: 'stranger' };
    return { kind: allRead ? 'deleted' : 'cannot-tell' };
  };
}

/** Parts of an export whose loss may have cost us a principal's id. */
const LOST_IDS: readonly string[] = ['role-arn-invalid', 'role-id-invalid', 'user-invalid'];

/** Accounts that are on no list but were read count as well: whoever is trusted may live there. */
function everyPrincipalWasRead(inventory: Inventory): boolean {
  const { accounts, accountsIncomplete, read, roles, problems } = inventory;
  if (accounts === undefined || accountsIncomplete) return false;
  if (problems.some(({ code }) => LOST_IDS.includes(code))) return false;
  const owners = new Set([...accounts.keys(), ...read.keys()]);
  for (const { account, uniqueId } of roles.values()) {
    if (uniqueId === undefined) return false;
    owners.add(account);
  }
  return [...owners].every((id) => {
    const reading = read.get(id);
    return reading?.state === 'read' && reading.usersRead;
  });
}
