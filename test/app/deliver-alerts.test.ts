import { type Channel, channelOf } from '../../lib/app/channel';
import { deliverAlerts } from '../../lib/app/deliver-alerts';
import { type Alert, findDueAlerts, type Outgoing, type TopicMessage } from '../../lib/findings/alert';
import type { AlertContext } from '../../lib/outputs/alert/alert-context';
import { topicMessages } from '../../lib/outputs/alert/topic-message';
import { MemorySink } from '../../lib/stores/deliver/memory-sink';
import type { Delivery, Sink } from '../../lib/stores/deliver/sink';
import { MemoryStore } from '../../lib/stores/memory-store';
import { alerts, historyWith } from '../support/finding';

const CONTEXT: AlertContext = { asOf: '2026-11-24T00:00:00Z', parties: new Map(), accountNames: new Map() };

/** A channel that takes what the test says, one alert at a time. */
class ChoosySink implements Sink<Outgoing> {
  readonly got: string[] = [];

  constructor(
    readonly name: string,
    private readonly takes: (finding: string) => boolean,
  ) {}

  async *deliver(messages: readonly Outgoing[]): AsyncGenerator<Delivery> {
    for (const { marks } of messages) {
      for (const mark of marks) {
        this.got.push(mark.finding);
        if (this.takes(mark.finding)) yield { taken: [mark], refused: [] };
        else yield { taken: [], refused: [{ marks: [mark], reason: 'not today' }] };
      }
    }
  }
}

const through = (sink: Sink<Outgoing>): Channel => channelOf(topicMessages, () => '', sink);

async function storeWith(
  due: readonly Alert[],
  state?: Parameters<typeof historyWith>[1],
): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.writeHistory(historyWith(due, state));
  return store;
}

const stillDue = async (store: MemoryStore) =>
  findDueAlerts(await store.readHistory()).map(({ finding }) => finding.id);

describe('delivering alerts', () => {
  it('tells what is due once, and never again', async () => {
    const store = await storeWith(alerts(3));
    const sink = new ChoosySink('memory', () => true);
    expect(await deliverAlerts(store, [through(sink)], CONTEXT)).toEqual({
      due: 3,
      delivered: 3,
      failures: [],
    });
    expect(await deliverAlerts(store, [through(sink)], CONTEXT)).toEqual({
      due: 0,
      delivered: 0,
      failures: [],
    });
    expect(sink.got).toEqual(['f000', 'f001', 'f002']);
  });

  it('leaves due what was refused, says why, and tells it next time', async () => {
    const store = await storeWith(alerts(3));
    const first = await deliverAlerts(
      store,
      [through(new ChoosySink('topic T', (id) => id === 'f001'))],
      CONTEXT,
    );
    expect(first).toEqual({
      due: 3,
      delivered: 1,
      failures: ['2 of 3 alerts not delivered to topic T, they stay due: not today'],
    });
    const sink = new ChoosySink('topic T', () => true);
    await deliverAlerts(store, [through(sink)], CONTEXT);
    expect(sink.got).toEqual(['f000', 'f002']);
    expect(await stillDue(store)).toEqual([]);
  });

  it('marks each acceptance before the next message is sent', async () => {
    const store = await storeWith(alerts(2));
    const seen: (readonly string[])[] = [];
    const watching: Sink<Outgoing> = {
      name: 'watching',
      async *deliver(messages) {
        for (const { marks } of messages) {
          seen.push(await stillDue(store));
          yield { taken: marks, refused: [] };
        }
      },
    };
    await deliverAlerts(store, [through(watching)], CONTEXT);
    expect(seen).toEqual([['f000', 'f001'], ['f001']]);
  });

  it('holds an alert due until every channel has it', async () => {
    const store = await storeWith(alerts(2));
    const bus = new ChoosySink('bus', (id) => id === 'f001');
    const mail = new ChoosySink('mail', () => true);
    const { delivered } = await deliverAlerts(store, [through(bus), through(mail)], CONTEXT);
    expect(delivered).toBe(1);
    expect(mail.got).toEqual(['f000', 'f001']);
    expect(await stillDue(store)).toEqual(['f000']);
  });

  it('does not take silence for acceptance', async () => {
    const store = await storeWith(alerts(1));
    const silent: Sink<Outgoing> = { name: 'silent', async *deliver() {} };
    const { delivered, failures } = await deliverAlerts(store, [through(silent)], CONTEXT);
    expect({ delivered, failures: failures.length }).toEqual({ delivered: 0, failures: 1 });
    expect(await stillDue(store)).toEqual(['f000']);
  });

  it('stops where it cannot mark, and says that it will repeat itself', async () => {
    const history = historyWith(alerts(3));
    const sink = new ChoosySink('mail', () => true);
    const { delivered, failures } = await deliverAlerts(
      {
        readHistory: async () => history,
        markDelivered: async () => {
          throw new Error('disk full');
        },
      },
      [through(sink)],
      CONTEXT,
    );
    expect(sink.got).toEqual(['f000']);
    expect(delivered).toBe(0);
    expect(failures).toEqual([
      expect.stringMatching(/will be sent again as they cannot be marked: disk full/),
    ]);
  });

  it('keeps silent about a finding that was suppressed meanwhile, and tells it when that ends', async () => {
    const store = await storeWith(alerts(1), 'suppressed');
    const sink = new MemorySink<Outgoing>();
    await deliverAlerts(store, [through(sink)], CONTEXT);
    expect(sink.messages).toEqual([]);
    await store.writeHistory(historyWith(alerts(1)));
    await deliverAlerts(store, [through(sink)], CONTEXT);
    expect(sink.messages).toHaveLength(1);
  });

  it('tells of a finding that closed before it could be told', async () => {
    const store = await storeWith(alerts(1), 'closed');
    const sink = new MemorySink<TopicMessage>();
    await deliverAlerts(store, [channelOf(topicMessages, () => '', sink)], CONTEXT);
    expect(sink.messages[0]?.text).toContain('closed since');
  });
});
