/**
 * The alerts of a watcher: it delivers what it found itself, at once, and nothing that another run has found, which that
 * run delivers. What could not be delivered is tried again, and stays due for the next scan.
 */
import type { FindingMemory } from '../history/history';
import type { AlertContext } from '../outputs/alert/alert-context';
import type { StateStore } from '../stores/state-store';
import type { Channel } from './channel';
import { type DeliveryReport, deliverAlerts } from './deliver-alerts';
import { previewAlerts } from './preview-alerts';

const NOTHING: DeliveryReport = { due: 0, delivered: 0, failures: [] };

export class OwnAlerts {
  /** turn by finding id, of what may be due still */
  private readonly turns = new Map<string, number>();

  constructor(
    private readonly state: StateStore,
    private readonly channels: readonly Channel[],
  ) {}

  /** Takes what was just kept. */
  add(memories: ReadonlyMap<string, FindingMemory>): void {
    for (const [id, { turn, due }] of memories) if (due) this.turns.set(id, turn);
  }

  /** Delivers what is due of them, to those who are to be told. */
  async deliver(context: AlertContext): Promise<DeliveryReport> {
    if (this.turns.size === 0 || this.channels.length === 0) return NOTHING;
    const report = await deliverAlerts(this.ownState(), this.channels, context);
    if (report.failures.length === 0) this.turns.clear();
    return report;
  }

  /** What would be sent, as text for people. */
  async preview(context: AlertContext): Promise<readonly string[]> {
    if (this.turns.size === 0) return [];
    const shown = await previewAlerts(this.ownState(), this.channels, context);
    this.turns.clear();
    return shown;
  }

  /** The state as far as it is about these alerts. */
  private ownState(): Pick<StateStore, 'readHistory' | 'markDelivered'> {
    return {
      readHistory: async () => {
        const history = await this.state.readHistory();
        const own = [...this.turns].flatMap(([id, turn]): [string, FindingMemory][] => {
          const memory = history.findings.get(id);
          return memory?.turn === turn ? [[id, memory]] : [];
        });
        return { ...history, findings: new Map(own) };
      },
      markDelivered: (marks) => this.state.markDelivered(marks),
    };
  }
}
