/**
 * One remembered finding as a line of JSON, and back. Every home of findings writes them so: a line of a file, an item
 * of a table.
 */
import { z } from 'zod';
import { SEVERITIES } from '../model/finding';
import type { FindingMemory } from './history';

const Row = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const SavedFinding = z.strictObject({
  id: z.string(),
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  state: z.enum(['new', 'open', 'closed', 'suppressed']),
  subject: z.string(),
  party: z.string().optional(),
  title: z.string(),
  because: z.string().optional(),
  evidence: z.array(Row),
  remedy: z.string(),
  technique: z.array(z.string()),
  firstSeen: z.string(),
  lastSeen: z.string(),
  lastEvent: z.string().optional(),
});

const SavedMemory = z.strictObject({
  id: z.string(),
  rule: z.string(),
  subject: z.string(),
  party: z.string().optional(),
  severity: z.enum(SEVERITIES),
  title: z.string(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  lastEvent: z.string().optional(),
  state: z.enum(['open', 'closed', 'suppressed']),
  turn: z.int().nonnegative(),
  due: z.strictObject({ why: z.enum(['new', 'worse', 'reopened']), finding: SavedFinding }).optional(),
});

/** JSON on one line. */
export function renderMemory(id: string, memory: FindingMemory): string {
  return JSON.stringify({ id, ...memory });
}

/** Reads what `renderMemory` wrote, once it is parsed as JSON; undefined where it is damaged. */
export function parseMemory(raw: unknown): readonly [id: string, memory: FindingMemory] | undefined {
  const saved = SavedMemory.safeParse(raw);
  if (!saved.success) return undefined;
  const { id, ...memory } = saved.data;
  return [id, memory];
}
