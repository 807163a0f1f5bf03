/**
 * History as text, and back: versioned JSON that a person can read.
 *
 * A file of a newer version is refused rather than overwritten; a damaged one is a problem, never an empty
 * history, because "nothing was known" would make every finding new again. Where only some findings are damaged, the
 * rest is kept and these are handed back. One of an older version is brought forward.
 */
import { z } from 'zod';
import { ok, type Parsed, problem } from '../model/problem';
import { EMPTY_HISTORY, type FindingMemory, type History } from './history';
import { parseBaseline, renderBaseline } from './saved-baseline';
import { parseBasis, renderBasis } from './saved-basis';
import { parseMemory, renderMemory } from './saved-finding';
import { renderDrift, renderSnapshot, SavedDrift, SavedSnapshot } from './saved-snapshot';

const VERSION = 2;

/** Ends the line before the first finding. */
const FINDINGS = '"findings":[';

const SavedHistory = z.strictObject({
  version: z.literal(VERSION),
  organization: z.string().optional(),
  asOf: z.string().optional(),
  /** has a version of its own; absent in state of an earlier time */
  baseline: z.unknown().optional(),
  /** the same */
  basis: z.unknown().optional(),
  /** absent in state of an earlier time: nothing can be compared then */
  trust: SavedSnapshot.optional(),
  drift: SavedDrift.optional(),
  findings: z.array(z.unknown()),
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

/** A history that was read, and what of it could not be. */
export interface ReadHistory {
  readonly history: History;
  /** findings that are damaged, as they stand there */
  readonly damaged: readonly string[];
}

/** JSON with one row of the baseline, one of trust or one finding a line, findings in order of their id. */
export function renderHistory(history: History): string {
  const { organization, asOf, trailUntil, baseline, basis, trust, drift, findings } = history;
  const rows = [...findings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, memory]) => renderMemory(id, memory));
  const head = JSON.stringify({ version: VERSION, organization, asOf, trailUntil }).slice(0, -1);
  return [
    head,
    `"baseline":${renderBaseline(baseline)}`,
    ...(basis ? [`"basis":${renderBasis(basis)}`] : []),
    ...(trust ? [`"trust":${renderSnapshot(trust)}`] : []),
    ...(drift ? [`"drift":${renderDrift(drift)}`] : []),
    `${FINDINGS}\n${rows.join(',\n')}\n]}\n`,
  ].join(',');
}

/**
 * Reads what `renderHistory` wrote.
 *
 * @returns the history, or the problem `history-newer` (written by a later version) or `history-damaged`
 */
export function parseHistory(text: string, at: string): Parsed<ReadHistory> {
  const broken: string[] = [];
  const raw = parseJson(text) ?? parseByLines(text, broken);
  if (raw === undefined) {
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
  const { version: _, findings: rows, baseline: rawBaseline, basis: rawBasis, ...rest } = saved.data;
  const basis = parseBasis(rawBasis);
  const baseline = parseBaseline(rawBaseline, at);
  if (baseline.kind === 'problem') return baseline;
  const findings = new Map<string, FindingMemory>();
  for (const row of rows) {
    const found = parseMemory(row);
    if (found) findings.set(...found);
    else broken.push(JSON.stringify(row));
  }
  return ok({
    history: { ...EMPTY_HISTORY, ...rest, baseline: baseline.value, ...(basis && { basis }), findings },
    damaged: broken,
  });
}

/** Undefined where it is none; no JSON of ours is `null`. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Takes a file that is no JSON any more line by line, as it was written; what is no finding goes to `broken`. */
function parseByLines(text: string, broken: string[]): unknown {
  const end = text.indexOf(`${FINDINGS}\n`) + FINDINGS.length;
  const head = end < FINDINGS.length ? undefined : parseJson(`${text.slice(0, end)}]}`);
  if (typeof head !== 'object') return undefined;
  const findings: unknown[] = [];
  for (const line of text.slice(end).split('\n')) {
    if (line === '' || line === ']}') continue;
    const row = parseJson(line.replace(/,$/, ''));
    if (row === undefined) broken.push(line);
    else findings.push(row);
  }
  return { ...head, findings };
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
