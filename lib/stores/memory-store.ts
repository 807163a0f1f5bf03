/**
 * State in memory: the twin of the other stores, for tests. It keeps the same text as they do.
 */
import { randomInt, randomUUID } from 'node:crypto';
import type { Home, Shelf, Stored } from './home';
import { KeptState } from './kept-state';
import { StateConflictError, type StateOptions } from './state-store';

/** Two stores over one of these are two runs over one state. */
export class MemoryHome implements Home {
  readonly at = 'memory';
  readonly writer = String(randomInt(1_000_000));
  readonly isLocal = true;
  readonly #replaceable = new Map<'state' | 'lock', Stored>();
  readonly #shelves = new Map<string, Map<string, Buffer>>();

  async readTag(): Promise<string | undefined> {
    return this.#replaceable.get('state')?.tag;
  }

  async readState(): Promise<Stored | undefined> {
    return this.#replaceable.get('state');
  }

  async replaceState(text: string, before: string | undefined): Promise<string> {
    return this.#replace('state', text, before);
  }

  async readLock(): Promise<Stored | undefined> {
    return this.#replaceable.get('lock');
  }

  async replaceLock(text: string, before: string | undefined): Promise<string> {
    return this.#replace('lock', text, before);
  }

  async list({ name, ours }: Shelf): Promise<readonly string[]> {
    return [...(this.#shelves.get(name)?.keys() ?? [])].filter((each) => ours.test(each)).sort();
  }

  async get({ name: shelf }: Shelf, name: string): Promise<Buffer | undefined> {
    return this.#shelves.get(shelf)?.get(name);
  }

  async put({ name: shelf }: Shelf, name: string, chunks: readonly (string | Buffer)[]): Promise<void> {
    const names = this.#shelves.get(shelf) ?? new Map<string, Buffer>();
    this.#shelves.set(shelf, names.set(name, Buffer.concat(chunks.map((chunk) => Buffer.from(chunk)))));
  }

  async remove({ name: shelf }: Shelf, names: readonly string[]): Promise<void> {
    for (const name of names) this.#shelves.get(shelf)?.delete(name);
  }

  #replace(what: 'state' | 'lock', text: string, before: string | undefined): string {
    if (this.#replaceable.get(what)?.tag !== before)
      throw new StateConflictError(`${what} in memory changed`);
    const tag = randomUUID();
    this.#replaceable.set(what, { bytes: Buffer.from(text), tag });
    return tag;
  }
}

/** A store that lives as long as the process. */
export class MemoryStore extends KeptState {
  constructor(options: StateOptions = {}, home: Home = new MemoryHome()) {
    super(home, options);
  }
}
