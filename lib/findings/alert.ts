/**
 * Alerts: findings that somebody should hear of now, and the messages that tell them.
 *
 * Outputs write the messages, stores deliver them: both speak of them in these words.
 */
import type { DeliveryMark, DueAlert, History } from '../history/history';
import { compareText } from '../model/compare-text';
import type { Finding } from '../model/finding';
import { compareSeverity } from './severity';

/** One finding that is due, once for each turn of it. */
export interface Alert {
  readonly why: DueAlert['why'];
  readonly turn: number;
  /** as it was when the alert fell due */
  readonly finding: Finding;
  /** closed before it could be told: it is told all the same */
  readonly closed: boolean;
}

/** Says which alerts a message delivers: one, or the many of a digest. */
export interface Outgoing {
  readonly marks: readonly DeliveryMark[];
}

/** A message for an SNS topic. */
export interface TopicMessage extends Outgoing {
  /** ASCII, fewer than 100 characters, no controls */
  readonly subject: string;
  /** for people; in full, as they get it */
  readonly text: string;
  /** what is sent: the text itself, or with `structured` JSON that holds one body for each protocol */
  readonly body: string;
  readonly structured: boolean;
  /** for filter policies; several values match where one of them does; never empty */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/** An event for an EventBridge bus. */
export interface BusEvent extends Outgoing {
  readonly source: string;
  readonly detailType: string;
  /** JSON */
  readonly detail: string;
  readonly resources: readonly string[];
  /** ISO 8601 */
  readonly time: string;
}

/**
 * All alerts that were not delivered yet, of this run and of earlier ones: the worst first, then by rule, subject
 * and id. One whose finding is suppressed by now waits for the end of that.
 */
export function findDueAlerts({ findings }: History): readonly Alert[] {
  return [...findings.values()]
    .flatMap(({ due, state, turn }): Alert[] =>
      due === undefined || state === 'suppressed' ? [] : [{ ...due, turn, closed: state === 'closed' }],
    )
    .sort(({ finding: a }, { finding: b }) => {
      const byName = compareText(a.rule, b.rule) || compareText(a.subject, b.subject);
      return compareSeverity(a.severity, b.severity) || byName || compareText(a.id, b.id);
    });
}

/** What says that this alert was delivered. */
export function markOf({ finding, turn }: Alert): DeliveryMark {
  return { finding: finding.id, turn };
}
