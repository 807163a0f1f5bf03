/**
 * The pointer of a state that is kept in snapshots, as text, and back: which one counts.
 */
import { z } from 'zod';
import { ok, type Parsed, problem } from '../model/problem';

export interface Pointer {
  /** ids of the snapshots that are kept, newest first: the first one counts */
  readonly snapshots: readonly string[];
  /** where the findings are when they are not in the snapshot, such as `dynamodb:TABLE` */
  readonly findingsIn?: string;
}

const VERSION = 1;

const SavedPointer = z.strictObject({
  version: z.literal(VERSION),
  findingsIn: z.string().optional(),
  snapshots: z.array(z.string()).min(1),
});

/** JSON that a person can read, and mend. */
export function renderPointer({ snapshots, findingsIn }: Pointer): string {
  return `${JSON.stringify({ version: VERSION, findingsIn, snapshots }, undefined, 2)}\n`;
}

/** Reads what `renderPointer` wrote; else the problem `pointer-newer` or `pointer-damaged`. */
export function parsePointer(text: string, at: string): Parsed<Pointer> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    raw = undefined;
  }
  const version = z.looseObject({ version: z.number() }).safeParse(raw);
  if (version.success && version.data.version > VERSION) {
    return problem('pointer-newer', at, `expected version ${VERSION}; a newer trust-atlas wrote this state`);
  }
  const saved = SavedPointer.safeParse(raw);
  if (!saved.success) {
    return problem(
      'pointer-damaged',
      at,
      'expected the ids of snapshots as JSON; mend it, or remove it to start anew',
    );
  }
  const { version: _, ...pointer } = saved.data;
  return ok(pointer);
}
