/**
 * Session nodes: what is known of one session while strands are joined to openings and openings to their callers.
 */
import type { Assumption } from '../../model/assumption';
import { compareText } from '../../model/compare-text';
import { timeOf } from '../event-time';
import type { SessionGap } from './session';
import type { Strand } from './strand';

export interface SessionNode {
  /** absent where it was not seen */
  readonly opening?: Assumption;
  /** sorted by start, then key; none where only the session's onward openings were seen */
  readonly strands: Strand[];
  /** the session that opened it */
  parent?: SessionNode;
  readonly gaps: Set<SessionGap>;
}

/** When its credentials were issued, else the first call with them. */
export function startOf({ opening, strands }: SessionNode): string {
  const first = strands[0];
  if (opening !== undefined) return opening.time;
  return first === undefined ? '' : timeOf(first.issued ?? first.start);
}

/** A total order: by start, then opening, then the first strand. */
export function compareNodes(a: SessionNode, b: SessionNode): number {
  return (
    compareText(startOf(a), startOf(b)) ||
    compareText(a.opening?.eventId ?? '', b.opening?.eventId ?? '') ||
    compareText(a.strands[0]?.key ?? '', b.strands[0]?.key ?? '')
  );
}

export function compareStrands(a: Strand, b: Strand): number {
  return a.start - b.start || compareText(a.key, b.key);
}

/** `AROA…:session`, where a record has both. */
export function assumedRoleIdOf(strand: Strand): string | undefined {
  const { principalId, sessionName } = strand;
  return principalId === undefined || sessionName === undefined ? undefined : `${principalId}:${sessionName}`;
}
