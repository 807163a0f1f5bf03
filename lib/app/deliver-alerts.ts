/**
 * Delivers the alerts that are due, of this run and of earlier ones, and marks what was taken.
 *
 * INVARIANT: saved, then sent, then marked. An alert is due in the state before anybody sends it, and stays due until
 * it was taken: a crash, a throttle or a refusal delays it and never loses it. One is told twice only where the run
 * ended between the answer and the mark, or where one of several channels did not take it.
 */
import { type Alert, findDueAlerts, markOf } from '../findings/alert';
import type { DeliveryMark } from '../history/history';
import type { AlertContext } from '../outputs/alert/alert-context';
import type { StateStore } from '../stores/state-store';
import type { Channel } from './channel';

/** What came of a delivery. */
export interface DeliveryReport {
  readonly due: number;
  /** taken by every channel, and marked */
  readonly delivered: number;
  /** why others were not, as sentences; empty where all were */
  readonly failures: readonly string[];
}

/**
 * Tells every channel of what is due, one channel after the other.
 * @param state locked by the caller, or a second run would send the same
 */
export async function deliverAlerts(
  state: Pick<StateStore, 'readHistory' | 'markDelivered'>,
  channels: readonly Channel[],
  context: AlertContext,
): Promise<DeliveryReport> {
  const due = findDueAlerts(await state.readHistory());
  const missed = new Set<string>();
  const failures: string[] = [];
  let delivered = 0;
  for (const [index, channel] of channels.entries()) {
    const isLast = index === channels.length - 1;
    const reasons = new Map<string, number>();
    const untold = new Map(due.map((alert): [string, Alert] => [keyOf(markOf(alert)), alert]));
    for await (const { taken, refused } of channel.deliver(due, context)) {
      for (const mark of taken) untold.delete(keyOf(mark));
      for (const { marks, reason } of refused) {
        for (const mark of marks) untold.delete(keyOf(mark));
        for (const mark of marks) missed.add(keyOf(mark));
        reasons.set(reason, (reasons.get(reason) ?? 0) + marks.length);
      }
      const complete = isLast ? taken.filter((mark) => !missed.has(keyOf(mark))) : [];
      if (complete.length === 0) continue;
      try {
        await state.markDelivered(complete);
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        failures.push(
          `${complete.length} of ${due.length} alerts were delivered and cannot be marked: they will be sent again (${said})`,
        );
        return { due: due.length, delivered, failures };
      }
      delivered += complete.length;
    }
    for (const key of untold.keys()) missed.add(key);
    if (untold.size > 0) reasons.set('it did not say whether it took them', untold.size);
    for (const [reason, number] of reasons) {
      failures.push(
        `${number} of ${due.length} alerts not delivered to ${channel.name}, they stay due: ${reason}`,
      );
    }
  }
  return { due: due.length, delivered, failures };
}

function keyOf({ finding, turn }: DeliveryMark): string {
  return `${turn} ${finding}`;
}
