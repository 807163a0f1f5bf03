/**
 * Exported files and folders to an inventory, and where the records of CloudTrail among them are: which of those matter
 * is known once the inventory is.
 *
 * Files are read one after the other in the order of their names, so that the same folder gives the same answer.
 * What cannot be read becomes a problem and the rest is read all the same.
 */
import type { Inventory } from '../../model/inventory';
import { type Problem, withoutRepetition } from '../../model/problem';
import { isBesideLogs, parseLogObjectKey } from '../trail/log-object-key';
import type { Interest } from '../trail/scan/interest';
import { TrailReader } from '../trail/trail-reader';
import { findFiles } from './find-files';
import { InventoryDraft } from './inventory-draft';
import { isMadeForTrail, readFile } from './read-file';
import { type OnProgress, Progress } from './reading-progress';

export { PathNotFoundError } from './find-files';

export interface InventoryReading {
  readonly inventory: Inventory;
  readonly trailFiles: readonly TrailFile[];
}

/** A file that holds records of CloudTrail, or is made to. */
export interface TrailFile {
  readonly path: string;
  /** it was read for the inventory, and has records beside that */
  readonly isMixed: boolean;
}

/**
 * Reads everything under `paths` but CloudTrail, and tells where that is.
 *
 * @throws PathNotFoundError where one of the paths is not there; all else becomes a problem of the inventory
 */
export async function readInventory(
  paths: readonly string[],
  onProgress: OnProgress = () => {},
): Promise<InventoryReading> {
  const problems: Problem[] = [];
  const unrecognised: string[] = [];
  const trailFiles: TrailFile[] = [];
  const report = (problem: Problem) => {
    problems.push(problem);
  };
  const draft = new InventoryDraft(report);
  // records are only counted here: which of them matter is known once the inventory is
  const trail = new TrailReader(() => {}, NOTHING);
  const files = await findFiles(paths, report);
  const progress = new Progress(files.length, onProgress);
  for (const path of files) {
    const onBytes = progress.begin(path);
    if (isBesideLogs(path) || parseLogObjectKey(path)) {
      trailFiles.push({ path, isMixed: false });
      continue;
    }
    const before = trail.reading();
    const read = await readFile(path, onBytes, { draft, trail, report }, isMadeForTrail);
    const { files: withRecords, leftAside } = trail.reading();
    if (read === 'refused') trailFiles.push({ path, isMixed: false });
    else if (withRecords > before.files || leftAside > before.leftAside) {
      trailFiles.push({ path, isMixed: true });
    } else unrecognised.push(...read);
  }
  return {
    inventory: { ...draft.finish(), problems: withoutRepetition(problems), unrecognised },
    trailFiles,
  };
}

const NOTHING: Interest = { eventNames: new Set(), followed: new Set() };
