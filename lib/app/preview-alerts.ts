/**
 * What would be sent, for `--dry-run`.
 */
import { findDueAlerts } from '../findings/alert';
import type { AlertContext } from '../outputs/alert/alert-context';
import { count } from '../outputs/words/count-words';
import type { StateStore } from '../stores/state-store';
import { type Channel, channelsFor } from './channel';

/** Every message of every channel; without a channel, what a topic would get. */
export async function previewAlerts(
  state: Pick<StateStore, 'readHistory'>,
  channels: readonly Channel[],
  context: AlertContext,
): Promise<readonly string[]> {
  const due = findDueAlerts(await state.readHistory());
  const shown = channels.length > 0 ? channels : channelsFor({ topic: 'of your choice' });
  return shown.flatMap((channel) => {
    const messages = channel.preview(due, context);
    const number = `${count(messages.length, 'message')} for ${count(due.length, 'alert')}`;
    return [
      `\n${number} would be sent to ${channel.name}\n`,
      ...messages.map((message, index) => `\n--- ${index + 1} of ${messages.length}\n${message}`),
    ];
  });
}
