/**
 * What a saved analysis tells of use and sessions: the part of `analysis.json` that questions about activity need.
 *
 * It is checked as it is read: the file may be of an older version, cut off, or changed by hand.
 */
import type { Guard } from '../model/guard';
import { ok, type Parsed, problem } from '../model/problem';
import { SavedAnalysis, type SavedParty, SCHEMA, type SessionRow, type UseRow } from './activity-schema';

/** Everything that `use` and `session` answer from. */
export interface SavedActivity {
  /** ISO 8601 time that the analysis holds for */
  readonly asOf: string;
  /** everything was read; absence means something */
  readonly complete: boolean;
  /** CloudTrail was read */
  readonly watched: boolean;
  /** by id */
  readonly parties: ReadonlyMap<string, SavedParty>;
  /** ARNs of the roles that were read */
  readonly roles: ReadonlySet<string>;
  /** guards of the grants, by the grant's id; external ids are whatever the analysis shows of them */
  readonly guards: ReadonlyMap<string, readonly Guard[]>;
  /** sorted by role, then id */
  readonly uses: readonly UseRow[];
  /** sorted by start, then id; absent where none were followed: no roles were read, or an older version did not */
  readonly sessions?: readonly SessionRow[];
}

/**
 * Reads what `renderJson` wrote.
 *
 * @param at where it was read, repeated in the problem
 * @returns  the part on activity; or the problem `analysis-damaged`, also for other JSON and other schemas
 */
export function parseSavedActivity(text: string, at: string): Parsed<SavedActivity> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return problem('analysis-damaged', at, 'expected an analysis as `scan --format json` writes it');
  }
  const saved = SavedAnalysis.safeParse(raw);
  if (!saved.success) {
    const issue = saved.error.issues[0];
    const where = issue ? `${issue.path.join('.')}: ${issue.message}` : 'unknown form';
    return problem('analysis-damaged', at, `expected an analysis of schema ${SCHEMA} (${where})`);
  }
  const { asOf, coverage, parties, roles, grants, use, sessions } = saved.data;
  return ok({
    asOf,
    complete: coverage.complete,
    watched: coverage.activity !== undefined,
    parties: new Map(parties.map((party) => [party.id, party])),
    roles: new Set(roles.map(({ arn }) => arn)),
    guards: new Map(grants.map(({ id, guards }) => [id, guards])),
    uses: use,
    ...(sessions && coverage.activity?.followed !== undefined && { sessions }),
  });
}
