/**
 * What several sessions did, as one: for tables that have a row for a party and a role, not for each session.
 */

import type { SessionRow } from '../../history/activity-schema';
import { compareText } from '../../model/compare-text';

export interface SessionTotal {
  readonly sessions: number;
  readonly calls: number;
  readonly denied: number;
  /** some of the calls were counted by a sample */
  readonly estimated: boolean;
  readonly byService: ReadonlyMap<string, number>;
  readonly byTactic: ReadonlyMap<string, number>;
  /** the earliest of them all */
  readonly firstSensitive?: NonNullable<SessionRow['firstSensitive']>;
  /** ARNs of the roles they went on to assume, sorted */
  readonly onward: readonly string[];
}

/** The sum of all. */
export function totalOf(sessions: readonly SessionRow[]): SessionTotal {
  const byService = new Map<string, number>();
  const byTactic = new Map<string, number>();
  const sum = (member: 'calls' | 'denied') => sessions.reduce((total, session) => total + session[member], 0);
  for (const session of sessions) {
    for (const [service, count] of session.byService) add(byService, service, count);
    for (const [tactic, count] of session.byTactic) add(byTactic, tactic, count);
  }
  const [firstSensitive] = sessions
    .flatMap((session) => session.firstSensitive ?? [])
    .sort((a, b) => (a.at === b.at ? compareText(a.event, b.event) : compareText(a.at, b.at)));
  return {
    sessions: sessions.length,
    calls: sum('calls'),
    denied: sum('denied'),
    estimated: sessions.some(({ gaps }) => gaps.includes('calls-estimated')),
    byService,
    byTactic,
    ...(firstSensitive && { firstSensitive }),
    onward: [...new Set(sessions.flatMap(({ onward }) => onward))].sort(),
  };
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}
