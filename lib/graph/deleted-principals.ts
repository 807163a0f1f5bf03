/**
 * Deleted principals: what a bare `AROA…` or `AIDA…` in a trust policy means.
 *
 * IAM shows the raw id once the principal is gone, and ids are never reused, so the grant is normally dead.
 * Dead is claimed only where every account of the organization was read with its users and nobody was seen
 * using the id; otherwise it cannot be told.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import type { Use } from '../activity/use';
import type { UniqueId } from '../model/identifiers';
import type { Inventory } from '../model/inventory';

/**
 * Whether the owner of `uniqueId` is gone.
 * @param live ARNs by unique id of everything scanned
 */
export function judgeUniqueId(
  uniqueId: string,
  inventory: Inventory,
  live: ReadonlyMap<UniqueId, string>,
  uses: readonly Use[],
): 'deleted' | 'live' | 'cannot-tell' {
  if (live.has(uniqueId as UniqueId)) return 'live';
  if (uses.some((use) => use.caller.kind === 'aws' && use.caller.principalId === uniqueId)) return 'live';
  return everyPrincipalWasRead(inventory) ? 'deleted' : 'cannot-tell';
}

function everyPrincipalWasRead(inventory: Inventory): boolean {
  const { accounts, read } = inventory;
  if (accounts === undefined) return false;
  return [...accounts.keys()].every((id) => {
    const reading = read.get(id);
    return reading?.state === 'read' && reading.usersRead;
  });
}
