/**
 * Alerts to an EventBridge bus.
 */
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from '../../findings/alert';
import { type ClientSettings, clientConfig } from './client-settings';
import { deliveryOf } from './delivery-of';
import { type EntryFailure, sendInBatches } from './send-in-batches';
import type { Delivery, Sink } from './sink';

const LIMITS = { count: 10, bytes: 256_000, bytesOf };

/** A bus by name or ARN, whose region then counts. */
export class BusSink implements Sink<BusEvent> {
  readonly name: string;
  #client: EventBridgeClient | undefined;

  constructor(
    private readonly bus: string,
    private readonly settings: ClientSettings = {},
  ) {
    this.name = `event bus ${bus}`;
  }

  async *deliver(events: Iterable<BusEvent>): AsyncGenerator<Delivery> {
    try {
      for await (const result of sendInBatches(events, LIMITS, (batch) => this.#put(batch)))
        yield deliveryOf(result);
    } finally {
      this.#client?.destroy();
      this.#client = undefined;
    }
  }

  async #put(batch: readonly BusEvent[]): Promise<readonly (EntryFailure | undefined)[]> {
    const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
    const region = this.bus.startsWith('arn:') ? this.bus.split(':')[3] : undefined;
    this.#client ??= new EventBridgeClient(clientConfig({ ...(region && { region }), ...this.settings }));
    const answer = await this.#client.send(
      new PutEventsCommand({
        Entries: batch.map(({ source, detailType, detail, resources, time }) => ({
          EventBusName: this.bus,
          Source: source,
          DetailType: detailType,
          Detail: detail,
          Resources: [...resources],
          Time: new Date(time),
        })),
      }),
    );
    return batch.map((_, index) => {
      const { EventId, ErrorCode, ErrorMessage } = answer.Entries?.[index] ?? {};
      if (EventId !== undefined && ErrorCode === undefined) return undefined;
      const code = ErrorCode ?? 'no answer for this event';
      return {
        reason: [code, ErrorMessage].filter(Boolean).join(': '),
        again: ErrorCode === undefined || /^(Throttling|Internal)/.test(code),
      };
    });
  }
}

function bytesOf({ source, detailType, detail, resources }: BusEvent): number {
  const texts = [source, detailType, detail, ...resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 64);
}
