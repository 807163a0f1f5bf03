/**
 * History as text, and back: versioned JSON that a person can read.
 *
 * A file of a newer version is refused rather than overwritten; a damaged one is a problem, never an empty
 * history, because "nothing was known" would make every finding new again. One of an older version is brought forward.
 */
import { z } from 'zod';
import { SEVERITIES } from '../model/finding';
import { ok, type Parsed, problem } from '../model/problem';
import { EMPTY_HISTORY, type FindingMemory, type History } from './history';
import { parseBaseline, renderBaseline } from './saved-baseline';
import { renderDrift, renderSnapshot, SavedDrift, SavedSnapshot } from './saved-snapshot';

const VERSION = 2;

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

const SavedHistory = z.strictObject({
  version: z.literal(VERSION),
  organization: z.string().optional(),
  asOf: z.string().optional(),
  /** has a version of its own; absent in state of an earlier time */
  baseline: z.unknown().optional(),
  /** absent in state of an earlier time: nothing can be compared then */
  trust: SavedSnapshot.optional(),
  drift: SavedDrift.optional(),
  findings: z.array(SavedMemory),
  trailUntil: z.string().optional(),
});

/** Version 1 knew no severities: whatever it held counts as told, and as bad as can be, so that nothing alerts anew. */
const SavedHistory1 = z.strictObject({
  version: z.literal(1),
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

/** JSON with one row of the baseline, one of trust or one finding a line, findings in order of their id. */
export function renderHistory(history: History): string {
  const { organization, asOf, trailUntil, baseline, trust, drift, findings } = history;
  const rows = [...findings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, memory]) => JSON.stringify({ id, ...memory }));
  const head = JSON.stringify({ version: VERSION, organization, asOf, trailUntil }).slice(0, -1);
  return [
    head,
    `"baseline":${renderBaseline(baseline)}`,
    ...(trust ? [`"trust":${renderSnapshot(trust)}`] : []),
    ...(drift ? [`"drift":${renderDrift(drift)}`] : []),
    `"findings":[\n${rows.join(',\n')}\n]}\n`,
  ].join(',');
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
  const saved = SavedHistory.safeParse(version.data?.version === 1 ? broughtForward(raw) : raw);
  if (!saved.success) {
    const issue = saved.error.issues[0];
    const where = issue ? `${issue.path.join('.')}: ${issue.message}` : 'unknown form';
    return problem(
      'history-damaged',
      at,
      `expected saved history (${where}); move the file away to start anew`,
    );
  }
  const { version: _, findings, baseline: rawBaseline, ...rest } = saved.data;
  const baseline = parseBaseline(rawBaseline, at);
  if (baseline.kind === 'problem') return baseline;
  const byId = findings.map(({ id, ...memory }): [string, FindingMemory] => [id, memory]);
  return ok({ ...EMPTY_HISTORY, ...rest, baseline: baseline.value, findings: new Map(byId) });
}

function broughtForward(raw: unknown): unknown {
  const old = SavedHistory1.safeParse(raw);
  if (!old.success) return raw;
  const { grants: _, findings, ...rest } = old.data;
  return {
    ...rest,
    version: VERSION,
    findings: findings.map(({ closed, ...memory }) => ({
      ...memory,
      severity: 'critical',
      state: closed ? 'closed' : 'open',
      turn: 1,
    })),
  };
}
