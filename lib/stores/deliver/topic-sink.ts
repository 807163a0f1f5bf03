/**
 * Alerts to an SNS topic.
 */
import type { PublishBatchRequestEntry, SNSClient } from '@aws-sdk/client-sns';
import type { TopicMessage } from '../../findings/alert';
import { type ClientSettings, clientConfig } from './client-settings';
import { deliveryOf } from './delivery-of';
import { type EntryFailure, sendInBatches } from './send-in-batches';
import type { Delivery, Sink } from './sink';

/** Of one call, all its messages together, with room for what the protocol adds. */
const LIMITS = { count: 10, bytes: 250_000, bytesOf };

/** Whether the text is the ARN of a topic. */
export function isTopicArn(text: string): boolean {
  return /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/.test(text);
}

/** The client is loaded with the first message, and speaks to the region that the topic's ARN names. */
export class TopicSink implements Sink<TopicMessage> {
  readonly name: string;
  #client: SNSClient | undefined;

  constructor(
    private readonly topic: string,
    private readonly settings: ClientSettings = {},
  ) {
    this.name = `topic ${topic}`;
  }

  async *deliver(messages: Iterable<TopicMessage>): AsyncGenerator<Delivery> {
    try {
      for await (const result of sendInBatches(messages, LIMITS, (batch) => this.#publish(batch)))
        yield deliveryOf(result);
    } finally {
      this.#client?.destroy();
      this.#client = undefined;
    }
  }

  async #publish(batch: readonly TopicMessage[]): Promise<readonly (EntryFailure | undefined)[]> {
    const { PublishBatchCommand, SNSClient } = await import('@aws-sdk/client-sns');
    this.#client ??= new SNSClient(
      clientConfig({ region: this.topic.split(':')[3] ?? '', ...this.settings }),
    );
    const answer = await this.#client.send(
      new PublishBatchCommand({
        TopicArn: this.topic,
        PublishBatchRequestEntries: batch.map((message, index) => this.#entryOf(message, String(index))),
      }),
    );
    const taken = new Set(answer.Successful?.map(({ Id }) => Id));
    const failed = new Map(answer.Failed?.map((entry) => [entry.Id, entry]));
    return batch.map((_, index) => {
      if (taken.has(String(index))) return undefined;
      const { Code, Message, SenderFault } = failed.get(String(index)) ?? {};
      return {
        reason: [Code ?? 'no answer for this message', Message].filter(Boolean).join(': '),
        again: SenderFault !== true || /throttl/i.test(Code ?? ''),
      };
    });
  }

  #entryOf(
    { subject, body, structured, attributes, marks }: TopicMessage,
    Id: string,
  ): PublishBatchRequestEntry {
    return {
      Id,
      Subject: subject,
      Message: body,
      ...(structured && { MessageStructure: 'json' }),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [
          name,
          typeof value === 'string'
            ? { DataType: 'String', StringValue: value }
            : { DataType: 'String.Array', StringValue: JSON.stringify(value) },
        ]),
      ),
      ...(this.topic.endsWith('.fifo') && {
        MessageGroupId: 'trust-atlas',
        MessageDeduplicationId: deduplicationId(marks),
      }),
    };
  }
}

/** The same for the same alerts, whichever run sends them: a FIFO topic drops a repetition within five minutes. */
function deduplicationId(marks: TopicMessage['marks']): string {
  const [first] = marks;
  return `${first?.finding.slice(0, 64)}-${first?.turn}-${marks.length}`;
}

function bytesOf({ subject, body, attributes }: TopicMessage): number {
  return Buffer.byteLength(subject) + Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(attributes));
}
