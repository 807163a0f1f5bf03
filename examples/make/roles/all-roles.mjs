/**
 * All roles of the organization, and how the trail finds one by name.
 */
import { ROLES_EVERYWHERE } from './everywhere.mjs';
import { FOUNDATION_ROLES } from './foundation.mjs';
import { WORKLOAD_ROLES } from './workloads.mjs';

export const ROLES = [...ROLES_EVERYWHERE, ...FOUNDATION_ROLES, ...WORKLOAD_ROLES];

/**
 * The role of an account by its name; for Identity Center's, by the start of its name.
 * @throws where there is none: the example's own mistake
 */
export function roleOf(account, name) {
  const found = ROLES.find(
    (role) => role.account === account && (role.name === name || role.name.startsWith(`${name}_`)),
  );
  if (!found) throw new Error(`the example has no role ${name} in account ${account}`);
  return found;
}
