import { channelOf } from '../../lib/app/channel';
import { OwnAlerts } from '../../lib/app/own-alerts';
import type { Outgoing } from '../../lib/findings/alert';
import type { AlertContext } from '../../lib/outputs/alert/alert-context';
import { topicMessages } from '../../lib/outputs/alert/topic-message';
import type { Delivery, Sink } from '../../lib/stores/deliver/sink';
import { MemoryStore } from '../../lib/stores/memory-store';
import { alerts, historyWith } from '../support/finding';

const CONTEXT: AlertContext = { asOf: '2026-11-24T00:00:00Z', parties: new Map(), accountNames: new Map() };

/** Takes what comes while it is open. */
class Door implements Sink<Outgoing> {
  readonly name = 'topic T';
  readonly got: string[] = [];
  isOpen = true;

  async *deliver(messages: readonly Outgoing[]): AsyncGenerator<Delivery> {
    for (const { marks } of messages) {
      if (this.isOpen) {
        this.got.push(...marks.map(({ finding }) => finding));
        yield { taken: marks, refused: [] };
      } else yield { taken: [], refused: [{ marks, reason: 'throttled' }] };
    }
  }
}

async function setUp() {
  const state = new MemoryStore();
  await state.writeHistory(historyWith(alerts(2, {}, 'scan')));
  const own = historyWith(alerts(2, {}, 'own')).findings;
  await state.addFindings(own);
  const door = new Door();
  const ownAlerts = new OwnAlerts(state, [channelOf(topicMessages, () => 'shown\n', door)]);
  ownAlerts.add(own);
  return { state, door, ownAlerts };
}

describe('the alerts of a watcher', () => {
  it('are delivered once, and those of a scan are left to it', async () => {
    const { state, door, ownAlerts } = await setUp();
    expect(await ownAlerts.deliver(CONTEXT)).toEqual({ due: 2, delivered: 2, failures: [] });
    expect(await ownAlerts.deliver(CONTEXT)).toEqual({ due: 0, delivered: 0, failures: [] });
    expect(door.got.sort()).toEqual(['own000', 'own001']);
    const { findings } = await state.readHistory();
    expect([...findings].flatMap(([id, { due }]) => (due ? [id] : []))).toEqual(['scan000', 'scan001']);
  });

  it('stay due while nobody takes them, and are tried again', async () => {
    const { state, door, ownAlerts } = await setUp();
    door.isOpen = false;
    expect((await ownAlerts.deliver(CONTEXT)).failures.join()).toContain('throttled');
    expect((await state.readHistory()).findings.get('own000')?.due).toBeDefined();
    door.isOpen = true;
    expect(await ownAlerts.deliver(CONTEXT)).toMatchObject({ delivered: 2, failures: [] });
  });

  it('are not told where another run has told them', async () => {
    const { state, door, ownAlerts } = await setUp();
    await state.markDelivered([{ finding: 'own000', turn: 1 }]);
    await ownAlerts.deliver(CONTEXT);
    expect(door.got).toEqual(['own001']);
  });

  it('are shown and not sent in a dry run', async () => {
    const { door, ownAlerts } = await setUp();
    expect((await ownAlerts.preview(CONTEXT)).join('')).toContain('2 messages for 2 alerts');
    expect([await ownAlerts.preview(CONTEXT), door.got]).toEqual([[], []]);
  });
});
