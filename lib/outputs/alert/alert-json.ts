/**
 * Alerts for programs: the finding as in `analysis.json`, and beside its members why it is told.
 */
import type { Alert } from '../../findings/alert';
import { cut } from '../../findings/title';
import { type AlertContext, accountOf, consoleAddress, partyKindOf, wholeIn } from './alert-context';
import { asciiJson } from './safe-text';
import { type Room, shortenFinding } from './shorten-finding';

const SCHEMA = 'trust-atlas/alert/1';

/** JSON of one alert, its finding within the room. */
export function renderAlertJson(alert: Alert, context: AlertContext, room: Room): string {
  const { finding, shortened } = shortenFinding(alert.finding, room);
  return asciiJson({
    schema: SCHEMA,
    ...finding,
    alert: { why: alert.why, turn: alert.turn, closed: alert.closed },
    account: accountOf(alert),
    partyKind: partyKindOf(alert, context),
    ...contextJson(context),
    ...(shortened !== undefined && { shortened: `${shortened}: all of it is ${wholeIn(context)}` }),
  });
}

/** JSON of many alerts, one short row each; `rows` are shown, the others counted. */
export function renderManyJson(
  kind: 'digest' | 'summary',
  alerts: readonly Alert[],
  context: AlertContext,
  rows: number,
): string {
  return asciiJson({
    schema: SCHEMA,
    kind,
    count: alerts.length,
    findings: alerts.slice(0, rows).map((alert) => {
      const { id, rule, severity, subject, party, title } = alert.finding;
      const short = (text: string) => cut(text, ROW_CELL);
      return {
        id,
        rule,
        severity,
        why: alert.why,
        turn: alert.turn,
        subject: short(subject),
        party: party && short(party),
        title: short(title),
      };
    }),
    more: Math.max(0, alerts.length - rows),
    ...contextJson(context),
  });
}

/** Characters: an ARN of a role with a long path. */
const ROW_CELL = 200;

function contextJson(context: AlertContext): object {
  const { organization, asOf, report } = context;
  return {
    organization,
    asOf,
    report: report?.kind === 'bucket' ? { address: consoleAddress(report), ...report } : report,
  };
}
