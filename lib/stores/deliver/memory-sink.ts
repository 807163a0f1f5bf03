/**
 * A sink that keeps what it was given: for tests, and to see what would be sent.
 */
import type { Outgoing } from '../../findings/alert';
import type { Delivery, Sink } from './sink';

/** Takes every message. */
export class MemorySink<Message extends Outgoing> implements Sink<Message> {
  readonly name = 'memory';
  readonly messages: Message[] = [];

  async *deliver(messages: Iterable<Message>): AsyncGenerator<Delivery> {
    for (const message of messages) {
      this.messages.push(message);
      yield { taken: message.marks, refused: [] };
    }
  }
}
