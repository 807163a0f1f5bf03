/**
 * The organization whose trail is read, and where it lies: large enough for outsiders of all kinds, quick to judge.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const ESTATE = { accounts: 50, rolesPerAccount: 20 };

export const EXPORTS = 'exports';
/** As if exported earlier: each account lacks a role that turns up in the trail. */
export const EARLIER_EXPORTS = 'earlier-exports';
export const TRAIL = 'trail';

/** In the order of their paths. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}
