/**
 * All findings for Security Hub: what is open as ACTIVE, what has closed as ARCHIVED.
 *
 * Security Hub is a mirror and not an alert: the same findings may be imported any number of times, and an import
 * changes what is there under the same id.
 */
import type { FindingMemory, History } from '../../history/history';
import { compareText } from '../../model/compare-text';
import type { Finding } from '../../model/finding';
import type { AlertContext } from '../alert/alert-context';
import { type AsffFinding, asffFinding, type HubPlace } from './asff-finding';

/** What was last seen longer ago than this has been archived by many runs, and is left alone. */
const CLOSED_DAYS = 180;

/** What is there now, in its own order, then what has closed, by id. */
export function asffFindings(
  findings: readonly Finding[],
  history: History,
  place: HubPlace,
  context: AlertContext,
): readonly AsffFinding[] {
  const now = new Set(findings.map(({ id }) => id));
  const oldest = Date.parse(context.asOf) - CLOSED_DAYS * 86_400_000;
  const closed = [...history.findings]
    .filter(
      ([id, { state, lastSeen }]) => !now.has(id) && state === 'closed' && Date.parse(lastSeen) >= oldest,
    )
    .sort(([a], [b]) => compareText(a, b));
  return [
    ...findings.map((finding) => asffFinding(finding, place, context)),
    ...closed.map(([id, memory]) => asffFinding(asFinding(id, memory), place, context)),
  ];
}

/** What is left of a finding that is not there any more. */
function asFinding(id: string, memory: FindingMemory): Finding {
  const { rule, subject, party, severity, title, firstSeen, lastSeen } = memory;
  return {
    id,
    rule,
    severity,
    state: 'closed',
    subject,
    ...(party !== undefined && { party }),
    title,
    evidence: [],
    remedy: '',
    technique: [],
    firstSeen,
    lastSeen,
  };
}
