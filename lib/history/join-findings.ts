/**
 * Joins what several wrote about findings at the same time: a scan, a watcher, and whoever delivers alerts.
 *
 * The turn decides. It grows with each alert that falls due, so that of two memories the later turn knows more, and a
 * turn without its alert is one that was delivered. Everything here may be done twice, and in any order.
 */
import type { DeliveryMark, FindingMemory } from './history';

/** Something that was appended to a history. */
export interface Change {
  readonly findings: ReadonlyMap<string, FindingMemory>;
  readonly marks: readonly DeliveryMark[];
}

/** The memory once the alert of that turn was delivered. */
export function withMark(memory: FindingMemory, { turn }: DeliveryMark): FindingMemory {
  return memory.turn === turn ? withoutDue(memory) : memory;
}

/**
 * What is to be remembered where a watcher found `found`.
 * @returns undefined where it is known already and stays as it is
 */
export function joinFound(
  before: FindingMemory | undefined,
  found: FindingMemory,
): FindingMemory | undefined {
  if (before === undefined) return found;
  if (before.state !== 'closed') return undefined;
  return { ...found, firstSeen: before.firstSeen, turn: Math.max(found.turn, before.turn + 1) };
}

/** What is to be kept where a scan remembers `ours` and `now` is there, as others left it meanwhile. */
export function joinMemory(now: FindingMemory | undefined, ours: FindingMemory): FindingMemory {
  if (now === undefined || now.turn < ours.turn) return ours;
  if (now.turn > ours.turn) return now;
  return now.due === undefined ? withoutDue(ours) : ours;
}

/**
 * The findings after a scan's write.
 * @param ours  as the scan leaves them
 * @param now   as they are there now
 * @param known ids that were there when the scan read: one that it left out is forgotten, any other was added since
 */
export function joinFindings(
  ours: ReadonlyMap<string, FindingMemory>,
  now: ReadonlyMap<string, FindingMemory>,
  known: ReadonlySet<string>,
): ReadonlyMap<string, FindingMemory> {
  const joined = new Map<string, FindingMemory>();
  for (const [id, memory] of ours) joined.set(id, joinMemory(now.get(id), memory));
  for (const [id, memory] of now) if (!known.has(id) && !ours.has(id)) joined.set(id, memory);
  return joined;
}

/** The findings with what was appended to them. */
export function withChanges(
  findings: ReadonlyMap<string, FindingMemory>,
  changes: readonly Change[],
): ReadonlyMap<string, FindingMemory> {
  if (changes.length === 0) return findings;
  const changed = new Map(findings);
  for (const { findings: added } of changes) {
    for (const [id, memory] of added) if (isLater(memory, changed.get(id))) changed.set(id, memory);
  }
  for (const mark of changes.flatMap(({ marks }) => marks)) {
    const memory = changed.get(mark.finding);
    if (memory) changed.set(mark.finding, withMark(memory, mark));
  }
  return changed;
}

function isLater(memory: FindingMemory, before: FindingMemory | undefined): boolean {
  return before === undefined || memory.turn > before.turn;
}

function withoutDue(memory: FindingMemory): FindingMemory {
  const { due: _, ...told } = memory;
  return told;
}
