/**
 * Alerts as events for an EventBridge bus: one for each finding, as rules match them one by one.
 */
import { type Alert, type BusEvent, markOf } from '../../findings/alert';
import { cut } from '../../findings/title';
import { arnIn } from '../../model/arn';
import type { AlertContext } from './alert-context';
import { renderAlertJson } from './alert-json';
import { firstThatFits } from './first-that-fits';
import { asciiText } from './safe-text';
import { ROOMS } from './shorten-finding';

export const EVENT_SOURCE = 'trust-atlas';

/** What a rule matches on; names of ours that stay. */
const DETAIL_TYPE: Readonly<Record<Alert['why'], string>> = {
  new: 'Trust Atlas Finding New',
  worse: 'Trust Atlas Finding Worse',
  reopened: 'Trust Atlas Finding Reopened',
};

/** Bytes; an entry of 262,144 holds source, type, time and resources too. The detail is ASCII. */
const DETAIL_LIMIT = 250_000;

/** Characters of a resource. */
const RESOURCE_LIMIT = 2048;

/** One event for each alert, in their order. */
export function* busEvents(alerts: readonly Alert[], context: AlertContext): Iterable<BusEvent> {
  for (const alert of alerts)
    yield {
      marks: [markOf(alert)],
      source: EVENT_SOURCE,
      detailType: DETAIL_TYPE[alert.why],
      detail: firstThatFits(ROOMS, DETAIL_LIMIT, (room) => renderAlertJson(alert, context, room)),
      resources: arnIn(alert.finding.subject) ? [asciiText(cut(alert.finding.subject, RESOURCE_LIMIT))] : [],
      time: context.asOf,
    };
}
