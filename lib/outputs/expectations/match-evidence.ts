/**
 * What a declared file is held against: the roles that parties enter or may enter, from an analysis or from saved state.
 */
import type { Analysis } from '../../findings/analysis';
import { isExternalEntry } from '../../graph/entry';
import type { TrustGraph } from '../../graph/trust-graph';
import type { History } from '../../history/history';
import type { SeenUse, SeenValue } from '../../history/seen-row';
import { seenUseIn } from '../../history/seen-use';
import { type Aspect, type UsualUse, useKey } from '../../history/usual-use';
import type { Finding } from '../../model/finding';

export interface MatchEvidence {
  /** exported files that were judged, or the state of earlier runs, which knows what is usual and no more */
  readonly source: 'exports' | 'state';
  /** by party id */
  readonly roles: ReadonlyMap<string, readonly MatchedRole[]>;
  readonly findings: readonly Pick<Finding, 'id' | 'rule' | 'subject' | 'title'>[];
  readonly networkOwners?: TrustGraph['networkOwners'];
}

export interface MatchedRole {
  /** ARN */
  readonly role: string;
  /** successful; 0 where it may enter and was not seen to */
  readonly calls: number;
  /** ISO 8601; absent where it was not seen */
  readonly first?: string;
  readonly last?: string;
  readonly values: ReadonlyMap<Aspect, readonly Pick<SeenValue, 'value' | 'exact'>[]>;
}

/** Of an analysis: ways in that were never used, too. */
export function evidenceOfAnalysis({ graph, findings }: Analysis): MatchEvidence {
  const roles = new Map<string, MatchedRole[]>();
  const seen = seenUseIn(graph).rows;
  for (const row of seen.values()) if (row.uses.length > 0) addRole(roles, row.party, roleOfSeen(row));
  const known = new Set([...seen].flatMap(([key, { uses }]) => (uses.length > 0 ? key : [])));
  for (const { party, role } of graph.grants.filter(isExternalEntry)) {
    const key = useKey(party, role);
    if (known.has(key)) continue;
    known.add(key);
    addRole(roles, party, { role, calls: 0, values: new Map() });
  }
  return {
    source: 'exports',
    roles,
    findings,
    ...(graph.networkOwners && { networkOwners: graph.networkOwners }),
  };
}

/** Of saved state: what is usual of each use. */
export function evidenceOfHistory({ baseline, findings }: History): MatchEvidence {
  const roles = new Map<string, MatchedRole[]>();
  for (const row of baseline.rows.values()) addRole(roles, row.party, roleOfUsual(row));
  const known = [...findings]
    .filter(([, { state }]) => state !== 'closed')
    .map(([id, memory]) => ({ id, ...memory }));
  return { source: 'state', roles, findings: known };
}

function addRole(roles: Map<string, MatchedRole[]>, party: string, role: MatchedRole): void {
  const known = roles.get(party);
  if (known) known.push(role);
  else roles.set(party, [role]);
}

function roleOfSeen({ role, uses, first, last, values }: SeenUse): MatchedRole {
  return {
    role,
    calls: uses.reduce((sum, { use }) => sum + use.count, 0),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    values: new Map([...values].map(([aspect, of]) => [aspect, [...of.values()]])),
  };
}

/** The days that are kept tell how often. */
function roleOfUsual({ role, since, last, values, days }: UsualUse): MatchedRole {
  return {
    role,
    calls: [...days.values()].reduce((sum, calls) => sum + calls, 0),
    first: since,
    last,
    values: new Map(
      [...values].map(([aspect, of]) => [aspect, [...of.keys()].map((value) => ({ value, exact: [] }))]),
    ),
  };
}
