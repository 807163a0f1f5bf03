/**
 * Findings, what is remembered of them and their alerts, for tests that care for a few of their members.
 */
import type { Alert } from '../../lib/findings/alert';
import { EMPTY_HISTORY, type FindingMemory, type History } from '../../lib/history/history';
import type { Finding } from '../../lib/model/finding';

export const ROLE = 'arn:aws:iam::777788889999:role/QuboleDataAccess';

export function finding(some: Partial<Finding> = {}): Finding {
  return {
    id: '0123456789abcdef',
    rule: 'external-id-missing',
    severity: 'high',
    state: 'new',
    subject: ROLE,
    party: 'vendor:qubole',
    title: 'Qubole can enter role QuboleDataAccess without an external id',
    evidence: [],
    remedy: 'Ask for an external id.',
    technique: ['T1199'],
    firstSeen: '2026-11-23T12:00:00Z',
    lastSeen: '2026-11-24T00:00:00Z',
    ...some,
  };
}

export function alert(some: Partial<Finding> = {}, why: Alert['why'] = 'new'): Alert {
  return { why, turn: 1, finding: finding(some), closed: false };
}

/** As many alerts as asked for, each of a finding of its own. */
export function alerts(number: number, some: Partial<Finding> = {}, prefix = 'f'): readonly Alert[] {
  return Array.from({ length: number }, (_, index) =>
    alert({ ...some, id: `${prefix}${String(index).padStart(3, '0')}` }),
  );
}

/** A history in which these alerts are due. */
export function historyWith(due: readonly Alert[], state: FindingMemory['state'] = 'open'): History {
  return {
    ...EMPTY_HISTORY,
    organization: 'o-exampleorg1',
    asOf: '2026-11-24T00:00:00Z',
    findings: new Map(
      due.map(
        ({
          why,
          turn,
          finding: { id, evidence: _, remedy: __, technique: ___, ...rest },
          finding: whole,
        }) => [id, { ...rest, state, turn, due: { why, finding: whole } }],
      ),
    ),
  };
}
