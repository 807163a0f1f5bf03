/**
 * Remembered findings for tests of state and of delivery.
 */
import type { DueAlert, FindingMemory } from '../../lib/history/history';

/** An open finding whose first alert was delivered. */
export function remembered(changed: Partial<FindingMemory> = {}): FindingMemory {
  return {
    rule: 'anyone-can-enter',
    subject: 'arn:aws:iam::111122223333:role/Open',
    severity: 'critical',
    title: 'anyone can enter Open',
    firstSeen: '2026-11-01T00:00:00Z',
    lastSeen: '2026-11-24T00:00:00Z',
    state: 'open',
    turn: 1,
    ...changed,
  };
}

/** The same with the alert of its turn still to be delivered. */
export function withDue(memory: FindingMemory, why: DueAlert['why'] = 'new'): FindingMemory {
  const { rule, subject, party, severity, title, firstSeen, lastSeen } = memory;
  const finding = {
    id: `${rule} ${subject}`,
    rule,
    severity,
    state: 'new' as const,
    subject,
    ...(party !== undefined && { party }),
    title,
    evidence: [{ role: subject, statement: '0' }],
    remedy: 'name who may enter',
    technique: ['T1199'],
    firstSeen,
    lastSeen,
  };
  return { ...memory, due: { why, finding } };
}

/** The same, one alert later. */
export function nextTurn(memory: FindingMemory, why: DueAlert['why']): FindingMemory {
  return withDue({ ...memory, turn: memory.turn + 1 }, why);
}
