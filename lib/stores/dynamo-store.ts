/**
 * State in S3 with its findings in a DynamoDB table.
 *
 * A write cannot be one step over both, so its order is what keeps it safe:
 *
 * 1. The pointer is looked at: where another run switched it since, nothing is written.
 * 2. The findings are written, each on condition, with the alerts that fell due. After a crash here some are new and
 *    some old. The next run reads them so, judges anew, and comes to the rest; a finding that is there already keeps its
 *    turn, so its alert is due once, and is still due.
 * 3. The snapshot with all the rest is put where nobody points at it yet.
 * 4. The pointer is switched, on condition. After a crash before this, the baseline and the trust of the run before are
 *    compared with once more, which finds the same again under the same ids.
 * 5. What is old is deleted. After a crash before this it is deleted by the next run.
 *
 * So nothing is lost at any step, and no alert falls due twice.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CheckpointPart } from '../history/checkpoint';
import type { DeliveryMark, FindingMemory, History } from '../history/history';
import { DynamoFindings } from './dynamo-findings';
import { KeptState } from './kept-state';
import { S3Home, type S3Place } from './s3-home';
import { newS3Client } from './s3-store';
import type { Lock, LockOwner, StateOptions, StateStore } from './state-store';

/** Requests that were refused for their number are made again so often. */
const MOST_ATTEMPTS = 10;

export class DynamoStore implements StateStore {
  readonly #rest: KeptState;
  readonly #findings: DynamoFindings;
  #asOf: string | undefined;
  #known: ReadonlySet<string> = new Set();

  constructor(
    { bucket, prefix }: S3Place,
    table: string,
    options: StateOptions = {},
    clients = { s3: newS3Client(), dynamo: new DynamoDBClient({ maxAttempts: MOST_ATTEMPTS }) },
  ) {
    const home = new S3Home(clients.s3, { bucket, prefix, findingsIn: `dynamodb:${table}` });
    this.#rest = new KeptState(home, options);
    this.#findings = new DynamoFindings(clients.dynamo, table, home.at, (id, text) =>
      this.#rest.setAside(text, `finding \`${id}\` in dynamodb:${table} could not be read`),
    );
  }

  lock(owner: LockOwner): Promise<Lock> {
    return this.#rest.lock(owner);
  }

  /** Findings that S3 still holds from when it held all are in it too, unless the table knows them. */
  async readHistory(): Promise<History> {
    const rest = await this.#rest.readHistory();
    const findings = new Map([...rest.findings, ...(await this.#findings.read(rest.asOf))]);
    return this.#handOut({ ...rest, findings });
  }

  async writeHistory(history: History): Promise<History> {
    await this.#rest.checkUnchanged();
    const asOf = { before: this.#asOf, now: history.asOf };
    const findings = await this.#findings.write(history.findings, this.#known, asOf);
    await this.#rest.writeHistory({ ...history, findings: new Map() });
    return this.#handOut({ ...history, findings });
  }

  markDelivered(marks: readonly DeliveryMark[]): Promise<void> {
    return this.#findings.mark(marks);
  }

  addFindings(findings: ReadonlyMap<string, FindingMemory>): Promise<void> {
    return this.#findings.add(findings, this.#asOf);
  }

  listCheckpoint(): Promise<readonly string[]> {
    return this.#rest.listCheckpoint();
  }

  readCheckpoint(id: string): Promise<CheckpointPart | undefined> {
    return this.#rest.readCheckpoint(id);
  }

  addToCheckpoint(part: CheckpointPart): Promise<string> {
    return this.#rest.addToCheckpoint(part);
  }

  trimCheckpoint(kept: ReadonlySet<string>): Promise<void> {
    return this.#rest.trimCheckpoint(kept);
  }

  #handOut(history: History): History {
    this.#asOf = history.asOf;
    this.#known = new Set(history.findings.keys());
    return history;
  }
}
