/**
 * A topic on loopback that writes down what it took, and can be told to kill whoever speaks to it: before it takes
 * anything, or after it took it and before it answers.
 */
import type { DeliveryMark, History } from '../../lib/history/history';
import { batchAnswer, type FakeAws, startFakeAws } from '../support/fake-aws';

export const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';

export type KillInCall = { readonly call: number; readonly when: 'before-taking' | 'before-answering' };

export class DeliveryLedger {
  /** how often each alert was taken, by `keyOf` */
  readonly taken = new Map<string, number>();
  #kill: { readonly where: KillInCall; readonly victim: () => void } | undefined;
  #calls = 0;
  #takenInRun = new Set<string>();

  private constructor(private aws: FakeAws | undefined) {}

  static async open(): Promise<DeliveryLedger> {
    const ledger = new DeliveryLedger(undefined);
    ledger.aws = await startFakeAws(({ messages }) => {
      ledger.#calls += 1;
      const kill = ledger.#kill?.where.call === ledger.#calls ? ledger.#kill : undefined;
      if (kill?.where.when === 'before-taking') {
        kill.victim();
        return 'cut';
      }
      for (const { message } of messages) ledger.#take(message);
      if (kill) {
        kill.victim();
        return 'cut';
      }
      return batchAnswer(messages);
    });
    return ledger;
  }

  get endpoint(): string {
    return this.aws?.endpoint ?? '';
  }

  /** Begins a run: counts calls from one again, and kills in one of them; absent: in none. */
  expectRun(where?: KillInCall, victim: () => void = () => {}): void {
    this.#calls = 0;
    this.#takenInRun = new Set();
    this.#kill = where && { where, victim };
  }

  /** Alerts that were taken in this run and are due still: a later run cannot but send them again. */
  takenAndDue({ findings }: History): readonly string[] {
    return [...findings]
      .flatMap(([finding, { turn, due }]) => (due ? [keyOf({ finding, turn })] : []))
      .filter((key) => this.#takenInRun.has(key));
  }

  async close(): Promise<void> {
    await this.aws?.close();
  }

  /** By the body for queues: each names its alerts. */
  #take(message: string): void {
    const body = JSON.parse(JSON.parse(message).sqs);
    const marks: readonly DeliveryMark[] = body.findings
      ? body.findings.map(({ id, turn }: { id: string; turn: number }) => ({ finding: id, turn }))
      : [{ finding: body.id, turn: body.alert.turn }];
    for (const key of marks.map(keyOf)) {
      this.taken.set(key, (this.taken.get(key) ?? 0) + 1);
      this.#takenInRun.add(key);
    }
  }
}

export function keyOf({ finding, turn }: DeliveryMark): string {
  return `${finding} turn ${turn}`;
}
