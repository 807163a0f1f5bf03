/**
 * From a scan's alerts to what a queue behind the topic gets, over the wire.
 */
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { channelsFor } from '../../../lib/app/channel';
import { deliverAlerts } from '../../../lib/app/deliver-alerts';
import { type Alert, findDueAlerts } from '../../../lib/findings/alert';
import { MemoryStore } from '../../../lib/stores/memory-store';
import { alerts, historyWith } from '../../support/finding';
import { describeWithAws } from '../../support/moto';

const CONTEXT = { asOf: '2026-11-24T00:00:00Z', parties: new Map(), accountNames: new Map() };

const HIGH = alerts(2, { severity: 'high', rule: 'external-id-missing' }, 'h');
const LOW = alerts(1, { severity: 'low', rule: 'trust-unused' }, 'l');

describeWithAws('alerts to a topic with queues behind it', (aws) => {
  it('reach a queue as the JSON of their finding, with attributes', async () => {
    const { topic, receive } = await topicWithQueue();
    expect(await send(topic, HIGH)).toEqual({ due: 2, delivered: 2, failures: [] });
    const [first, ...more] = await receive();
    expect(more).toHaveLength(1);
    expect(JSON.parse(first?.Body ?? '')).toMatchObject({
      schema: 'trust-atlas/alert/1',
      rule: 'external-id-missing',
      party: 'vendor:qubole',
      alert: { why: 'new', turn: 1 },
    });
    expect(Object.keys(first?.MessageAttributes ?? {}).sort()).toEqual([
      'account',
      'kind',
      'party',
      'partyKind',
      'rule',
      'severity',
      'state',
    ]);
    expect(first?.MessageAttributes?.severity?.StringValue).toBe('high');
  });

  it('reach only the queue whose filter they meet', async () => {
    const { topic, receive } = await topicWithQueue({ severity: ['low'] });
    await send(topic, [...HIGH, ...LOW]);
    expect((await receive()).map(({ Body }) => JSON.parse(Body ?? '').id)).toEqual(['l000']);
  });

  it('reach a queue as a digest that holds something for its filter', async () => {
    const { topic, receive } = await topicWithQueue({ severity: ['low'] });
    await send(topic, [...alerts(25, {}, 'm'), ...LOW]);
    expect((await receive()).map(({ Body }) => JSON.parse(Body ?? '').count)).toEqual([26]);
  });

  it('stay due where there is no such topic', async () => {
    const { store, report } = await deliver('arn:aws:sns:us-east-1:123456789012:nobody', HIGH);
    expect(report.failures).toEqual([expect.stringMatching(/^2 of 2 alerts not delivered .*NotFound/)]);
    expect(findDueAlerts(await store.readHistory())).toHaveLength(2);
  });

  const send = async (topic: string, due: readonly Alert[]) => (await deliver(topic, due)).report;

  async function deliver(topic: string, due: readonly Alert[]) {
    const store = new MemoryStore();
    await store.writeHistory(historyWith(due));
    return { store, report: await deliverAlerts(store, channelsFor({ topic }), CONTEXT) };
  }

  let made = 0;
  async function topicWithQueue(filter?: object) {
    made += 1;
    const sns = new SNSClient(aws());
    const sqs = new SQSClient(aws());
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: `alerts-${made}` }));
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `alerts-${made}` }));
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:us-east-1:123456789012:alerts-${made}`,
        Attributes: { RawMessageDelivery: 'true', ...(filter && { FilterPolicy: JSON.stringify(filter) }) },
      }),
    );
    const receive = async () => {
      const ask = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
      return (await sqs.send(new ReceiveMessageCommand(ask))).Messages ?? [];
    };
    return { topic: TopicArn, receive };
  }
});
