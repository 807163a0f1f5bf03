/**
 * What was appended to a history, as text, and back: versioned JSON, a line for each finding and each mark.
 */
import { z } from 'zod';
import { ok, type Parsed, problem } from '../model/problem';
import type { Change } from './join-findings';
import { parseMemory, renderMemory } from './saved-finding';

const VERSION = 1;

const SavedChange = z.strictObject({
  version: z.literal(VERSION),
  findings: z.array(z.unknown()),
  marks: z.array(z.strictObject({ finding: z.string(), turn: z.int().nonnegative() })),
});

/** JSON that a person can read. */
export function renderChange({ findings, marks }: Change): string {
  const rows = [...findings].map(([id, memory]) => renderMemory(id, memory));
  const told = marks.map(({ finding, turn }) => JSON.stringify({ finding, turn }));
  return `{"version":${VERSION},"findings":[\n${rows.join(',\n')}\n],"marks":[\n${told.join(',\n')}\n]}\n`;
}

/** Reads what `renderChange` wrote; else the problem `change-newer` or `change-damaged`. */
export function parseChange(text: string, at: string): Parsed<Change> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return problem('change-damaged', at, 'expected findings and marks as JSON');
  }
  const version = z.looseObject({ version: z.number() }).safeParse(raw);
  if (version.success && version.data.version > VERSION) {
    return problem('change-newer', at, `expected version ${VERSION}; a newer trust-atlas wrote this state`);
  }
  const saved = SavedChange.safeParse(raw);
  const findings = saved.data?.findings.map(parseMemory);
  if (!saved.success || findings === undefined || findings.includes(undefined)) {
    return problem('change-damaged', at, 'expected findings and marks as they are saved');
  }
  return ok({
    findings: new Map(findings.filter((found) => found !== undefined)),
    marks: saved.data.marks,
  });
}
