/**
 * A set of ids that cannot grow without end and still tells how many distinct ones there were.
 *
 * It keeps the ids of the smallest numbers. Numbers are spread evenly, so beyond its limit it is a fair sample, and
 * the largest number kept tells how many distinct ids there were in all: of 32,768 kept within 1.2 %, of 256 within
 * 13 % (two standard deviations). Repetition and order make no difference, and two sets merge.
 *
 * Memory: 12 bytes a slot, between 3/8 and 3/4 of the slots in use: 16 to 32 bytes an id.
 */
import { HASH_RANGE } from './text-hash';

export interface FairSample {
  /** from `hashText`; 0 in free slots */
  ids: Float64Array;
  /** what each id stands for: a small whole number of the owner's */
  notes: Uint32Array;
  size: number;
  /** larger ids were dropped and are not taken any more; infinite while none was */
  ceiling: number;
}

const FIRST_SLOTS = 8;

/** A set of nothing. */
export function emptySample(slots = FIRST_SLOTS): FairSample {
  return { ids: new Float64Array(slots), notes: new Uint32Array(slots), size: 0, ceiling: Infinity };
}

/**
 * Puts one id in, in place.
 * @param prefer which of two notes on one id stays; it must not depend on their order
 */
export function addToSample(
  sample: FairSample,
  id: number,
  note: number,
  limit: number,
  prefer: (a: number, b: number) => number = Math.min,
): void {
  if (id > sample.ceiling) return;
  const slot = slotOf(sample, id);
  if (sample.ids[slot] === id) {
    sample.notes[slot] = prefer(sample.notes[slot] ?? note, note);
    return;
  }
  sample.ids[slot] = id;
  sample.notes[slot] = note;
  sample.size += 1;
  if (sample.size >= 2 * limit) cutSample(sample, limit);
  else if (sample.size * 4 > sample.ids.length * 3) rebuild(sample, sample.ids.length * 2);
}

/** Drops all but the `limit` smallest ids, in place. Nothing happens where there are not so many. */
export function cutSample(sample: FairSample, limit: number): void {
  if (sample.size <= limit) return;
  const sorted = sample.ids.filter((id) => id > 0).sort();
  sample.ceiling = sorted[limit - 1] ?? 0;
  rebuild(sample, slotsFor(limit));
}

/** How many distinct ids were put in: exact while none was dropped, else an estimate. */
export function countDistinct({ size, ceiling }: FairSample): number {
  return ceiling === Infinity ? size : Math.max(size, Math.round(((size - 1) / ceiling) * HASH_RANGE));
}

/**
 * Puts in everything of another set, in place; the other one stays as it is.
 * @param noteOf what the other's note is called here
 */
export function addSample(
  sample: FairSample,
  other: FairSample,
  limit: number,
  noteOf: (note: number) => number = (note) => note,
  prefer: (a: number, b: number) => number = Math.min,
): void {
  if (other.ceiling < sample.ceiling) {
    sample.ceiling = other.ceiling;
    rebuild(sample, sample.ids.length);
  }
  for (let slot = 0; slot < other.ids.length; slot += 1) {
    const id = other.ids[slot] ?? 0;
    if (id > 0) addToSample(sample, id, noteOf(other.notes[slot] ?? 0), limit, prefer);
  }
}

/** How many ids are kept under each note. */
export function countNotes({ ids, notes }: FairSample): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let slot = 0; slot < ids.length; slot += 1) {
    const note = notes[slot] ?? 0;
    if (ids[slot] !== 0) counts.set(note, (counts.get(note) ?? 0) + 1);
  }
  return counts;
}

/** Where the id is, or else belongs. There is always a free slot. */
function slotOf({ ids }: FairSample, id: number): number {
  const last = ids.length - 1;
  let slot = (id >>> 0) & last;
  while (ids[slot] !== 0 && ids[slot] !== id) slot = (slot + 1) & last;
  return slot;
}

/** Moves what is not above the ceiling into `slots` slots, a power of two. */
function rebuild(sample: FairSample, slots: number): void {
  const fresh = emptySample(slots);
  for (let slot = 0; slot < sample.ids.length; slot += 1) {
    const id = sample.ids[slot] ?? 0;
    if (id === 0 || id > sample.ceiling) continue;
    const at = slotOf(fresh, id);
    fresh.ids[at] = id;
    fresh.notes[at] = sample.notes[slot] ?? 0;
    fresh.size += 1;
  }
  sample.ids = fresh.ids;
  sample.notes = fresh.notes;
  sample.size = fresh.size;
}

function slotsFor(size: number): number {
  let slots = FIRST_SLOTS;
  while (size * 4 > slots * 3) slots *= 2;
  return slots;
}
