/**
 * The head of a checkpoint part as text, and back: versioned JSON of everything but the activity.
 */
import { z } from 'zod';
import type { CheckpointHead } from './checkpoint';

const VERSION = 2;

const SavedHead = z.strictObject({
  version: z.literal(VERSION),
  scope: z.string(),
  day: z.string(),
  records: z.int().nonnegative(),
  from: z.string(),
  until: z.string(),
  objects: z.array(z.strictObject({ key: z.string(), size: z.int().nonnegative(), stamp: z.string() })),
});

/** JSON on one line. */
export function renderCheckpointHead({ scope, day, records, from, until, objects }: CheckpointHead): string {
  return JSON.stringify({ version: VERSION, scope, day, records, from, until, objects });
}

/** Reads what `renderCheckpointHead` wrote; undefined where it is damaged, or of another version. */
export function parseCheckpointHead(text: string): CheckpointHead | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const saved = SavedHead.safeParse(raw);
  if (!saved.success) return undefined;
  const { version: _, ...head } = saved.data;
  return head;
}
