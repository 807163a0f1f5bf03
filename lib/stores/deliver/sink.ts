/**
 * Sinks: where alerts go. One interface, so that the loop that marks what was taken knows no service.
 */
import type { Outgoing } from '../../findings/alert';
import type { DeliveryMark } from '../../history/history';

/** What came of some of the messages. */
export interface Delivery {
  /** alerts that the sink has: they may be marked */
  readonly taken: readonly DeliveryMark[];
  /** alerts that it does not have, or not surely: they stay due */
  readonly refused: readonly Refusal[];
}

export interface Refusal {
  readonly marks: readonly DeliveryMark[];
  /** a sentence with what the service said */
  readonly reason: string;
}

export interface Sink<Message extends Outgoing> {
  /** for people, such as `topic arn:aws:sns:…` */
  readonly name: string;
  /**
   * Sends messages in their order, each written when its turn comes, and tells what came of them as soon as it is known, each message once. Never
   * throws for what a service answers; after a refusal of all, such as for want of a permission, it asks no more.
   */
  deliver(messages: Iterable<Message>): AsyncIterable<Delivery>;
}
