/**
 * Delivers the alerts that are due, of this run and of earlier ones, and marks what was taken.
 *
 * INVARIANT: saved, then sent, then marked. An alert is due in the state before anybody sends it, and stays due until
 * it was taken: a crash, a throttle or a refusal delays it and never loses it. One is told twice only where the run
 * ended between the answer and the mark, where the answer got lost, or where one of several channels did not take it.
 */
import { findDueAlerts, markOf } from '../findings/alert';
import type { DeliveryMark } from '../history/history';
import type { AlertContext } from '../outputs/alert/alert-context';
import type { Delivery } from '../stores/deliver/sink';
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
  const failures: string[] = [];
  let delivered = 0;
  let hadByAll: ReadonlySet<string> = new Set(due.map((alert) => keyOf(markOf(alert))));
  for (const [index, channel] of channels.entries()) {
    const answers = new Answers();
    for await (const delivery of channel.deliver(due, context)) {
      answers.add(delivery);
      const complete = delivery.taken.filter((mark) => hadByAll.has(keyOf(mark)));
      if (index < channels.length - 1 || complete.length === 0) continue;
      try {
        await state.markDelivered(complete);
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        const number = `${complete.length} of ${due.length}`;
        failures.push(
          `${number} alerts were delivered, and will be sent again as they cannot be marked: ${said}`,
        );
        return { due: due.length, delivered, failures };
      }
      delivered += complete.length;
    }
    hadByAll = new Set([...hadByAll].filter((key) => answers.taken.has(key)));
    failures.push(...answers.failures(due.length, channel.name));
  }
  return { due: due.length, delivered, failures };
}

/** What one channel said of the alerts. */
class Answers {
  readonly taken = new Set<string>();
  #refused = new Map<string, number>();

  add({ taken, refused }: Delivery): void {
    for (const mark of taken) this.taken.add(keyOf(mark));
    for (const { marks, reason } of refused)
      this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + marks.length);
  }

  /** A sentence for each reason; what was not answered at all was not taken. */
  failures(due: number, channel: string): readonly string[] {
    const refused = [...this.#refused.values()].reduce((sum, number) => sum + number, 0);
    const silent = due - this.taken.size - refused;
    const reasons = [...this.#refused, ...(silent > 0 ? [['no answer', silent] as const] : [])];
    return reasons.map(
      ([reason, number]) =>
        `${number} of ${due} alerts not delivered to ${channel}, they stay due: ${reason}`,
    );
  }
}

function keyOf({ finding, turn }: DeliveryMark): string {
  return `${turn} ${finding}`;
}
