/**
 * State in some home: one text that is replaced whole, and beside it what was appended since, each under its own name.
 *
 * Readers take the appended first and the whole second. Should a write take the appended into the whole in between,
 * they see it twice, which changes nothing, and never not at all.
 */
import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { CheckpointPart } from '../history/checkpoint';
import type { DeliveryMark, FindingMemory, History } from '../history/history';
import { EMPTY_HISTORY } from '../history/history';
import { type Change, joinFindings, joinFound, withChanges } from '../history/join-findings';
import { parseChange, renderChange } from '../history/saved-change';
import { parseHistory, renderHistory } from '../history/saved-history';
import { decodePart, encodePart } from './checkpoint-file';
import type { Home, Shelf } from './home';
import { type Holder, parseHolder, renderHolder, whyOver } from './lock-holder';
import {
  type Lock,
  type LockOwner,
  StateBusyError,
  StateConflictError,
  StateError,
  type StateOptions,
  type StateStore,
} from './state-store';

/** Named by nothing but chance: their order does not matter. */
const CHANGES: Shelf = { name: 'changes', ours: /^[0-9a-f-]{36}\.json$/ };

/** Numbered in the order of writing; the writer keeps two runs over one state from replacing each other's. */
const CHECKPOINT: Shelf = { name: 'trail-checkpoint', ours: /^(\d{8})-\d+\.part$/ };

/** What could not be read, named by what it holds. */
const DAMAGED: Shelf = { name: 'damaged', ours: /^[0-9a-f]{16}\.txt$/ };

/** The whole as it was read or written last. */
interface Whole {
  readonly tag: string | undefined;
  readonly history: History;
}

interface Appended extends Change {
  readonly name: string;
}

export class KeptState implements StateStore {
  #whole: Whole = { tag: undefined, history: EMPTY_HISTORY };
  /** what `readHistory` or `writeHistory` handed out last: its tag, and the ids of its findings */
  #known: { readonly tag: string | undefined; readonly ids: ReadonlySet<string> } = {
    tag: undefined,
    ids: new Set(),
  };
  #nextPart: number | undefined;
  readonly #setAside = new Set<string>();

  constructor(
    private readonly home: Home,
    private readonly options: StateOptions = {},
  ) {}

  async lock(owner: LockOwner): Promise<Lock> {
    const now = (this.options.now ?? Date.now)();
    const kept = await this.home.readLock();
    const before = kept && parseHolder(kept.bytes.toString('utf8'));
    const over = before && whyOver(before, now, this.home.isLocal ? hostname() : undefined);
    if (before && over === undefined) throw busy(this.home.at, before);
    const tag = await this.#takeLock(kept?.tag, {
      id: owner.id,
      host: hostname(),
      process: process.pid,
      since: new Date(now).toISOString(),
      until: owner.until,
      nonce: randomUUID(),
    });
    if (before && over)
      this.#remark(`took over the lock on state \`${this.home.at}\` from ${before.id}: ${over}`);
    return { release: () => this.#release(tag) };
  }

  async #takeLock(before: string | undefined, holder: Holder): Promise<string> {
    try {
      return await this.home.replaceLock(renderHolder(holder), before);
    } catch (failure) {
      if (!(failure instanceof StateConflictError)) throw failure;
      const quicker = await this.home.readLock();
      throw busy(this.home.at, quicker && parseHolder(quicker.bytes.toString('utf8')));
    }
  }

  async #release(tag: string): Promise<void> {
    try {
      await this.home.replaceLock(renderHolder(undefined), tag);
    } catch (failure) {
      if (!(failure instanceof StateConflictError)) throw failure;
    }
  }

  async readHistory(): Promise<History> {
    const changes = await this.#readChanges();
    await this.#readWhole();
    return this.#handOut(withChanges(this.#whole.history.findings, changes));
  }

  async writeHistory(history: History): Promise<History> {
    const changes = await this.#readChanges();
    await this.checkUnchanged();
    if (this.#whole.tag !== this.#known.tag) await this.#readWhole();
    const now = withChanges(this.#whole.history.findings, changes);
    const joined = { ...history, findings: joinFindings(history.findings, now, this.#known.ids) };
    const tag = await this.home.replaceState(renderHistory(joined), this.#known.tag);
    this.#whole = { tag, history: joined };
    await this.home.remove(
      CHANGES,
      changes.map(({ name }) => name),
    );
    return this.#handOut(joined.findings);
  }

  /** @throws StateConflictError when the history was replaced since this store read it */
  async checkUnchanged(): Promise<void> {
    if ((await this.home.readTag()) !== this.#known.tag) {
      throw new StateConflictError(
        `state \`${this.home.at}\` was replaced by another run since it was read: nothing was written, run again`,
      );
    }
  }

  async markDelivered(marks: readonly DeliveryMark[]): Promise<void> {
    if (marks.length > 0) await this.#append({ marks, findings: new Map() });
  }

  async addFindings(findings: ReadonlyMap<string, FindingMemory>): Promise<void> {
    const changes = await this.#readChanges();
    await this.#readWhole();
    const now = withChanges(this.#whole.history.findings, changes);
    const added = new Map<string, FindingMemory>();
    for (const [id, found] of findings) {
      const memory = joinFound(now.get(id), found);
      if (memory) added.set(id, memory);
    }
    if (added.size > 0) await this.#append({ findings: added, marks: [] });
  }

  listCheckpoint(): Promise<readonly string[]> {
    return this.home.list(CHECKPOINT);
  }

  async readCheckpoint(id: string): Promise<CheckpointPart | undefined> {
    const bytes = await this.home.get(CHECKPOINT, id);
    return bytes && decodePart(bytes);
  }

  async addToCheckpoint(part: CheckpointPart): Promise<string> {
    this.#nextPart ??= afterLast(await this.listCheckpoint());
    const id = `${String(this.#nextPart++).padStart(8, '0')}-${this.home.writer}.part`;
    await this.home.put(CHECKPOINT, id, encodePart(part));
    return id;
  }

  async trimCheckpoint(kept: ReadonlySet<string>): Promise<void> {
    const ids = await this.listCheckpoint();
    await this.home.remove(
      CHECKPOINT,
      ids.filter((id) => !kept.has(id)),
    );
  }

  #handOut(findings: ReadonlyMap<string, FindingMemory>): History {
    this.#known = { tag: this.#whole.tag, ids: new Set(findings.keys()) };
    return { ...this.#whole.history, findings };
  }

  /** Reads the whole anew where it is another than the one known. */
  async #readWhole(): Promise<void> {
    const { tag } = this.#whole;
    if (tag !== undefined && (await this.home.readTag()) === tag) return;
    const stored = await this.home.readState();
    if (!stored) {
      this.#whole = { tag: undefined, history: EMPTY_HISTORY };
      return;
    }
    const parsed = parseHistory(stored.bytes.toString('utf8'), this.home.at);
    if (parsed.kind === 'problem')
      throw new StateError(`state \`${this.home.at}\`: ${parsed.problem.message}`);
    const { history, damaged } = parsed.value;
    if (damaged.length > 0) {
      const count = damaged.length === 1 ? 'one finding' : `${damaged.length} findings`;
      await this.setAside(damaged.join('\n'), `${count} could not be read`);
    }
    this.#whole = { tag: stored.tag, history };
  }

  async #readChanges(): Promise<readonly Appended[]> {
    const changes: Appended[] = [];
    for (const name of await this.home.list(CHANGES)) {
      const bytes = await this.home.get(CHANGES, name);
      if (bytes === undefined) continue;
      const parsed = parseChange(bytes.toString('utf8'), name);
      if (parsed.kind === 'ok') changes.push({ name, ...parsed.value });
      else if (parsed.problem.code === 'change-newer')
        throw new StateError(`state \`${this.home.at}\`: ${parsed.problem.message}`);
      else {
        await this.setAside(bytes.toString('utf8'), `what was appended as \`${name}\` could not be read`);
        await this.home.remove(CHANGES, [name]);
      }
    }
    return changes;
  }

  #append(change: Change): Promise<void> {
    return this.home.put(CHANGES, `${randomUUID()}.json`, [renderChange(change)]);
  }

  /** Keeps what could not be read under another name, and tells. */
  async setAside(text: string, what: string): Promise<void> {
    const name = `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.txt`;
    if (this.#setAside.has(name)) return;
    this.#setAside.add(name);
    await this.home.put(DAMAGED, name, [text]);
    this.#remark(
      `state \`${this.home.at}\`: ${what}; it was set aside as \`${DAMAGED.name}/${name}\`, the rest is kept`,
    );
  }

  #remark(sentence: string): void {
    this.options.onRemark?.(sentence);
  }
}

function busy(at: string, holder: Holder | undefined): StateBusyError {
  const who = holder
    ? `${holder.id} holds it since ${holder.since} (process ${holder.process} on ${holder.host}), until ${holder.until} at the latest`
    : 'another run was quicker';
  return new StateBusyError(
    `state \`${at}\` is in use: ${who}; run again when it has ended, or remove \`lock.json\` there if it was killed`,
  );
}

function afterLast(names: readonly string[]): number {
  return Math.max(0, ...names.map((name) => Number(CHECKPOINT.ours.exec(name)?.[1] ?? 0))) + 1;
}
