/**
 * History as text, and back: versioned JSON that a person can read.
 *
 * A file of a newer version is refused rather than overwritten; a damaged one is a problem, never an empty
 * history, because "nothing was known" would make every finding new again.
 */
import { z } from 'zod';
import { ok, type Parsed, problem } from '../model/problem';
import type { History } from './history';

const VERSION = 1;

const SavedHistory = z.strictObject({
  version: z.literal(VERSION),
  organization: z.string().optional(),
  asOf: z.string().optional(),
  grants: z.array(z.string()),
  findings: z.array(
    z.strictObject({
      id: z.string(),
      rule: z.string(),
      subject: z.string(),
      title: z.string(),
      firstSeen: z.string(),
      lastSeen: z.string(),
      closed: z.boolean(),
    }),
  ),
  trailUntil: z.string().optional(),
});

/** JSON with one finding a line, findings in order of their id. */
export function renderHistory(history: History): string {
  const { findings, ...rest } = history;
  const rows = [...findings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, memory]) => JSON.stringify({ id, ...memory }));
  const head = JSON.stringify({ version: VERSION, ...rest }).slice(0, -1);
  return `${head},"findings":[\n${rows.join(',\n')}\n]}\n`;
}

/**
 * Reads what `renderHistory` wrote.
 *
 * @returns the history, or the problem `history-newer` (written by a later version) or `history-damaged`
 */
export function parseHistory(text: string, at: string): Parsed<History> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return problem('history-damaged', at, 'expected saved history as JSON; move the file away to start anew');
  }
  const version = z.looseObject({ version: z.number() }).safeParse(raw);
  if (version.success && version.data.version > VERSION) {
    return problem(
      'history-newer',
      at,
      `expected version ${VERSION}; a newer trust-atlas wrote this state`,
      version.data.version,
    );
  }
  const saved = SavedHistory.safeParse(raw);
  if (!saved.success) {
    const issue = saved.error.issues[0];
    const where = issue ? `${issue.path.join('.')}: ${issue.message}` : 'unknown form';
    return problem(
      'history-damaged',
      at,
      `expected saved history (${where}); move the file away to start anew`,
    );
  }
  const { version: _, findings, ...rest } = saved.data;
  return ok({ ...rest, findings: new Map(findings.map(({ id, ...memory }) => [id, memory])) });
}
