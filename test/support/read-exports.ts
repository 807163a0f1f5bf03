/**
 * Inventory and trail of the same paths, one after the other: for tests that do not care which roles are followed.
 */
import type { Inventory } from '../../lib/model/inventory';
import { readInventory } from '../../lib/sources/offline/read-inventory';
import { readTrail, type TrailOptions, withTrail } from '../../lib/sources/offline/read-trail';
import type { TrailReading } from '../../lib/sources/trail/trail-reader';

/** Reads everything under `paths`, CloudTrail after all else. */
export async function readExports(
  paths: readonly string[],
  options: TrailOptions,
): Promise<{ readonly inventory: Inventory; readonly trail: TrailReading }> {
  const { inventory, trailFiles } = await readInventory(paths, options.onProgress);
  const read = await readTrail(trailFiles, options);
  return { inventory: withTrail(inventory, read), trail: read.trail };
}
