/**
 * A state to compare: what one run knew, from its saved analysis or from the state that it left.
 */
import type { RoleVerdict } from '../graph/trust-graph';
import type { Severity } from '../model/finding';
import type { History } from './history';
import type { TrustSnapshot } from './trust-snapshot';

export interface KnownState {
  /** ISO 8601 time that it holds for */
  readonly asOf: string;
  /** `o-…`; absent where it is not known */
  readonly organization?: string;
  readonly trust: TrustSnapshot;
  /** by ARN; absent in saved state, which keeps none */
  readonly verdicts?: ReadonlyMap<string, RoleVerdict>;
  /** names by party id; empty in saved state */
  readonly parties: ReadonlyMap<string, string>;
  /** by id, those that are open or suppressed */
  readonly findings: ReadonlyMap<string, KnownFinding>;
  /** CloudTrail was read, by this run or one before */
  readonly watched: boolean;
}

export interface KnownFinding {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly subject: string;
  /** party id; absent where no one party is meant */
  readonly party?: string;
  readonly title: string;
}

/** Saved state as one to compare; undefined where it was left by a version that kept no trust, or by no run. */
export function stateOfHistory(history: History): KnownState | undefined {
  const { asOf, organization, trust, findings, trailUntil } = history;
  if (asOf === undefined || trust === undefined) return undefined;
  return {
    asOf,
    ...(organization && { organization }),
    trust,
    parties: new Map(),
    findings: new Map(
      [...findings].flatMap(([id, { rule, severity, subject, party, title, state }]) =>
        state === 'closed'
          ? []
          : [[id, { id, rule, severity, subject, ...(party !== undefined && { party }), title }] as const],
      ),
    ),
    watched: trailUntil !== undefined,
  };
}
